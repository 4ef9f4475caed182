import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { connect } from '../../clickhouse/warehouse/client';
import { recordChunks } from '../files/records';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from '../kinds/table';
import { factColumns } from '../ledger/staging';
import { privacyParams } from '../privacy/mask';
import { cityParams } from '../runs/sources';
import { mappings, SYSTEMS_FOLDER, validateMapping } from '.';
import { FACT_FIELDS, MAPPED_TABLES, type ValueType } from './fact-fields';
import { type Field, usesOf } from './kinds';
import { layoutOf, type Mapping, placesOf } from './mapping';

const FORMATS = ['csv', 'tsv', 'json', 'jsonl', 'xlsx'];
const city = loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml').profile;
const source = { ...city.sumber[0]!, skpd: 'diskominfo', zona_waktu: null };

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let clock: string | undefined;
beforeAll(async () => {
  clock = process.env.RK_NOW;
  process.env.RK_NOW = '2026-11-22T00:00:00Z';
  engine = await startTestEngine();
});
afterAll(async () => {
  if (clock === undefined) delete process.env.RK_NOW;
  else process.env.RK_NOW = clock;
  await engine.stop();
});

const params = () => ({
  ...cityParams(city, source),
  ...privacyParams({ privacyKey: '00112233445566778899aabbccddeeff', rejectKey: 'ab'.repeat(32) }),
  source: 'uji',
  run: '00000000-0000-4000-8000-000000000001',
  file: 0,
  observed_at: new Date('2026-11-20T12:00:00Z'),
});

/** One staged row, or one line that became none; hashes are told as "ada" or "kosong". */
type Told = Record<string, unknown>;
const hashes = new Set(['UInt64', 'UInt128']);
const isHash = (type: string) => hashes.has(type);

const sampleOf = (id: string) =>
  FORMATS.map((format) => join(SYSTEMS_FOLDER, `${id}.contoh.${format}`)).find((path) => existsSync(path));

/** Runs a file through the engine as a load does, up to the staging table. `change` may put other text into a column. */
async function stage(mapping: Mapping, path: string, change = (_column: string, text: string) => text) {
  const columns = await factColumns(mapping.table);
  const client: ClickHouseClient = connect({ sessionId: randomUUID(), application: 'uji' });
  const rows: Told[] = [];
  const cells: { column: string; text: string }[] = [];
  try {
    await prepareTableSession(client, columns);
    for await (const { header, records } of recordChunks({ path }, layoutOf(mapping))) {
      for (const name of Object.keys(mapping.spec.kolom)) {
        for (const place of placesOf(mapping, name, header)) {
          for (const r of records) if (place in r.fields) r.fields[place] = change(name, r.fields[place]!);
        }
      }
      await stageRecords(client, compileMapping(mapping, header, columns, path), recordsBody(records), params());
      const answer = await client.query({
        query: `SELECT line AS baris, verdict, reject_reason, reject_detail, ${columns.map((c) => c.name).join(', ')} FROM staged ORDER BY line, record_row`,
        format: 'JSONEachRow',
        clickhouse_settings: { date_time_output_format: 'simple', output_format_json_quote_decimals: 0 },
      });
      rows.push(...(await answer.json<Told>()));
      for (const name of Object.keys(mapping.spec.kolom)) {
        for (const place of placesOf(mapping, name, header)) {
          for (const r of records) cells.push({ column: name, text: r.fields[place] ?? '' });
        }
      }
    }
  } finally {
    await client.close();
  }
  const told = rows.map(({ verdict, reject_reason, reject_detail, record_key, record_row, ...facts }): Told => {
    const { baris } = facts;
    if (verdict === 'abai') return { baris, abai: reject_reason };
    if (verdict === 'tolak') return { baris, tolak: reject_reason, ...(reject_detail ? { kolom: reject_detail } : {}) };
    for (const { name, type } of columns) {
      if (isHash(type) && name in facts) facts[name] = facts[name] === '0' || facts[name] === 0 ? 'kosong' : 'ada';
    }
    return { urut: record_row, ...facts };
  });
  return { told, rows, cells };
}

/** What betrays a person in a free text: numbers of ten digits and more, addresses, names after the word "bernama". */
const personal = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d(?:[ .-]?\d){9,}/g;

function valuesThatMustNotShow(mapping: Mapping, cells: { column: string; text: string }[]): string[] {
  const read = JSON.stringify({ isi: mapping.spec.isi, bantu: mapping.spec.bantu, baris: mapping.spec.baris });
  return cells.flatMap(({ column, text }) => {
    const { kelas } = mapping.spec.kolom[column]!;
    if (text.trim().length < 4) return [];
    if (kelas === 'pribadi') return [text];
    if (kelas !== 'bebas') return [];
    return read.includes(JSON.stringify(column)) ? (text.match(personal) ?? []) : [text];
  });
}

