import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seasonOf } from './season';

const counts = (values: number[]) => values.map((value) => ({ value, n: value }));
const usual = counts([100, 104, 96, 98, 110, 90, 102, 100]);

describe('how far a value is from its own season', () => {
  test('by hand: median 100, deviations 0 0 2 2 4 4 10 10, so 1.4826 x 3, below the chance of counts', () => {
    const season = seasonOf({ value: 150, n: 150 }, usual, { unit: 'aduan', minimumN: 20 });
    expect(season).toEqual({ usual: 100, spread: 10, deviations: 5 });
  });

  test('one wild week among eight changes next to nothing', () => {
    const wild = [...usual.slice(1), { value: 2_000, n: 2_000 }];
    const season = seasonOf({ value: 150, n: 150 }, wild, { unit: 'aduan', minimumN: 20 })!;
    expect(season.deviations).toBeGreaterThan(4);
  });

  test('a small office is not judged, nor one of which too few weeks are known', () => {
    const small = counts([0, 1, 0, 2, 0, 1, 0, 0]);
    expect(seasonOf({ value: 6, n: 6 }, small, { unit: 'aduan', minimumN: 20 })).toBeNull();
    const gaps = usual.map((point, i) => (i < 4 ? { value: null, n: 0 } : point));
    expect(seasonOf({ value: 150, n: 150 }, gaps, { unit: 'aduan', minimumN: 20 })).toBeNull();
    expect(seasonOf({ value: null, n: 0 }, usual, { unit: 'aduan', minimumN: 20 })).toBeNull();
  });

  test('a share of few cases swings by chance: 80 % of 25 after weeks of exactly 90 % is no news, of 2,500 it is', () => {
    const weeks = Array.from({ length: 8 }, () => ({ value: 90, n: 25 }));
    const of = (n: number) => seasonOf({ value: 80, n }, weeks, { unit: 'persen', minimumN: 20 })!.deviations;
    expect(of(25)).toBeGreaterThan(-2);
    expect(of(2_500)).toBeLessThan(-10);
  });

  test('the spread is always a positive number, whatever the weeks were', () => {
    const point = fc.record({
      value: fc.double({ min: 0, max: 100, noNaN: true }),
      n: fc.integer({ min: 20, max: 9_999 }),
    });
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 8, maxLength: 8 }), (now, before) => {
        for (const unit of ['aduan', 'persen', 'menit', 'skor'] as const) {
          const season = seasonOf(now, before, { unit, minimumN: 20 })!;
          expect(season.spread).toBeGreaterThan(0);
          expect(Number.isFinite(season.deviations)).toBe(true);
        }
      }),
    );
  });
});
