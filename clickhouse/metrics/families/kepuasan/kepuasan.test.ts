import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../../engine/test-engine';
import { defineQuery } from '../../../warehouse/define-query';
import { readBreakdown } from '../../breakdown';
import { readMetric, readMetrics } from '../../read';
import { applyTestCity, insertCase, insertFacts } from '../../test-city';
import type { MetricInput } from '../../types';
import { followUpPlan } from './follow-up';
import { mutuOf } from './ikm';
import { krejcieMorgan } from './sample';
import { withoutSmallCells } from './suppress';
import { lowestUnsur, surveyUnits } from './survey-units';
import { UNSUR, type Unsur } from './unsur';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const month = (no: number): MetricInput => ({
  from: new Date(Date.UTC(2026, no - 1, 1) - 7 * 3_600_000),
  to: new Date(Date.UTC(2026, no, 1) - 7 * 3_600_000),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-12-01T00:00:00Z'),
});

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

/** One sheet: nine answers in the order of UNSUR, or one number for all of them. */
const sheet = (time: string, answers: number | (number | null)[], more: object = {}) => ({
  time,
  ...Object.fromEntries(UNSUR.map((u, i) => [u, Array.isArray(answers) ? answers[i] : answers])),
  ...more,
});
const times = <T>(n: number, row: T): T[] => Array.from({ length: n }, () => row);

test('all 1 is 25 D, all 2 is 50 D, all 3 is 75 C, all 4 is 100 A; the rounded weight gives 99 at most', async () => {
  const expected = { 1: [25, 24.75, 'D'], 2: [50, 49.5, 'D'], 3: [75, 74.25, 'C'], 4: [100, 99, 'A'] } as const;
  for (const answer of [1, 2, 3, 4] as const) {
    await insertFacts('survey_answers', times(5, sheet(`2026-0${answer}-10 02:00:00`, answer)));
    const readings = await readMetrics(['ikm', 'ikm_bobot_011', 'ikm_rata_unit', 'unsur_biaya'], month(answer));
    const [exact, rounded, letter] = expected[answer];
    expect(readings.ikm).toMatchObject({ value: exact, mutu: letter, n: 5 });
    expect(readings.ikm_bobot_011.value).toBe(rounded);
    expect(readings.ikm_rata_unit.value).toBe(exact);
    expect(readings.unsur_biaya.value).toBe(answer);
  }
});

test('the same 29 sheets: 91.48 with the exact weight, 90.56 with 0.11', async () => {
  // 172 fours and 89 threes over 261 answers: their sum is 955.
  const cells = Array.from({ length: 261 }, (_, i) => (i < 172 ? 4 : 3));
  await insertFacts(
    'survey_answers',
    Array.from({ length: 29 }, (_, i) => sheet('2026-05-12 02:00:00', cells.slice(i * 9, i * 9 + 9))),
  );
  const { ikm, ikm_bobot_011 } = await readMetrics(['ikm', 'ikm_bobot_011'], month(5));
  expect([ikm.value, ikm_bobot_011.value]).toEqual([91.48, 90.56]);
});

test('bands: rounded to two decimals first, no gaps', () => {
  const letters: [number, string][] = [
    [25, 'D'],
    [64.99, 'D'],
    [64.994, 'D'],
    [64.995, 'C'],
    [65, 'C'],
    [76.6, 'C'],
    [76.604, 'C'],
    [76.605, 'B'],
    [76.61, 'B'],
    [77.92, 'B'],
    [78.04, 'B'],
    [88.3, 'B'],
    [88.306, 'A'],
    [88.31, 'A'],
    [100, 'A'],
  ];
  for (const [value, letter] of letters) expect(mutuOf(value), String(value)).toBe(letter);
  expect(mutuOf(null)).toBeNull();
});

