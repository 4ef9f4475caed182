import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { warehouse } from '../warehouse/client';
import { declare, declaredBoard, declaredHistory, declaredIndex, declaredOf, indexSchemeOf } from './declared';
import { INDICATORS, type IndexScheme } from './declared-indicators';

const levels = (scheme: IndexScheme, of: (n: number) => number) =>
  new Map(INDICATORS[scheme].map(({ code }) => [code, of(Number(code))]));

describe('the index of what was declared', () => {
  test.each<[IndexScheme, number]>([
    ['spbe', 47],
    ['pemdi', 35],
  ])('%s has %i indicators whose weights are a hundred percent', (scheme, count) => {
    expect(INDICATORS[scheme].map(({ code }) => Number(code))).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(INDICATORS[scheme].reduce((sum, { weight }) => sum + weight, 0)).toBe(10_000);
  });

  // Worked out by hand from the published weights of the aspects.
  test.each<[string, IndexScheme, (n: number) => number, number, string]>([
    ['all 1', 'spbe', () => 1, 1, 'Kurang'],
    ['all 5', 'spbe', () => 5, 5, 'Memuaskan'],
    // policy 13 % at 2, governance 25 % at 3, management 16.5 % at 1, services 45.5 % at 4: 0.26 + 0.75 + 0.165 + 1.82
    ['one level for each domain', 'spbe', (n) => (n <= 10 ? 2 : n <= 20 ? 3 : n <= 31 ? 1 : 4), 2.995, 'Baik'],
    // 1 everywhere but the services to citizens (42 to 47, 18 %) at 5: 1 + 4 * 0.18
    ['services to citizens alone', 'spbe', (n) => (n >= 42 ? 5 : 1), 1.72, 'Kurang'],
    // 1 everywhere, indicator 41 (2.75 %) at 4 and indicator 1 (1.3 %) at 3: 1 + 0.0825 + 0.026
    ['two single indicators', 'spbe', (n) => (n === 41 ? 4 : n === 1 ? 3 : 1), 1.1085, 'Kurang'],
    ['all 2', 'pemdi', () => 2, 2, 'Cukup'],
    // satisfaction of users (33 to 35, 20 %) at 5, the rest at 2: 1.6 + 1
    ['at the limit of a band', 'pemdi', (n) => (n >= 33 ? 5 : 2), 2.6, 'Baik'],
    // technology 20 % at 4, security 9 % at 3, data 10 % at 5, the rest (61 %) at 3: 0.8 + 0.27 + 0.5 + 1.83
    [
      'several aspects',
      'pemdi',
      (n) => (n >= 10 && n <= 13 ? 4 : n >= 17 && n <= 19 ? 3 : n >= 23 && n <= 26 ? 5 : 3),
      3.4,
      'Baik',
    ],
    // 33 (10 %) at 1, 21 (4 %) at 5, 9 (2 %) at 5, the rest (84 %) at 4: 0.1 + 0.2 + 0.1 + 3.36
    ['single indicators', 'pemdi', (n) => (n === 33 ? 1 : n === 21 || n === 9 ? 5 : 4), 3.76, 'Sangat Baik'],
  ])('%s', (_, scheme, of, index, band) => {
    expect(declaredIndex(scheme, levels(scheme, of))).toMatchObject({ index, band });
  });

  test('is unknown as long as one indicator is missing, whichever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom<IndexScheme>('spbe', 'pemdi'), fc.nat(46), (scheme, nth) => {
        const all = levels(scheme, (n) => (n % 5) + 1);
        const of = all.size;
        all.delete(String((nth % of) + 1));
        expect(declaredIndex(scheme, all)).toEqual({ filled: of - 1, of, index: null, band: null });
      }),
    );
    expect(declaredIndex('spbe', new Map())).toMatchObject({ filled: 0, of: 47, index: null });
  });

  test('SPBE until 2025, Pemerintah Digital from 2026', () => {
    expect([2024, 2025, 2026, 2027].map(indexSchemeOf)).toEqual(['spbe', 'spbe', 'pemdi', 'pemdi']);
  });
});

describe('in the engine', () => {
  const office = { userId: '00000000-0000-4000-8000-000000000001', role: 'skpd' };
  const planner = { userId: '00000000-0000-4000-8000-000000000002', role: 'perencana' };
  const link = 'https://uji.example/bukti';
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  beforeAll(async () => {
    engine = await startTestEngine();
  }, 60_000);
  afterAll(() => engine.stop());

  test('only what changed is a new version, and every version is listed', async () => {
    const about = { skpd: 'dinas-a', year: 2026, scheme: 'kesiapan' } as const;
    const first = [
      { indicator: 'sdm', level: 2, evidence: link },
      { indicator: 'anggaran', level: 1, evidence: '' },
      { indicator: 'regulasi', level: null, evidence: '' },
    ];
    expect(await declare(about, first, office)).toBe(2);
    expect(await declare(about, first, office)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = [
      { indicator: 'sdm', level: 3, evidence: link },
      { indicator: 'anggaran', level: null, evidence: '' },
    ];
    expect(await declare(about, second, planner)).toBe(2);
    await warehouse().command({ query: 'OPTIMIZE TABLE declared_scores FINAL' });
    expect(await declaredOf({ skpd: 'dinas-a', year: 2026 })).toMatchObject([
      { indicator: 'sdm', level: 3, evidence: link, by: planner.userId },
    ]);
    expect(await declaredHistory({ skpd: 'dinas-a', year: 2026 })).toMatchObject([
      { role: 'perencana', scheme: 'kesiapan', entries: second },
      { role: 'skpd', scheme: 'kesiapan', entries: first.slice(0, 2) },
    ]);
    expect(await declaredHistory({ skpd: 'dinas', year: 2026 })).toEqual([]);
  });

  test('the board takes the newest year of each office up to the one asked for, and leaves out who declared nothing', async () => {
    const spbe = INDICATORS.spbe.map(({ code }) => ({ indicator: code, level: 3, evidence: '' }));
    await declare({ skpd: 'dinas-b', year: 2025, scheme: 'spbe' }, spbe, office);
    await declare({ skpd: 'dinas-c', year: 2025, scheme: 'spbe' }, spbe.slice(0, 12), office);
    // Readiness is no index; an index of 2026 begun stands before one of 2025 that is whole.
    await declare({ skpd: 'dinas-b', year: 2026, scheme: 'kesiapan' }, [{ ...spbe[0]!, indicator: 'sdm' }], office);
    await declare({ skpd: 'dinas-d', year: 2025, scheme: 'spbe' }, spbe, office);
    await declare({ skpd: 'dinas-d', year: 2026, scheme: 'pemdi' }, spbe.slice(0, 1), office);
    expect(await declaredBoard(2026)).toEqual({
      'dinas-b': { scheme: 'spbe', year: 2025, filled: 47, of: 47, index: 3, band: 'Baik' },
      'dinas-c': { scheme: 'spbe', year: 2025, filled: 12, of: 47, index: null, band: null },
      'dinas-d': { scheme: 'pemdi', year: 2026, filled: 1, of: 35, index: null, band: null },
    });
    expect(await declaredBoard(2024)).toEqual({});
  });
});
