import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import { ahead } from '../../ingest/files/ahead';
import { csvRecords } from '../../ingest/files/csv-records';
import { type Encoding, EncodingWatch, textPieces } from '../../ingest/files/encoding';
import { jsonLineRecords, jsonRecords } from '../../ingest/files/json-records';
import { CHUNK_LIMITS, type FileRecord } from '../../ingest/files/record';
import type { RecordLayout } from '../../ingest/files/record-layout';
import { recordChunks, recordHeader } from '../../ingest/files/records';
import { mappings } from '../../ingest/mappings';
import { runIngest } from '../../ingest/runs/run-ingest';
import { surveyFile } from '../../ingest/runs/survey-file';
import { sweep, temporaryFolder } from './product';

const folder = temporaryFolder();
afterAll(() => sweep(folder));

let files = 0;
function file(content: string | Buffer, name?: string): string {
  files += 1;
  const path = join(folder, name ?? `berkas-${files}`);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, layout: RecordLayout, limits = CHUNK_LIMITS) {
  const chunks: FileRecord[][] = [];
  let header: string[] = [];
  for await (const chunk of recordChunks({ path }, layout, limits)) {
    header = chunk.header;
    chunks.push(chunk.records);
  }
  return { header, chunks, records: chunks.flat() };
}
const fieldsOf = async (path: string, layout: RecordLayout) => (await read(path, layout)).records.map((r) => r.fields);

const columns = ['kolom a', 'b', 'c'];
const layout: RecordLayout = { columns };
type Table = string[][];

// The same table in each format.

const quoted = (cell: string) => (/[",;|\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const delimited = (rows: Table, delimiter: string) =>
  `${[columns, ...rows].map((row) => row.map(quoted).join(delimiter)).join('\n')}\n`;
const objects = (rows: Table) => rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i]!, cell])));
const textFormats: Record<string, { layout: RecordLayout; write: (rows: Table) => string }> = {
  comma: { layout, write: (rows) => delimited(rows, ',') },
  semicolon: { layout, write: (rows) => delimited(rows, ';') },
  tab: { layout, write: (rows) => delimited(rows, '\t') },
  bar: { layout, write: (rows) => delimited(rows, '|') },
  'JSON lines': {
    layout,
    write: (rows) =>
      `${objects(rows)
        .map((o) => JSON.stringify(o))
        .join('\n')}\n`,
  },
  'JSON lines without an end': {
    layout,
    write: (rows) =>
      objects(rows)
        .map((o) => JSON.stringify(o))
        .join('\r\n'),
  },
  'JSON list': { layout, write: (rows) => JSON.stringify(objects(rows), null, 1) },
  'JSON in one line': { layout, write: (rows) => JSON.stringify(objects(rows)) },
  'JSON, only list': {
    layout,
    write: (rows) => JSON.stringify({ draw: 1, kosong: [], pesan: ['[', '{'], data: objects(rows), akhir: { x: [1] } }),
  },
  'JSON under a path': {
    layout: { columns, rows: 'hasil.items' },
    write: (rows) =>
      JSON.stringify({ items: [1], hasil: { lain: [{}], items: objects(rows) }, x: [{ b: 1 }] }, null, 2),
  },
  'JSON by place': {
    layout: { columns, positions: ['c', 'x', ...columns.slice(0, 2)] },
    write: (rows) => JSON.stringify({ recordsFiltered: 2147483647, data: rows.map(([a, b, c]) => [c, null, a, b]) }),
  },
};

const WINDOWS = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ'].map((c, i) => [c, [128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142][i]!]),
);
const encodings: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'Windows-1252': (text) => Buffer.from([...text].map((c) => WINDOWS.get(c) ?? c.charCodeAt(0))),
};

const cellOf = (...marks: string[]) =>
  fc.string({
    unit: fc.constantFrom('a', '7', '"', ',', ';', '|', '\t', '\n', '\r\n', ' ', '\\', '{', ']', ...marks),
    maxLength: 8,
  });
const tableOf = (cell: fc.Arbitrary<string>) =>
  fc.array(
    fc.tuple(cell, cell, cell).map((row) => [...row] as string[]),
    { minLength: 1, maxLength: 8 },
  );