test('pooled and mean of units differ; too small units count in the pool only; filters and groups', async () => {
  const june = '2026-06-10 02:00:00';
  await insertFacts('survey_answers', [
    // dinas-a: 10 sheets of fours = 100; dinas-b: 5 sheets of twos = 50; kosong: 4 sheets of ones, too few for a figure.
    ...times(8, sheet(june, 4, { sex: 'perempuan', wilayah: '36.71.01.1001', service: 'izin' })),
    ...times(2, sheet(june, 4, { sex: 'laki-laki', wilayah: '36.71.02', service: 'kilat' })),
    ...times(5, sheet(june, [2, 2, 2, 2, 2, 2, 2, 2, 2], { skpd: 'dinas-b', service: 'rekom', sex: 'laki-laki' })),
    ...times(4, sheet(june, 1, { skpd: 'kosong', service: '' })),
    // Nothing answered: not a respondent.
    sheet(june, times(9, null)),
  ]);
  const readings = await readMetrics(['ikm', 'ikm_rata_unit', 'responden_skm', 'unsur_waktu'], month(6));
  // (10 * 4 + 5 * 2 + 4 * 1) / 19 = 54 / 19 = 2.8421 -> * 25 = 71.05. Mean of units: (100 + 50) / 2.
  expect(readings.ikm).toMatchObject({ value: 71.05, n: 19, mutu: 'C' });
  expect(readings.ikm_rata_unit).toMatchObject({ value: 75, n: 19 });
  expect(readings.responden_skm).toMatchObject({ value: 19, n: 19 });
  expect(readings.unsur_waktu.value).toBeCloseTo(54 / 19, 10);

  const sexes = await readBreakdown('responden_skm', 'jenis_kelamin', month(6));
  expect(sexes.parts.map((p) => [p.member, p.n])).toEqual([
    ['perempuan', 8],
    ['laki-laki', 7],
    ['', 4],
  ]);
  const offices = await readBreakdown('ikm', 'skpd', month(6));
  expect(offices.parts.map((p) => [p.name, p.value, p.n])).toEqual([
    ['A', 100, 10],
    ['B', 50, 5],
    ['K', null, 4],
  ]);
  expect(await readMetric('ikm', { ...month(6), filters: { kecamatan: '36.71.01' } })).toMatchObject({
    value: 100,
    n: 8,
  });
  expect(await readMetric('ikm', { ...month(6), filters: { layanan: 'rekom' } })).toMatchObject({ value: 50, n: 5 });
  expect(await readMetric('ikm', { ...month(6), filters: { kanal: 'daring' } })).toMatchObject({
    value: null,
    reason: 'tidak tercatat menurut kanal',
  });
});

test('units: sheets against the smallest sample, lowest unsur, blanks out of the divisor', async () => {
  const july = '2026-07-10 02:00:00';
  for (let i = 0; i < 10; i++) await insertCase(`U${i}`, { diajukan: july, diverifikasi: july });
  await insertFacts('service_events', [
    { case_id: 'U0', step: 'diajukan', time: '2026-07-11 02:00:00' }, // sent in again: the same user
    { case_id: 'Q1', step: 'ambil', time: july, service: 'kilat' },
  ]);
  await insertFacts('survey_answers', [
    // waktu: 2 of five sheets of izin answer it, too few; pengaduan lowest.
    ...times(2, sheet(july, [4, 4, 1, 4, 4, 4, 4, 2, 3])),
    ...times(3, sheet(july, [4, 4, null, 4, 4, 4, 4, 2, 3])),
    ...times(4, sheet(july, 4, { service: 'kilat' })),
    ...times(5, sheet(july, 3, { skpd: 'dinas-b', service: 'rekom' })),
  ]);
  const units = await surveyUnits('service', month(7));
  expect(units.map((u) => [u.skpd, u.service, u.n, u.ikm, u.users, u.needed, u.lowest])).toEqual([
    // (4 * 6 + 1 + 2 + 3) / 9 * 25 = 30 / 9 * 25
    ['dinas-a', 'izin', 5, 83.33, 10, 10, 'pengaduan'],
    ['dinas-b', 'rekom', 5, 75, null, null, 'persyaratan'],
    ['dinas-a', 'kilat', 4, null, 1, 1, null],
  ]);
  expect(units[0]).toMatchObject({ ikm011: 82.5, mutu: 'B', unsur: { waktu: null, pengaduan: 2, sarpras: 3 } });
  const [a] = await surveyUnits('skpd', month(7));
  // waktu is answered by 2 + 4 of the 9 sheets: (2 * 1 + 4 * 4) / 6 = 3; pengaduan: (5 * 2 + 4 * 4) / 9.
  expect(a).toMatchObject({ skpd: 'dinas-a', name: 'A', n: 9, users: 11, lowest: 'pengaduan', unsur: { waktu: 3 } });
  expect(a!.unsur.pengaduan).toBeCloseTo(26 / 9, 10);
  expect(a!.needed).toBe(11); // 3.841 * 11 * 0.25 / (0.0025 * 10 + 3.841 * 0.25) = 10.72
  const kecamatan = { ...month(7), filters: { kecamatan: '36.71.02' } };
  expect(await surveyUnits('skpd', kecamatan)).toEqual([]);
  const { parts } = await readMetric('ikm', { ...month(7), filters: { layanan: 'kilat' } });
  expect(parts).toEqual({ n_minimum: 1, pengguna: 1 });
});