/** Columns in which any text is accepted, so that anything may stand there. */
function openColumns(mapping: Mapping): Set<string> {
  const { isi, bantu, baris = [], kolom } = mapping.spec;
  const fields = [isi, bantu, ...baris.map((row) => row.isi)].flatMap((f) => Object.values<Field>(f));
  const takesAnything = new Set(['teks', 'nomor', 'bebas', 'sidik', 'petik', 'daftar', 'pasangan', 'atribut', 'cocok']);
  const closed = fields.filter((f) => !takesAnything.has(f.jenis)).flatMap((f) => usesOf(f).map((u) => u.column));
  return new Set(Object.keys(kolom).filter((name) => !closed.includes(name)));
}

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([k, v]) => [k, ...strings(v)])
      : [];

describe('each mapping reads its sample as written by hand', () => {
  test.each(Object.keys(mappings))('%s', async (id) => {
    const mapping = mappings[id]!;
    const sample = sampleOf(id);
    if (!sample) throw new Error(`${id}.contoh.${FORMATS.join('|')} is missing in ${SYSTEMS_FOLDER}`);
    const expected = readFileSync(join(SYSTEMS_FOLDER, `${id}.harap.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Told);
    const { told, rows, cells } = await stage(mapping, sample);

    // Only what is written by hand is compared, but every row must be expected.
    const shown = told.map((row, i) => {
      const keys = Object.keys(expected[i] ?? row);
      return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
    });
    expect(shown).toEqual(expected);
    expect(told.some((row) => !row.tolak && !row.abai)).toBe(true);
    expect(told.some((row) => row.tolak)).toBe(true);

    const kept = rows.flatMap((row) => strings(row));
    for (const value of valuesThatMustNotShow(mapping, cells)) {
      expect(kept.filter((text) => text.toLowerCase().includes(value.toLowerCase()))).toEqual([]);
    }
    const withPersons = Object.values(mapping.spec.kolom).some((k) => k.kelas === 'pribadi' || k.kelas === 'bebas');
    if (withPersons) expect(valuesThatMustNotShow(mapping, cells)).not.toEqual([]);
  });

  test.each(Object.keys(mappings))('%s keeps no person out of any cell', async (id) => {
    const mapping = mappings[id]!;
    const open = openColumns(mapping);
    const told = 'NIK 3671990101900001, KK 36.71.99.010190.0001, HP 0812-9876-5432, surel budiman@contoh.example';
    const { told: outcome, rows } = await stage(mapping, sampleOf(id)!, (column, text) =>
      open.has(column) ? told : text,
    );
    expect(outcome.some((row) => !row.tolak && !row.abai)).toBe(true);
    const kept = rows.flatMap((row) => strings(row)).join(' ');
    expect(kept).not.toMatch(/3671990101900001|36\.71\.99\.0|9876-5432|budiman@/);
  });

  test('no sample stands without its mapping', () => {
    const ids = readdirSync(SYSTEMS_FOLDER).map((file) => file.split('.')[0]!);
    expect([...new Set(ids)].sort()).toEqual(Object.keys(mappings).sort());
  });
});

test('the fields a mapping can fill are those of the tables', async () => {
  const typeOf = (type: string): ValueType | undefined => {
    const bare = type.replaceAll(/LowCardinality\((\w+)\)/g, '$1');
    return (
      {
        String: 'teks',
        UInt64: 'sidik',
        Bool: 'ya_tidak',
        'Nullable(Bool)': 'ya_tidak_kosong',
        'Nullable(Decimal(18, 2))': 'rupiah',
        'Nullable(Float64)': 'angka',
        'Nullable(UInt8)': 'jawaban',
        'Nullable(UInt16)': 'bulat',
        'Nullable(UInt32)': 'bulat',
        'Nullable(Date)': 'tanggal',
        'Array(String)': 'daftar',
        'Map(String, String)': 'peta',
        "DateTime('UTC')": 'waktu',
      } as const
    )[bare];
  };
  for (const table of MAPPED_TABLES) {
    const ofEngine = (await factColumns(table))
      .filter((c) => !c.name.startsWith('record_'))
      .map((c) => [c.name, typeOf(c.type)]);
    const ofMappings = Object.entries(FACT_FIELDS[table]).map(([name, f]) => [name, f.type]);
    expect(Object.fromEntries(ofMappings), table).toEqual(Object.fromEntries(ofEngine));
  }
});

describe('times are read as exports write them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-waktu-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const spec = (options: string) => `id: waktu-uji
nama: Waktu uji
tata_letak: kami
catatan: Uji.
tabel: interactions
kolom: { id: { kelas: pengenal }, waktu: { kelas: umum } }
isi:
  thread_id: { jenis: nomor, kolom: id }
  channel: { jenis: tetap, nilai: surel }
  direction: { jenis: tetap, nilai: masuk }
  time: { jenis: waktu, kolom: waktu${options} }
kunci: [thread_id]
`;

  /** The UTC time of each text, or the reason of its reject. */
  async function read(texts: string[], options = '') {
    const checked = validateMapping(spec(options));
    if (!('mapping' in checked)) throw new Error(checked.sentences.join());
    const path = join(folder, 'waktu.tsv');
    writeFileSync(path, `id\twaktu\n${texts.map((text, i) => `${i}\t${text}\n`).join('')}`);
    const { told } = await stage(checked.mapping, path);
    return Object.fromEntries(told.map((row, i) => [texts[i]!, row.time ?? row.tolak]));
  }

  test('day first, city time where no zone stands', async () => {
    const expected = {
      '2026-10-31 09:15:00': '2026-10-31 02:15:00',
      '2026-10-31T09:15': '2026-10-31 02:15:00',
      '2026-10-31 09:15:00.123': '2026-10-31 02:15:00',
      '2026-10-31T09:15:00.123456Z': '2026-10-31 09:15:00',
      '2026-10-31T09:15:00+0800': '2026-10-31 01:15:00',
      '2026-10-31 09:15:00-03:30': '2026-10-31 12:45:00',
      '2026-10-31 09:15:00+00': '2026-10-31 09:15:00',
      '2018-01-15 10:00:00 UTC': '2018-01-15 10:00:00',
      '2026-10-31 09.15 WIB': '2026-10-31 02:15:00',
      '31/10/2026 09:15 WITA': '2026-10-31 01:15:00',
      '31/10/2026 9:15': '2026-10-31 02:15:00',
      '1/2/2026 9.15.07': '2026-02-01 02:15:07',
      '31-10-2026': '2026-10-30 17:00:00',
      '31.10.2026 23:59': '2026-10-31 16:59:00',
      '2026/10/31': '2026-10-30 17:00:00',
      '5 Jan 2024 00:41:43': '2024-01-04 17:41:43',
      '17 Agustus 2024': '2024-08-16 17:00:00',
      'Senin, 5 Februari 2024 08:00': '2024-02-05 01:00:00',
      "Jum'at, 9 Februari 2024 08.00 WIB": '2024-02-09 01:00:00',
      '05-OKT-2024 12:00:00': '2024-10-05 05:00:00',
      '31/10/2026 12:05:00 AM': '2026-10-30 17:05:00',
      '31/10/2026 12:05 pm': '2026-10-31 05:05:00',
      '20261031': '2026-10-30 17:00:00',
      '20261031091500': '2026-10-31 02:15:00',
      '1761876900': '2025-10-31 02:15:00',
      '1761876900123': '2025-10-31 02:15:00',
      '31/02/2026': 'waktu_tak_terbaca',
      '10/31/2026': 'waktu_tak_terbaca',
      '2026-10-31 25:00': 'waktu_tak_terbaca',
      '5 Foo 2024': 'waktu_tak_terbaca',
      kemarin: 'waktu_tak_terbaca',
      '': 'waktu_tak_terbaca',
      '0000-00-00 00:00:00': 'waktu_tak_terbaca',
      '1970-01-01 07:00:00': 'waktu_tak_masuk_akal',
      '1899-12-30': 'waktu_tak_masuk_akal',
      '2026-11-22 20:00': '2026-11-22 13:00:00',
      '2026-11-24 00:00': 'waktu_masa_depan',
      '2999-01-01': 'waktu_masa_depan',
      '9999999999': 'waktu_masa_depan',
    };
    expect(await read(Object.keys(expected))).toEqual(expected);
  });

  test('month first, plans, other zones, what to take instead', async () => {
    expect(
      await read(['10/31/2026 09:15:00 AM', '10/31/2026 12:00:00 AM', '31/10/2026'], ', urutan: bulan_dulu'),
    ).toEqual({
      '10/31/2026 09:15:00 AM': '2026-10-31 02:15:00',
      '10/31/2026 12:00:00 AM': '2026-10-30 17:00:00',
      '31/10/2026': 'waktu_tak_terbaca',
    });
    expect(await read(['2030-01-01', '2999-01-01', '1970-01-01'], ', boleh_depan: true, zona: Asia/Jayapura')).toEqual({
      '2030-01-01': '2029-12-31 15:00:00',
      '2999-01-01': 'waktu_tak_masuk_akal',
      '1970-01-01': 'waktu_tak_masuk_akal',
    });
    expect(await read(['', '-', 'entah', '1 Mei 2024'], ', cadangan: waktu_berkas, zona: UTC')).toEqual({
      '': '2026-11-20 12:00:00',
      '-': '2026-11-20 12:00:00',
      entah: 'waktu_tak_terbaca',
      '1 Mei 2024': '2024-05-01 00:00:00',
    });
  });
});
