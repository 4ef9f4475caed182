import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { applyTestCity, insertFacts } from '../metrics/test-city';
import { warehouse } from '../warehouse/client';
import { assessMaturity, maturityBoard, skpdMaturity } from '.';
import { compareProbes } from './compare';
import { judge, judgeAgain, type Measured } from './outcome';
import { THRESHOLDS, type ThresholdChanges } from './thresholds';
import { versionWith } from './versions';
import { ranksOf, whatIf } from './what-if';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const timezone = 'Asia/Jakarta';
const two = (n: number) => String(n).padStart(2, '0');
const month = (number: number, now = '2026-10-05T00:00:00Z') => ({
  from: new Date(Date.UTC(2026, number - 1, 1) - 7 * 3_600_000),
  to: new Date(Date.UTC(2026, number, 1) - 7 * 3_600_000),
  timezone,
  now: new Date(now),
});

/** What the city changes: one number tighter, one looser, one minimum that lets little evidence speak. */
const CHANGES: ThresholdChanges = {
  'situs-mutakhir': { threshold: 20 },
  'informasi-wajib': { threshold: 3 },
  'pesan-dibalas': { threshold: 85, minimumN: 6 },
};
const CITY = versionWith(CHANGES).instrument;

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  const features = ['profil', 'tugas_fungsi', 'kontak', 'standar_pelayanan'];
  for (const [m, replies] of [
    [6, 8],
    [7, 6],
    [8, 8],
  ] as const) {
    for (let day = 1; day <= (m === 6 ? 30 : 31); day++)
      await insertFacts('web_hits', [{ time: `2026-${two(m)}-${two(day)} 03:00:00`, visitor: day }]);
    for (const day of [3, 10, 17, 24, 30])
      await insertFacts('site_observations', [
        { time: `2026-${two(m)}-${two(day)} 01:00:00`, features, newest_content: `2026-${two(m)}-01` },
      ]);
    await insertFacts('interactions', [
      ...Array.from({ length: 8 }, (_, i) => ({ thread_id: `T${m}-${i}`, time: `2026-${two(m)}-03 02:00:00` })),
      ...Array.from({ length: replies }, (_, i) => ({
        thread_id: `T${m}-${i}`,
        time: `2026-${two(m)}-04 02:00:00`,
        direction: 'keluar',
      })),
      { thread_id: `X${m}`, time: `2026-${two(m)}-30 02:00:00` },
    ]);
  }
  for (const m of [6, 7, 8]) await assessMaturity(month(m));
});
afterAll(() => engine.stop());

const rowsWithoutMarks = (board: Awaited<ReturnType<typeof maturityBoard>>) =>
  board.rows.map(({ sha256, ...row }) => row);

test('what would be is what is once the city sets it (golden case 5)', async () => {
  const supposed = await whatIf({ month: '2026-08', suppose: { thresholds: CHANGES, outcomes: {} } });
  const before = await maturityBoard({ month: '2026-08', timezone });
  expect(before).toMatchObject({ instrument: '2026.1', versions: ['2026.1'], changes: [] });
  expect(supposed.asIs.rows).toEqual(before.rows);
  expect(supposed.changes).toEqual([
    { probe: 'situs-mutakhir', what: 'ambang', standard: 30, own: 20, isLooser: false },
    { probe: 'informasi-wajib', what: 'ambang', standard: 4, own: 3, isLooser: true },
    { probe: 'pesan-dibalas', what: 'ambang', standard: 80, own: 85, isLooser: false },
    { probe: 'pesan-dibalas', what: 'minimal_bukti', standard: 10, own: 6, isLooser: true },
  ]);

  await warehouse().insert({
    table: 'city_rules',
    format: 'JSONEachRow',
    values: Object.entries(CHANGES).flatMap(([key, { threshold, minimumN }]) => [
      { profile_version: 1, kind: 'ambang', key, value: threshold, unit: '' },
      ...(minimumN ? [{ profile_version: 1, kind: 'ambang_bukti', key, value: minimumN, unit: 'bukti' }] : []),
    ]),
  });
  // Until the next judgement the board goes on under the version that it was judged by.
  expect((await maturityBoard({ month: '2026-08', timezone })).instrument).toBe('2026.1');
  await assessMaturity(month(8, '2026-10-06T00:00:00Z'));

  const real = await maturityBoard({ month: '2026-08', timezone });
  expect(real).toMatchObject({ instrument: CITY, versions: [CITY, '2026.1'], changes: supposed.changes });
  expect(rowsWithoutMarks(real)).toEqual(supposed.supposed.rows.map(({ sha256, ...row }) => row));
  expect(rowsWithoutMarks(real)).not.toEqual(rowsWithoutMarks(before));
  // Both stay, and the board is read under either.
  const standard = await maturityBoard({ month: '2026-08', timezone, version: '2026.1' });
  expect(rowsWithoutMarks(standard)).toEqual(rowsWithoutMarks(before));
  const [a, b] = await Promise.all(
    [CITY, '2026.1'].map((version) => skpdMaturity({ skpd: 'dinas-a', month: '2026-08', version })),
  );
  const differing = compareProbes(b!, a!).filter((row) => row.differs !== null);
  expect(differing.map(({ probe, left, right }) => [probe, left.outcome, right.outcome])).toEqual([
    ['situs-mutakhir', 'terpenuhi', 'terpenuhi'],
    ['informasi-wajib', 'belum', 'terpenuhi'],
    ['pesan-dibalas', 'bukti_kurang', 'terpenuhi'],
  ]);
  expect(a!.probes.filter((probe) => probe.loosened).map((probe) => probe.probe)).toEqual([
    'informasi-wajib',
    'pesan-dibalas',
  ]);
});

