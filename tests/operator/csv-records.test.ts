import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecords } from '../../ingest/files/csv-records';
import { textPieces } from '../../ingest/files/encoding';
import type { FileRecord } from '../../ingest/files/record';

async function* piecesOf(bytes: Buffer, pieceSize: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

async function* inPieces(pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function all(pieces: AsyncIterable<Buffer>): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for await (const records of csvRecords(textPieces(pieces, 'utf-8'), 'uji.csv')) found.push(...records);
  return found;
}

/** The records below the header. */
async function read(text: string | Buffer, pieceSize = 1 << 20): Promise<FileRecord[]> {
  return (await all(piecesOf(Buffer.from(text as string), pieceSize))).slice(1);
}
const brief = (records: FileRecord[]) =>
  records.map(
    (r) => `${r.line}${r.broken ? '!' : ''}:${r.fields.map((f) => (f.length > 20 ? f.length : f)).join('|')}`,
  );

describe('one bad line is one record and never the rest of the file', () => {
  const long = 'x'.repeat(5 << 20);
  test.each([
    ['a quote that is never closed', 'a,b\n1,2\n3,"x\n5,6\n7,8\n', ['2:1|2', '3!:3,"x', '4:5|6', '5:7|8']],
    ['closed by a stranger', 'a,b\n3,"x\n"5",6\n7,8\n', ['2!:3,"x', '3:5|6', '4:7|8']],
    ['quotes nobody doubled', 'a,b\n1,"Jalan "Merdeka" 1"\n2,x"y\n', ['2:1|Jalan "Merdeka" 1', '3:2|x"y']],
    ['a line of 5 MB', `a,b\n1,2\n3,${long}\n5,6\n`, ['2:1|2', '3!:1048576', '4:5|6']],
    ['a quoted cell of 5 MB', `a,b\n1,2\n3,"${long}"\n5,6\n`, ['2:1|2', '3!:1048576', '4:5|6']],
    ['too few and too many cells', 'a,b\n1\n1,2,3\n\n5,6', ['2:1', '3:1|2|3', '4:', '5:5|6']],
    ['bytes that are no UTF-8', Buffer.from('a,b\n1,caf\xe9\n2,x\n', 'latin1'), ['2:1|caf\ufffd', '3:2|x']],
    ['NUL', `a,b\n${'1,2\n'.repeat(2000)}3,\0\n`, undefined],
  ])('%s', async (_, text, wanted) => {
    const found = brief(await read(text));
    if (wanted) expect(found).toEqual(wanted);
    else expect(found).toHaveLength(2001);
  });
});

test('semicolons, tabs, BOM, CRLF, doubled quotes, lines within quotes, and the first line of Excel', async () => {
  expect(brief(await read('\ufeffa;b\r\n1;"x;""y"""\r\n2;"two\r\nlines"\r\n3;z'))).toEqual([
    '2:1|x;"y"',
    '3:2|two\r\nlines',
    '5:3|z',
  ]);
  expect(brief(await read('a\tb\n1\t2,5\n'))).toEqual(['2:1|2,5']);
  expect(brief(await read('sep=;\r\na;b\r\n1;2,5\r\n'))).toEqual(['3:1|2,5']);
  expect(brief(await read('"a,x";b\n1;2\n'))).toEqual(['2:1|2']);
  expect(brief(await read('a,b\n,""\n"",\n'))).toEqual(['2:|', '3:|']);
  expect(brief(await read('a|b\n1|"2|3"\n'))).toEqual(['2:1|2|3']);
});

test('a file with the line ends of an old Macintosh is refused in a sentence', async () => {
  await expect(read('a,b\r1,2\r')).rejects.toThrow('Akhir baris berkas ini tidak dikenal');
});

test('the same bytes give the same records however they arrive', async () => {
  const cell = fc.constantFrom('a', '"', '""', '"x"', ',', '\n', '\r\n', 'é', '', '"y,z"', ';');
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (cells, size) => {
      // beyond the head of the file, pieces of a few bytes
      const text = `k,b\n${'0,0\n'.repeat(17_000)}${cells.join('')}`;
      const tail = (records: FileRecord[]) => records.slice(17_000);
      const bytes = Buffer.from(text);
      const pieces = [bytes.subarray(0, 67_990)];
      for (let at = 67_990; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      const pieced = (await all(inPieces(pieces))).slice(1);
      const whole = tail(await read(bytes));
      expect(tail(pieced)).toEqual(whole);
      // every line end of the tail is inside a record or ends one: nothing is passed over
      const lines = cells.join('').split('\n').length;
      expect(whole.length).toBeLessThanOrEqual(lines);
    }),
    { numRuns: 60 },
  );
});

test('written by the rules, read as written', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', ';') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      const quoted = (s: string) => `"${s.replaceAll('"', '""')}"`;
      const text = `a,b\n${rows.map((r) => r.map(quoted).join(',')).join('\n')}\n`;
      expect((await read(text)).map((r) => r.fields)).toEqual(rows.map((r) => [...r]));
    }),
    { numRuns: 200 },
  );
});
