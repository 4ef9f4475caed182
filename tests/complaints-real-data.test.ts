import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { applyCityProfile } from '../clickhouse/city/apply';
import { parseCityProfile } from '../clickhouse/city/load';
import { startTestEngine } from '../clickhouse/engine/test-engine';
import { requestRun } from '../clickhouse/ledger/runs';
import { type MetricInput, readMetrics } from '../clickhouse/metrics';
import { readBreakdown } from '../clickhouse/metrics/breakdown';
import { complaintFlow } from '../clickhouse/metrics/families/aduan/flow';
import { warehouse } from '../clickhouse/warehouse/client';
import { runIngest } from '../ingest/runs/run-ingest';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Real files with known answers, kept beside the project; their SOURCE.md files tell how the truth was counted. */
const data = join('..', 'shared', 'data');
const sources = ['sf311', 'nyc311'].map(
  (id) =>
    `  - { id: ${id}, nama: ${id}, jenis: berkas, pemetaan: ${id}, skpd: diskominfo, memberi_makan: [complaints] }`,
);
const city = readFileSync('clickhouse/city/demo/kota-tangerang.yaml', 'utf8').replace(
  /^sumber:\n/m,
  (head) => `${head}${sources.join('\n')}\n`,
);
const load = async (source: string, ...path: string[]) => {
  const run = await requestRun(source, [join(data, ...path)], 'uji');
  await runIngest(run.run_id);
};
const clear = () => warehouse().command({ query: 'TRUNCATE TABLE complaints' });

describe.skipIf(!existsSync(data))('figures of complaints over real files give their known answers', () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  beforeAll(async () => {
    engine = await startTestEngine();
    await applyCityProfile(parseCityProfile(city), { by: 'uji' });
  });
  afterAll(() => engine.stop());

  const countsOf = async (input: MetricInput, dimension: 'kategori' | 'keadaan') =>
    Object.fromEntries((await readBreakdown('aduan_masuk', dimension, input)).parts.map((p) => [p.member, p.value]));

  test('San Francisco 311', async () => {
    await load('sf311', 'complaints-sf311', 'sf311.csv.gz');
    const all: MetricInput = {
      from: new Date('2008-07-01T00:00:00Z'),
      to: new Date('2026-11-01T00:00:00Z'),
      timezone: 'UTC',
      now: new Date('2026-11-22T00:00:00Z'),
    };
    const found = await readMetrics(
      ['aduan_masuk', 'aduan_selesai', 'aduan_tanpa_lokasi', 'aduan_waktu_tutup', 'aduan_terbuka', 'aduan_ditutup'],
      all,
    );
    expect(found.aduan_masuk).toMatchObject({ value: 10_000, n: 10_000 });
    expect(found.aduan_masuk.parts).toMatchObject({ menunggu: 370, selesai_admin: 9630, belum_terklasifikasi: 0 });
    expect(found.aduan_selesai.value).toBeCloseTo(96.3, 10);
    // Of today nobody can tell: the source fell silent years ago.
    expect(found.aduan_terbuka).toMatchObject({ value: null, reason: expect.stringContaining('sumber tidak segar') });
    expect((await readBreakdown('aduan_terbuka', 'keadaan', all)).total.value).toBe(370);
    expect(found.aduan_tanpa_lokasi.parts).toMatchObject({ tanpa_titik: 4264 });
    expect(found.aduan_ditutup.value).toBe(9630);
    expect(found.aduan_waktu_tutup.n).toBe(9630);
    expect(found.aduan_waktu_tutup.value).toBeCloseTo(135.05, 2);
    const kinds = await countsOf(all, 'kategori');
    expect(Object.keys(kinds)).toHaveLength(61);
    expect(kinds).toMatchObject({ 'Sewer Issues': 2947, 'MUNI Feedback': 1421, 'SFHA Requests': 1102 });
    const september = { ...all, from: new Date('2012-09-01T00:00:00Z'), to: new Date('2012-10-01T00:00:00Z') };
    expect((await readBreakdown('aduan_masuk', 'keadaan', september)).total.value).toBe(279);
    expect((await complaintFlow(all)).sisa).toBe(0);
  });

  test('New York 311', async () => {
    await clear();
    await load('nyc311', 'complaints-nyc311-small', 'nyc311.csv.gz');
    const april: MetricInput = {
      from: new Date('2024-04-01T04:00:00Z'),
      to: new Date('2024-05-01T04:00:00Z'),
      timezone: 'America/New_York',
      now: new Date('2026-11-22T00:00:00Z'),
    };
    const found = await readMetrics(['aduan_masuk', 'aduan_tanpa_lokasi', 'aduan_waktu_tutup'], april);
    expect(found.aduan_masuk.parts).toMatchObject({ menunggu: 430, diproses: 277, selesai_admin: 293 });
    expect(await countsOf(april, 'keadaan')).toEqual({ diterima: 424, selesai: 293, diproses: 277, didisposisikan: 6 });
    expect(found.aduan_tanpa_lokasi.parts).toMatchObject({ tanpa_titik: 23 });
    expect(found.aduan_waktu_tutup.value).toBeCloseTo(0.56, 1);
    const kinds = await countsOf(april, 'kategori');
    expect(Object.keys(kinds)).toHaveLength(60);
    expect(kinds).toMatchObject({ 'Noise - Residential': 149, 'Illegal Parking': 127, 'HEAT/HOT WATER': 100 });
  });
});
