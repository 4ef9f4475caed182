import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addsUp, averages, contributionOf, type Moved, type Side } from './contributions';

const count = fc.nat({ max: 5000 });
const value = fc.double({ min: 0, max: 100, noNaN: true });
const side: fc.Arbitrary<Side> = fc
  .record({ value, n: count })
  .map(({ value, n }) => (n === 0 ? { value: null, n } : { value, n }));
const members = fc
  .array(fc.record({ before: side, after: side }), { minLength: 1, maxLength: 12 })
  .map((all): Moved[] => all.map((moved, i) => ({ member: String(i), ...moved })));

const mean = (sides: Side[]): Side => {
  const n = sides.reduce((sum, s) => sum + s.n, 0);
  return { n, value: n === 0 ? null : sides.reduce((sum, s) => sum + s.n * (s.value ?? 0), 0) / n };
};
const sum = (sides: Side[]): Side => ({
  n: sides.reduce((all, s) => all + s.n, 0),
  value: sides.reduce((all, s) => all + (s.value ?? 0), 0),
});

test('contributions of counts add up to the difference', () => {
  fc.assert(
    fc.property(members, (all) => {
      const [before, after] = [sum(all.map((m) => m.before)), sum(all.map((m) => m.after))];
      expect(
        addsUp(
          all.map((m) => m.after),
          after,
        ),
      ).toBe(true);
      const told = all.reduce((s, m) => s + contributionOf('jumlah', m, before, after).contribution, 0);
      expect(told).toBeCloseTo(after.value! - before.value!, 6);
    }),
  );
});

test('mix and rate of averages add up to the difference, also when members come and go', () => {
  fc.assert(
    fc.property(members, (all) => {
      const [before, after] = [mean(all.map((m) => m.before)), mean(all.map((m) => m.after))];
      fc.pre(before.value !== null && after.value !== null);
      expect(
        averages(
          all.map((m) => m.before),
          before,
        ),
      ).toBe(true);
      const told = all.map((m) => contributionOf('rata', m, before, after));
      expect(told.reduce((s, c) => s + c.contribution, 0)).toBeCloseTo(after.value! - before.value!, 6);
      for (const c of told) expect(c.mix! + c.rate!).toBeCloseTo(c.contribution, 9);
    }),
  );
});

test('tells a change of mix from a change of rate', () => {
  const whole = (value: number): Side => ({ value, n: 100 });
  // A (90 %) and B (50 %) keep their values while half of the cases move from A to B: the figure falls by mix alone.
  const a: Moved = { member: 'a', before: { value: 90, n: 75 }, after: { value: 90, n: 25 } };
  const b: Moved = { member: 'b', before: { value: 50, n: 25 }, after: { value: 50, n: 75 } };
  const told = [a, b].map((m) => contributionOf('rata', m, whole(80), whole(60)));
  expect(told).toEqual([
    { contribution: -10, mix: -10, rate: 0 },
    { contribution: -10, mix: -10, rate: 0 },
  ]);
});
