/** How the parts of a figure make the whole: values add up, or weigh by their n, or neither (medians, distinct people). */
export type Nature = 'jumlah' | 'rata' | 'lain';

export interface Side {
  value: number | null;
  n: number;
}

export interface Moved {
  member: string;
  before: Side;
  after: Side;
}

export interface Contribution {
  contribution: number;
  /** Of averages: what the member's share of the cases did, and what its own value did; they add up to the contribution. */
  mix: number | null;
  rate: number | null;
}

const TOLERANCE = 1e-6;
const near = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether the values of all parts add up to the whole. */
export const addsUp = (parts: readonly Side[], total: Side): boolean =>
  near(
    parts.reduce((sum, part) => sum + (part.value ?? 0), 0),
    total.value ?? 0,
  );

/** Whether the whole is the mean of all parts, each weighing as many as its cases. */
export const averages = (parts: readonly Side[], total: Side): boolean =>
  total.value !== null &&
  total.n > 0 &&
  parts.reduce((sum, part) => sum + part.n, 0) === total.n &&
  parts.every((part) => part.value !== null || part.n === 0) &&
  near(parts.reduce((sum, part) => sum + part.n * (part.value ?? 0), 0) / total.n, total.value);

/**
 * What each member adds to the difference of the whole.
 * Counts: the difference of its own value. Averages: its mean share of the cases times the change of its value (rate), plus
 * the change of its share times how far its mean value lies from the mean of the whole (mix); over all members these are
 * exactly the difference. Anything else: its mean share of the cases times its own change, which need not add up.
 */
export function contributionOf(nature: Nature, moved: Moved, before: Side, after: Side): Contribution {
  const [from, to] = [moved.before, moved.after];
  if (nature === 'jumlah') return { contribution: (to.value ?? 0) - (from.value ?? 0), mix: null, rate: null };
  const share = (side: Side, whole: Side) => (whole.n > 0 ? side.n / whole.n : 0);
  const [shareBefore, shareAfter] = [share(from, before), share(to, after)];
  const valueBefore = from.value ?? to.value ?? 0;
  const valueAfter = to.value ?? from.value ?? 0;
  const rate = ((shareBefore + shareAfter) / 2) * (valueAfter - valueBefore);
  if (nature === 'lain') return { contribution: rate, mix: null, rate: null };
  const middle = ((before.value ?? 0) + (after.value ?? 0)) / 2;
  const mix = (shareAfter - shareBefore) * ((valueBefore + valueAfter) / 2 - middle);
  return { contribution: mix + rate, mix, rate };
}