test('the smallest sample reproduces every row of the table of Permen PANRB 14/2017', async () => {
  const table =
    `10→10|15→14|20→19|25→24|30→28|35→32|40→36|45→40|50→44|55→48|60→52|65→56|70→59|75→63|80→66|85→70|90→73|95→76|
    100→80|110→86|120→92|130→97|140→103|150→108|160→113|170→118|180→123|190→127|200→132|210→136|220→140|230→144|240→148|
    250→152|260→155|270→159|280→162|290→165|300→169|320→175|340→181|360→186|380→191|400→196|420→201|440→205|460→210|480→214|
    500→217|550→226|600→234|650→242|700→248|750→254|800→260|850→265|900→269|950→274|1000→278|1100→285|1200→291|1300→297|
    1400→302|1500→306|1600→310|1700→313|1800→317|1900→320|2000→322|2200→327|2400→331|2600→335|2800→338|3000→341|3500→346|
    4000→351|4500→354|5000→357|6000→361|7000→364|8000→367|9000→368|10000→370|15000→375|20000→377|30000→379|40000→380|
    50000→381|75000→382|1000000→384`
      .split('|')
      .map((row) => row.split('→').map(Number) as [number, number]);
  expect(table).toHaveLength(90);
  const sample = defineQuery({
    name: 'test',
    sql: `SELECT n, ${krejcieMorgan('n')} AS s FROM (SELECT arrayJoin({all:Array(UInt32)}) AS n) ORDER BY n`,
    params: z.object({ all: z.array(z.number()) }),
    row: z.object({ n: z.number(), s: z.number() }),
  });
  const rows = await sample({ all: table.map(([n]) => n) });
  expect(rows.map(({ n, s }) => [n, s])).toEqual(table);
});

test('the follow-up plan takes the three lowest unsur into the quarters after the survey', () => {
  const values = (more: Partial<Record<Unsur, number | null>>) =>
    ({ ...Object.fromEntries(UNSUR.map((u) => [u, 3.5])), ...more }) as Record<Unsur, number | null>;
  const city = values({ waktu: 2.9, pengaduan: 3.1, sarpras: 3.2, biaya: null });
  expect(lowestUnsur(city).slice(0, 4)).toEqual(['waktu', 'pengaduan', 'sarpras', 'persyaratan']);
  const unit = (skpd: string, unsur: Record<Unsur, number | null>) =>
    ({
      skpd,
      service: '',
      name: skpd.toUpperCase(),
      n: 9,
      ikm: 80,
      ikm011: 79,
      mutu: 'B',
      unsur,
      lowest: null,
      users: null,
      needed: null,
    }) as const;
  const units = [
    unit('a', values({ waktu: 3 })),
    unit('b', values({ waktu: 2 })),
    unit('c', values({ waktu: null })),
    unit('d', values({ waktu: 2.5 })),
    unit('e', values({ waktu: 3.4 })),
  ];
  // The survey ended on 30 September 2026, local: the plan starts in TW IV and runs into the next year.
  const plan = followUpPlan(city, units, new Date('2026-09-30T17:00:00Z'), 'Asia/Jakarta');
  expect(plan.map((p) => [p.priority, p.unsur, p.value, p.quarter.year, p.quarter.quarter])).toEqual([
    [1, 'waktu', 2.9, 2026, 4],
    [2, 'pengaduan', 3.1, 2027, 1],
    [3, 'sarpras', 3.2, 2027, 2],
  ]);
  expect(plan[0]!.units.map((u) => u.code)).toEqual(['b', 'd', 'a']);
  expect(followUpPlan(values(Object.fromEntries(UNSUR.map((u) => [u, null]))), units, new Date(), 'UTC')).toEqual([]);
});

test('small cells are hidden, and never one alone', () => {
  const cells = (...ns: number[]) => withoutSmallCells(ns.map((n) => ({ n }))).map(({ n }) => n);
  expect(cells(20, 9, 4)).toEqual([20, null, null]);
  expect(cells(20, 3, 4)).toEqual([20, null, null]);
  expect(cells(20, 5, 0)).toEqual([20, 5, 0]);
  expect(cells(4)).toEqual([null]);
});