test('earlier months stand under the new thresholds exactly as if they were judged by them', async () => {
  for (const m of [6, 7]) {
    const restated = await maturityBoard({ month: `2026-${two(m)}`, timezone });
    expect(restated).toMatchObject({ instrument: CITY, versions: [CITY, '2026.1'] });
    const detail = (await skpdMaturity({ skpd: 'dinas-a', month: `2026-${two(m)}` }))!.probes;
    const { hashes } = await assessMaturity(month(m, '2026-10-07T00:00:00Z'));
    expect(Object.fromEntries(restated.rows.map((row) => [row.skpd, row.sha256]))).toEqual(hashes);
    expect((await skpdMaturity({ skpd: 'dinas-a', month: `2026-${two(m)}` }))!.probes).toEqual(detail);
  }
});

test('a probe of one office is supposed for it alone; nothing is written', async () => {
  const count = async () =>
    (await warehouse().query({ query: 'SELECT count() AS n FROM maturity_evidence', format: 'JSONEachRow' })).json();
  const before = await count();
  const supposed = await whatIf({
    month: '2026-08',
    suppose: { thresholds: {}, outcomes: { 'dinas-a': { 'standar-pelayanan': 'terpenuhi' } } },
  });
  const stage = (rows: typeof supposed.asIs.rows) => rows.map((row) => row.observed);
  expect(stage(supposed.asIs.rows)).toEqual([0, 0, 0]);
  expect(stage(supposed.supposed.rows)).toEqual([1, 0, 0]);
  expect(supposed.supposed.rows[0]).toMatchObject({ baru: true, sha256: '' });
  expect(supposed.yearBefore).toBeNull();
  expect(await count()).toEqual(before);
});

test('evidence judged again is what a first judgement by the other rule would have said', () => {
  const rule = fc.record({
    threshold: fc.integer({ min: 0, max: 100 }),
    minimumN: fc.integer({ min: 1, max: 40 }),
  });
  const evidence: fc.Arbitrary<Measured | null> = fc.option(
    fc.record({
      value: fc.option(fc.integer({ min: 0, max: 100 })),
      n: fc.integer({ min: 0, max: 50 }),
      detail: fc.constantFrom('', '3 dari 4 pesan.', 'Median (Kaplan-Meier) 2 hari.'),
      holds: fc.boolean(),
      limit: fc.option(fc.integer({ min: 0, max: 100 })),
      atLeast: fc.boolean(),
    }),
  );
  const end = new Date('2026-08-31T17:00:00Z');
  const circumstances = fc.record({
    failed: fc.boolean(),
    declaredOnly: fc.boolean(),
    notApplicable: fc.constantFrom(undefined, 'Semua layanan tanpa tarif.'),
    excused: fc.constantFrom(undefined, 'Katalog sedang disusun ulang.'),
    freshness: fc.constantFrom(
      null,
      { newest: null, end },
      { newest: new Date('2026-08-30T00:00:00Z'), end },
      { newest: new Date('2026-08-01T00:00:00Z'), end },
    ),
  });
  fc.assert(
    fc.property(rule, rule, fc.boolean(), evidence, circumstances, (first, second, higherIsBetter, seen, how) => {
      const stored = judge({ ...first, higherIsBetter }, seen, how);
      const again = judgeAgain(
        { ...stored, holds: seen?.holds !== false, atLeast: seen?.atLeast === true },
        { ...second, higherIsBetter },
        how.freshness,
        { hasOwnLimit: typeof seen?.limit === 'number', declaredOnly: how.declaredOnly },
      );
      const real = judge({ ...second, higherIsBetter }, seen, how);
      // A failed measurement says the same, whichever rule it was to be judged by.
      expect(again).toEqual(real);
    }),
    { numRuns: 3000 },
  );
});

test('a version carries a fingerprint of what was changed, and of nothing else', () => {
  expect(versionWith({}).instrument).toBe('2026.1');
  expect(versionWith({ 'pesan-dibalas': { ...THRESHOLDS['pesan-dibalas'] } }).instrument).toBe('2026.1');
  expect(versionWith({ 'dibaca-warga': { threshold: 50 } }).instrument).toBe('2026.1');
  const tight = versionWith({ 'pesan-dibalas': { threshold: 90 } }).instrument;
  expect(tight).toMatch(/^2026\.1\+[0-9a-f]{8}$/);
  expect(versionWith({ 'pesan-dibalas': { threshold: 91 } }).instrument).not.toBe(tight);
  const both = { 'pesan-dibalas': { threshold: 90 }, 'waktu-balas': { threshold: 2 } };
  const turned = { 'waktu-balas': { threshold: 2 }, 'pesan-dibalas': { threshold: 90 } };
  expect(versionWith(both)).toEqual(versionWith(turned));
});

test('ranks: equals share theirs, and too little evidence is not ranked', () => {
  const row = (skpd: string, reached: number, progress: number | null, provisional = false) =>
    ({ skpd, reached, possible: reached, progress, provisional }) as Parameters<typeof ranksOf>[0][number];
  expect(
    ranksOf([row('a', 2, 0.5), row('b', 3, 0), row('c', 2, 0.5), row('d', 2, null), row('e', 4, 1, true)]),
  ).toEqual({
    b: 1,
    a: 2,
    c: 2,
    d: 4,
  });
});