describe('the same records, whatever the format and the encoding', () => {
  test.each(Object.keys(textFormats))('%s', async (format) => {
    const { layout, write } = textFormats[format]!;
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...Object.keys(encodings))
          .chain((encoding) =>
            fc.tuple(
              fc.constant(encoding),
              tableOf(encoding === 'Windows-1252' ? cellOf('é', '€', 'Š') : cellOf('é', '€', '漢', '😀')),
            ),
          ),
        fc.boolean(),
        async ([encoding, rows], packed) => {
          const bytes = encodings[encoding]!(write(rows));
          const path = file(packed ? gzipSync(bytes) : bytes, 'sama');
          expect(await fieldsOf(path, layout)).toEqual(rows);
          const { records } = await read(path, layout);
          expect(new Set(records.map((r) => r.line)).size).toBe(records.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('XLSX', async () => {
    const cell = cellOf('é', '漢', '😀', '&', '<').map((text) => text.replaceAll(/[\r\t]/g, '').trim());
    await fc.assert(
      fc.asyncProperty(tableOf(cell), fc.boolean(), async (rows, packed) => {
        const book = workbook([{ name: 'Data', rows: [columns, ...rows] }]);
        const wanted = rows.map((row) => (row.every((c) => c === '') ? [''] : row));
        while (wanted.length && wanted.at(-1)!.join('') === '') wanted.pop(); // a workbook ends with its last text
        expect(await fieldsOf(file(packed ? gzipSync(book) : book, 'sama'), layout)).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });
});

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('how bytes arrive and how often a file is read changes nothing', () => {
  const readers = {
    csv: (pieces: AsyncIterable<string>) => csvRecords(pieces, 'uji'),
    json: (pieces: AsyncIterable<string>) => jsonRecords(pieces, 'uji', layout),
    jsonl: (pieces: AsyncIterable<string>) => jsonLineRecords(pieces, layout),
  };
  const cases = [
    ['csv', 'comma'],
    ['jsonl', 'JSON lines'],
    ['json', 'JSON list'],
    ['json', 'JSON, only list'],
  ] as const;
  test.each(cases)('%s: %s', async (reader, format) => {
    const outcome = async (bytes: Buffer, size: number, encoding: Encoding) => {
      const records: FileRecord[] = [];
      try {
        for await (const some of readers[reader](textPieces(inPieces(bytes, size), encoding))) records.push(...some);
      } catch (error) {
        expect(error).toBeInstanceOf(PlainError);
        return (error as Error).message; // such a file is refused before its first record is stored
      }
      return records;
    };
    await fc.assert(
      fc.asyncProperty(
        tableOf(cellOf('é', '漢', '😀')),
        fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'windows-1252'),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        async (rows, encoding, size, damage) => {
          const bytes = Buffer.from(textFormats[format]!.write(rows), encoding === 'utf-16le' ? 'utf16le' : 'utf8');
          for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
          expect(await outcome(bytes, size, encoding)).toEqual(await outcome(bytes, bytes.length, encoding));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the encoding', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('a', 'é', '漢', '😀').map((c) => Buffer.from(c)),
            fc.uint8Array({ minLength: 1, maxLength: 3 }),
          ),
        ),
        fc.integer({ min: 1, max: 5 }),
        (parts, size) => {
          const bytes = Buffer.concat(parts);
          const whole = new EncodingWatch();
          whole.add(bytes);
          const pieced = new EncodingWatch();
          for (let at = 0; at < bytes.length; at += size) pieced.add(bytes.subarray(at, at + size));
          expect(pieced.encoding).toBe(whole.encoding);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('chunks end at a number of records or of characters', async () => {
    const path = file(
      delimited(
        Array.from({ length: 10 }, (_, i) => [`${i}`, 'x'.repeat(i === 4 ? 200 : 1), '']),
        ',',
      ),
    );
    const sizes = async (records: number, chars: number) =>
      (await read(path, layout, { records, chars })).chunks.map((c) => c.length);
    expect(await sizes(4, 1_000)).toEqual([4, 4, 2]);
    expect(await sizes(5, 1_000)).toEqual([5, 5]);
    expect(await sizes(100, 150)).toEqual([5, 5]);
  });
});

test('reading ahead gives every value, passes a failure on and closes its source', async () => {
  const seen: string[] = [];
  async function* source(fails: boolean) {
    try {
      for (const n of [1, 2, 3]) yield n;
      if (fails) throw new PlainError('putus');
    } finally {
      seen.push('ditutup');
    }
  }
  const got: number[] = [];
  for await (const n of ahead(source(false))) got.push(n);
  expect(got).toEqual([1, 2, 3]);
  await expect(async () => {
    for await (const n of ahead(source(true))) got.push(n);
  }).rejects.toThrow('putus');
  for await (const n of ahead(source(true))) if (n === 1) break;
  expect(got).toEqual([1, 2, 3, 1, 2, 3]);
  expect(seen).toEqual(['ditutup', 'ditutup', 'ditutup']);
});

test('a late byte decides the encoding; a few damaged bytes do not spoil UTF-8', async () => {
  const rows = (last: Buffer) =>
    Buffer.concat([Buffer.from(`${columns.join(',')}\n${'1,2,3\n'.repeat(40_000)}`), last]);
  const last = async (bytes: Buffer) => (await fieldsOf(file(rows(bytes), 'akhir'), layout)).at(-1);
  expect(await last(Buffer.from('caf\xe9,\x93a\x94,x\n', 'latin1'))).toEqual(['café', '“a”', 'x']);
  expect(await last(Buffer.from('café,“a”,x\n'))).toEqual(['café', '“a”', 'x']);
  expect(await last(Buffer.concat([Buffer.from('café,“a”,'), Buffer.from([0xe9]), Buffer.from('x\n')]))).toEqual([
    'café',
    '“a”',
    '\ufffdx',
  ]);
});

describe('damage', () => {
  const good = Array.from({ length: 12 }, (_, i) => [`k${i}`, `nilai ${i}`, '9']);
  const damaged = (bytes: Buffer, hits: [number, number, number][]) => {
    const list = [...bytes];
    for (const [at, byte, how] of hits) {
      const place = at % list.length;
      if (how === 0) list[place] = byte;
      else if (how === 1) list.splice(place, 0, byte, byte);
      else list.splice(place, 3);
    }
    return Buffer.from(list);
  };
  const hits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 6,
  });
  const book = workbook([{ name: 'Data', rows: [columns, ...good] }]);

  test.each([...Object.keys(textFormats), 'XLSX', 'gz'])(
    '%s: records or one sentence, nothing else',
    async (format) => {
      const { layout: of, write } = textFormats[format] ?? textFormats.comma!;
      const bytes = format === 'XLSX' ? book : format === 'gz' ? gzipSync(write(good)) : Buffer.from(write(good));
      await fc.assert(
        fc.asyncProperty(hits, async (where) => {
          try {
            for (const { fields, line } of (await read(file(damaged(bytes, where), 'rusak'), of)).records) {
              expect(line).toBeGreaterThan(0);
              for (const field of fields)
                expect(Buffer.from(field).toString() === field && !field.includes('\0')).toBe(true);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(PlainError);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(['comma', 'JSON lines'])('%s: no good line that follows is lost', async (format) => {
    const text = textFormats[format]!.write(good);
    const lines = text.split('\n');
    const line = fc.string({
      unit: fc.constantFrom('"', ',', '{', '}', '\\', '\0', 'a', '\r', '\t', ':', '[', ']'),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 11 }), line, async (at, bad) => {
        const torn = [...lines.slice(0, at), bad, ...lines.slice(at)].join('\n');
        const kept = (await fieldsOf(file(torn, 'baris'), layout)).filter(
          (f) => f.length === 3 && /^k\d+$/.test(f[0]!),
        );
        expect(kept.map((f) => f[0])).toEqual(good.map((g) => g[0]));
      }),
      { numRuns: 80, examples: [[2, '\0'.repeat(12)]] },
    );
  });

  test('a bad line of JSON lines is one broken record, also the first; so is one that never ends', async () => {
    const text = `{"kolom a":1,\n{"kolom a":2}\n\n{"b":5}\n[1,2]\n"x"\n{"b":0}\n{"b":"${'y'.repeat(2 << 20)}"}\n{"kolom a":"${String.fromCharCode(92)}ud800"}\n`;
    const { records } = await read(file(text), layout);
    expect(
      records.map((r) => [r.line, r.broken, r.fields[0]!.length > 20 ? r.fields[0]!.length : r.fields.join('|')]),
    ).toEqual([
      [1, 'json_rusak', '{"kolom a":1,'],
      [2, '', '2||'],
      [3, '', ''],
      [4, '', '|5|'],
      [5, 'jumlah_kolom_berbeda', '[1,2]'],
      [6, 'json_rusak', '"x"'],
      [7, '', '|0|'],
      [8, 'json_rusak', 1 << 20],
      [9, '', '\ufffd||'],
    ]);
  });

  test('a bad record of a JSON list is one broken record', async () => {
    const text = '{"data":[{"b":1},{"b":01},{b:2},7,{"b":"x"}]}';
    const { records } = await read(file(text), layout);
    expect(records.map((r) => [r.line, r.broken])).toEqual([
      [1, ''],
      [2, 'json_rusak'],
      [3, 'json_rusak'],
      [4, 'json_rusak'],
      [5, ''],
    ]);
  });

  test('a last line half written has fewer cells; NUL is left out of a cell', async () => {
    const { records } = await read(file(`${columns.join(',')}\n1,\0x\0y,3\n4,5`), layout);
    expect(records.map((r) => r.fields)).toEqual([
      ['1', 'xy', '3'],
      ['4', '5'],
    ]);
  });
});

test('JSON values: fields within objects, whole objects, lists, numbers of any length, what is not there', async () => {
  const of = { columns: ['id', 'a.b', 'a', 'x.y', 'daftar', 'benar', 'kecil', 'constructor'] };
  const record =
    '{"id":367101010101000112345,"a":{"b":3671010101010001},"x.y":1.50,"daftar":["p",{"q":null}],"benar":true,"kecil":1e-7}';
  for (const text of [`[${record}]`, `${record}\n${record}`]) {
    expect((await fieldsOf(file(text, 'nilai'), of))[0]).toEqual([
      '367101010101000112345',
      '3671010101010001',
      '{"b":"3671010101010001"}',
      '1.5',
      '["p",{"q":null}]',
      'true',
      '0.0000001',
      '',
    ]);
  }
  expect(await recordHeader({ path: file(`[${record},{"lain":1}]`) }, { columns: [] })).toEqual([
    'id',
    'a.b',
    'x.y',
    'daftar',
    'benar',
    'kecil',
    'lain',
  ]);
  expect(await fieldsOf(file('[["p","q"],["r"]]'), { columns: [] })).toEqual([['p', 'q'], ['["r"]']]);
  expect((await read(file('{"data":[]}'), layout)).records).toEqual([]);
});

describe('workbooks', () => {
  test('numbers whole, dates as text, booleans, formulas', async () => {
    const cells = [
      '<c r="A2"><v>3671010101010001</v></c><c r="B2" s="1"><v>46326.385416666664</v></c><c r="C2" t="b"><v>1</v></c>',
      '<c r="A3"><v>3.6710101010100009E15</v></c><c r="B3" s="1"><v>46326</v></c><c r="C3"><f>1+1</f><v>0.30000000000000004</v></c>',
      '<c r="A4" t="inlineStr"><is><t>03671010101010001</t></is></c><c r="B4" s="1"><v>0.5</v></c><c r="C4"><v>1.5E-7</v></c>',
      '<c r="A5"><v>1.5E25</v></c><c r="C5" t="e"><v>#N/A</v></c>',
    ].map((c, i) => `<row r="${i + 2}">${c}</row>`);
    const path = file(workbook([{ name: 'S', rows: [columns], more: cells.join('') }]));
    expect(await fieldsOf(path, layout)).toEqual([
      ['3671010101010001', '2026-10-31 09:15:00', 'true'],
      ['3671010101010001', '2026-10-31 00:00:00', '0.3'],
      ['03671010101010001', '12:00:00', '0.00000015'],
      ['15000000000000000000000000', '', ''],
    ]);
  });

  test('a title above the header, a header over two rows, blank rows, the sheet that has the columns', async () => {
    const wanted = { columns: ['No', 'Alamat Jalan', 'Alamat Kota', 'Status'] };
    const path = file(
      workbook([
        { name: 'Petunjuk', rows: [['Isi lembar Data'], ['No', 'Penjelasan']] },
        {
          name: 'Data',
          rows: [
            ['REKAP PENGADUAN 2026'],
            [],
            ['No', 'Alamat', '', 'Status'],
            ['', 'Jalan', 'Kota', ''],
            ['1', 'Jl. A', 'Tangerang', 'x'],
            [],
            ['2', '', '', 'y'],
          ],
        },
      ]),
    );
    const { header, records } = await read(path, wanted);
    expect(header).toEqual(['No', 'Alamat Jalan', 'Alamat Kota', 'Status']);
    expect(records.map((r) => `${r.line}:${r.fields.join('|')}`)).toEqual(['5:1|Jl. A|Tangerang|x', '6:', '7:2|||y']);
    expect(await recordHeader({ path }, { columns: [], sheet: 'Petunjuk' })).toEqual(['No', 'Penjelasan']);
    await expect(recordHeader({ path }, { columns: [], sheet: 'Lain' })).rejects.toThrow(
      'Yang ada: "Petunjuk", "Data"',
    );
  });

  test('too big to hold in memory, also when the archive lies about it', async () => {
    const sheet = `<worksheet><sheetData>${'<row/>'.repeat(6 << 20)}</sheetData></worksheet>`;
    const big = workbook([{ name: 'S', rows: [columns] }], { 'xl/worksheets/sheet9.xml': sheet });
    expect(big.length).toBeLessThan(1 << 20);
    await expect(read(file(big), layout)).rejects.toThrow('32 MB sesudah dibuka');
    await expect(
      read(file(workbook([{ name: 'S', rows: [columns] }], { 'xl/worksheets/sheet9.xml': sheet }, 100)), layout),
    ).rejects.toThrow('32 MB sesudah dibuka');
  });
});

describe('refused in a sentence', () => {
  const page = '<!DOCTYPE html>\n<html><head><title>Login</title></head><body><form></form></body></html>';
  const cases: [string, string | Buffer, string][] = [
    ['a sign-in page as CSV', page, 'Berkas ini halaman web (HTML), bukan data'],
    ['a sign-in page with a mark', `\ufeff\n <!-- x --> ${page}`, 'Berkas ini halaman web (HTML), bukan data'],
    [
      'a table of HTML as XLS',
      '<table border=1><tr><td>a</td></tr></table>',
      'Berkas ini halaman web (HTML), bukan data',
    ],
    ['XML', '<?xml version="1.0"?><data><a/></data>', 'Berkas ini XML, bukan tabel'],
    ['PDF', '%PDF-1.7\n1 0 obj', 'Berkas ini PDF, bukan data'],
    ['old Excel', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'Excel atau Word lama (.xls, .doc)'],
    ['DOCX', zip({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' }), 'dokumen Word (DOCX), bukan data'],
    ['ODS', zip({ mimetype: 'x', 'content.xml': '<x/>' }), 'OpenDocument'],
    ['ZIP', zip({ 'data.csv': 'a,b\n1,2\n' }), 'Berkas ini arsip ZIP'],
    [
      'half a workbook',
      workbook([{ name: 'S', rows: [columns] }]).subarray(0, 400),
      'Buku kerja ini rusak atau terpotong',
    ],
    ['an empty workbook', workbook([{ name: 'S', rows: [] }]), 'Buku kerja ini tidak berisi tabel'],
    ['RAR', 'Rar!\x1a\x07\x01\0', 'Berkas ini arsip RAR'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'Berkas ini bukan teks CSV'],
    ['nothing', '', 'Berkas kosong'],
    ['only a mark', '\ufeff', 'Berkas kosong'],
    ['half of gz', gzipSync(`${columns.join(',')}\n${Math.PI}`).subarray(0, 25), 'Arsip gz rusak atau terpotong'],
    ['a header twice', 'kolom a,b,c,b\n1,2,3,4\n', 'Kolom "b" ada lebih dari satu kali'],
    ['a broken header', 'a,"b\n1,2\n', 'Baris judul kolom pada berkas ini rusak'],
    ['half a JSON list', '[{"b":1},{"b":2}', 'rusak atau terpotong sesudah rekaman ke-2'],
    ['JSON and more', '[{"b":1}] [{"b":2}]', 'rusak atau terpotong sesudah rekaman ke-1'],
    ['two lists', '{"p":[{"b":1}],"q":[{"b":2}]}', 'lebih dari satu daftar ("p" dan "q")'],
    ['no list', '{\n"p":{"b":1},\n"q":2}', 'tidak memuat daftar rekaman'],
  ];
  test.each(cases)('%s', async (_, content, sentence) => {
    const error = await read(file(content), layout).catch((e: Error) => e);
    expect(error).toBeInstanceOf(PlainError);
    expect((error as Error).message).toContain(sentence);
  });

  test('a folder, a file that is not there or may not be read', async () => {
    await expect(read(folder, layout)).rejects.toThrow('Ini folder, bukan berkas');
    await expect(read(join(folder, 'tak-ada'), layout)).rejects.toThrow('Berkas tidak ditemukan');
    if (process.getuid?.() === 0) return; // may read everything
    const path = file('a,b\n');
    chmodSync(path, 0);
    await expect(read(path, layout)).rejects.toThrow('Tidak ada izin membaca berkas');
  });

  test('a second column of a name that nobody reads', async () => {
    expect(await recordHeader({ path: file('kolom a,x,b,c,x, ,\n') }, layout)).toEqual([
      'kolom a',
      'x',
      'b',
      'c',
      'x (2)',
      '',
      '',
    ]);
  });

  test.each([
    ['CSV', 'id_kasus,service,langkah,Jam\nS1,akta,diajukan,2026\n'],
    ['JSON', '[{"id_kasus":1,"service":2,"langkah":3,"Jam":4}]'],
    [
      'XLSX',
      workbook([{ name: 'S', rows: [['Rekap'], ['id_kasus', 'service', 'langkah', 'Jam'], ['1', '2', '3', '4']] }]),
    ],
  ])('a changed header of %s: what is missing and what is new', async (_, content) => {
    await expect(surveyFile(file(content), mappings['layanan-csv']!)).rejects.toThrow(
      /kolom "layanan", "waktu" tidak ada.*yang dikenal: "id_kasus", "langkah"; yang baru: "service", "Jam"\./,
    );
  });

  test('a file without a header shows nobody’s data', async () => {
    const error = await surveyFile(file('Budi Rekaan,3671010101010001,x,y\n'), mappings['layanan-csv']!).catch(
      (e: Error) => e,
    );
    expect((error as Error).message).toContain('yang dikenal: tidak ada. Berkas');
    expect((error as Error).message).not.toMatch(/Budi|3671/);
  });

  test('5 GB in a gz of 16 MB: refused without holding it', async () => {
    const member = gzipSync('A-1,akta,diajukan,2026-10-01 08:00\n'.repeat(2 << 20));
    const bomb = file(Buffer.concat([gzipSync('id_kasus,layanan,langkah,waktu\n'), ...Array<Buffer>(72).fill(member)]));
    const before = process.memoryUsage().rss;
    await expect(surveyFile(bomb, mappings['layanan-csv']!)).rejects.toThrow('membesar lebih dari 200 kali');
    await expect(surveyFile(bomb, undefined)).rejects.toThrow('membesar lebih dari 200 kali');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });
});

describe('in the ledger', () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  beforeAll(async () => {
    engine = await startTestEngine();
    await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
  });
  afterAll(() => engine.stop());

  const ingest = async (...paths: string[]) => runIngest((await requestRun('siak', paths, 'uji')).run_id);
  const names = ['id_kasus', 'layanan', 'langkah', 'waktu'];
  const steps = Array.from({ length: 20 }, (_, i) => [`F${i}`, 'akta;"é', 'diajukan', '2026-10-31 09:15:00']);
  const records = steps.map((s) => Object.fromEntries(s.map((v, i) => [names[i]!, v])));

  test('the same records in another format or encoding are the same records', async () => {
    const csv = [names, ...steps].map((s) => s.map(quoted).join(';')).join('\r\n');
    expect(await ingest(file(csv, 'a.csv'))).toMatchObject({ read: 20, stored: 20, balanced: true });
    const others = {
      'a.jsonl.gz': gzipSync(records.map((r) => JSON.stringify(r)).join('\n')),
      'a.json': JSON.stringify({ data: records }),
      'a.xlsx': workbook([{ name: 'S', rows: [['Rekap'], names, ...steps] }]),
      'utf16.csv': encodings['UTF-16 LE']!(csv),
      'ansi.csv': encodings['Windows-1252']!(csv),
    };
    for (const [name, content] of Object.entries(others)) {
      expect(await ingest(file(content, name)), name).toMatchObject({
        read: 20,
        stored: 0,
        duplicate: 20,
        rejected: 0,
        balanced: true,
      });
    }
  });

  test('two files with the same name are two files', async () => {
    const [one, two] = ['satu', 'dua'].map((part) => {
      mkdirSync(join(folder, part));
      return file(`${names.join(',')}\n${part},akta,diajukan,2026-10-31 09:15:00\n`, `${part}/ekspor.csv`);
    }) as [string, string];
    expect(await ingest(one)).toMatchObject({ read: 1, stored: 1, balanced: true });
    expect(await ingest(two)).toMatchObject({ read: 1, stored: 1, balanced: true });
    expect(await ingest(one, two)).toMatchObject({ read: 2, stored: 0, duplicate: 2, balanced: true });
  });

  test('bad lines of JSON lines are rejected with their line, the others stored', async () => {
    const [good] = records;
    const text = [{ ...good, id_kasus: 'J1' }, '{"id_kasus":"J2",', { ...good, id_kasus: 'J3' }]
      .map((r) => (typeof r === 'string' ? r : JSON.stringify(r)))
      .join('\n');
    expect(await ingest(file(text))).toMatchObject({
      read: 3,
      stored: 2,
      rejected: 1,
      reasons: { json_rusak: 1 },
      balanced: true,
    });
  });
});

const data = join('..', 'shared', 'data');
describe.skipIf(!existsSync(data))('real files have the number of records that is known of them', () => {
  const dap = 'analytics-usa-gov-2015';
  const rows = { rows: 'data' };
  test.each<[string, number, Partial<RecordLayout>?]>([
    ['complaints-sf311/sf311.csv.gz', 10_000],
    ['complaints-nyc311-small/nyc311.csv.gz', 1_000],
    ['lpse-bandung-2015-2016/lelang_2015.csv.gz', 638],
    ['lpse-bandung-2015-2016/lelang_2016.csv.gz', 785],
    [`${dap}/all-domains-30-days.csv`, 1_976],
    [`${dap}/all-pages-realtime.csv`, 677],
    [`${dap}/browsers.csv`, 3_150],
    [`${dap}/devices.csv`, 270],
    [`${dap}/ie.csv`, 574],
    [`${dap}/os.csv`, 1_731],
    [`${dap}/top-domains-30-days.csv`, 20],
    [`${dap}/top-downloads-7-days.csv`, 100],
    [`${dap}/windows.csv`, 901],
    [`${dap}/realtime.json`, 1],
    [`${dap}/today.json`, 24, rows],
    [`${dap}/top-countries-realtime.json`, 180, rows],
    [`${dap}/top-domains-30-days.json`, 20],
    [`${dap}/top-domains-7-days.json`, 20],
    [`${dap}/top-downloads-7-days.json`, 100],
    [`${dap}/top-downloads-yesterday.json`, 100],
    [`${dap}/top-pages-realtime.json`, 20],
  ])('%s: %i', async (name, count, more) => {
    const { header, records } = await read(join(data, name), { columns: [], ...more });
    expect(records).toHaveLength(count);
    for (const r of records) expect([r.broken, r.fields.length]).toEqual(['', header.length]);
  });

  test.each(['browsers', 'devices', 'ie', 'os', 'windows'])('%s.json has no data points and says so', async (name) => {
    const path = join(data, dap, `${name}.json`);
    await expect(read(path, { columns: [], ...rows })).rejects.toThrow('tidak memuat daftar rekaman pada "data"');
  });
});

// A workbook as Excel writes it, small.

interface Sheet {
  name: string;
  rows: string[][];
  /** Rows as XML, below the others. */
  more?: string;
}

function workbook(sheets: Sheet[], more: Record<string, string> = {}, told?: number): Buffer {
  const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const shared: string[] = [];
  const body = ({ rows, more = '' }: Sheet) =>
    rows
      .map((row, r) => {
        const cells = row.map((cell, c) =>
          cell === '' ? '' : `<c r="${'ABCDEFGH'[c]}${r + 1}" t="s"><v>${shared.push(cell) - 1}</v></c>`,
        );
        return `<row r="${r + 1}">${cells.join('')}</row>`;
      })
      .join('') + more;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const contents = Object.fromEntries(
    sheets.map((s, i) => [
      `xl/worksheets/sheet${i + 1}.xml`,
      `<worksheet xmlns="${main}"><sheetData>${body(s)}</sheetData></worksheet>`,
    ]),
  );
  return zip(
    {
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map((s, i) => `<sheet name="${xml(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
      'xl/styles.xml': `<styleSheet xmlns="${main}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ...contents,
      'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((s) => `<si><t xml:space="preserve">${xml(s)}</t></si>`).join('')}</sst>`,
      ...more,
    },
    told,
  );
}

/** A ZIP archive; `told` is the unpacked size it claims for each entry. */
function zip(entries: Record<string, string>, told?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(told ?? bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name)]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, end, Buffer.from(name));
    local.push(head, packed);
    at += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(entries).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
