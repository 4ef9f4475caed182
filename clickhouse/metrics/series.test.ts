import { expect, test } from 'vitest';
import { bucketsOf, honestSeries } from './series';

const timezone = 'Asia/Jakarta';

test.each([
  ['twelve months', '2025-10-31T17:00:00Z', '2026-11-22T04:20:00Z', 'bulan', 13],
  ['a hundred years of months', '1970-01-31T17:00:00Z', '2070-01-31T17:00:00Z', 'bulan', 1200],
  ['from the middle of a month', '2026-01-15T09:00:00Z', '2026-04-01T00:00:00Z', 'bulan', 4],
  ['a week from now back', '2026-11-15T04:20:00Z', '2026-11-22T04:20:00Z', 'hari', 8],
  ['a leap February', '2028-01-31T17:00:00Z', '2028-02-29T17:00:00Z', 'hari', 29],
  ['nothing', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'hari', 0],
] as const)('the buckets of %s rise strictly and lie in the period', (_, first, last, size, length) => {
  const [from, to] = [new Date(first), new Date(last)];
  const buckets = bucketsOf({ from, to, timezone }, size);
  expect(buckets.length).toBe(length);
  for (const [i, { start, cut }] of buckets.entries()) {
    expect(start >= from && start < to).toBe(true);
    if (i > 0) expect(start > buckets[i - 1]!.start).toBe(true);
    // 17.00 UTC is midnight in Jakarta.
    expect(cut.toISOString().slice(11)).toBe('17:00:00.000Z');
  }
});

test('points of too few cases and a running day that has barely begun are unknown; counts are shown', () => {
  const now = new Date('2026-11-22T04:20:00Z');
  const ns = [60, 4, 0, 40, 30, 15];
  const points = ns.map((n, i) => ({
    start: new Date(Date.UTC(2026, 10, 16 + i, 17)),
    value: n === 0 ? null : 80,
    n,
  }));
  const shown = (unit: 'persen' | 'aduan', minimumN: number, bucket: 'hari' | 'bulan', at = now) =>
    honestSeries(points, { unit, minimumN }, { bucket, input: { now: at } }).map((p) => p.value);
  // A usual day has 40 cases; the running one has 15.
  expect(shown('persen', 30, 'hari')).toEqual([80, null, null, 80, 80, null]);
  expect(shown('persen', 3, 'hari')).toEqual([80, 80, null, 80, 80, null]);
  expect(shown('persen', 30, 'bulan')).toEqual([80, null, null, 80, 80, 80]);
  expect(shown('persen', 30, 'hari', new Date('2026-11-23T04:20:00Z'))).toEqual([80, null, null, 80, 80, 80]);
  expect(shown('aduan', 1, 'hari')).toEqual([80, 80, null, 80, 80, 80]);
});
