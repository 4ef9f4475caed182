import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
import { mappings, SYSTEMS_FOLDER } from '.';
import { FACT_FIELDS, MAPPED_TABLES, type ValueType } from './fact-fields';
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

/** Runs a sample through the engine as a load does, up to the staging table. */
async function stage(mapping: Mapping, path: string) {
  const columns = await factColumns(mapping.table);
  const client: ClickHouseClient = connect({ sessionId: `uji-${mapping.id}`, application: 'uji' });
  const rows: Told[] = [];
  const cells: { column: string; text: string }[] = [];
  try {
    await prepareTableSession(client, columns);
    for await (const { header, records } of recordChunks({ path }, layoutOf(mapping))) {
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
