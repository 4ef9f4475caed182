import type { MetricUnit } from '../metrics/types';

/** So many weeks before this one say what is usual, cut at the same weekday and hour. */
export const SEASON_WEEKS = 8;
/** Fewer known weeks than this say nothing. */
const LEAST_WEEKS = 5;

/** 1 / Φ⁻¹(3/4): the median absolute deviation times this is the standard deviation of a normal sample. */
const MAD_TO_SIGMA = 1.4826;
/** Of medians and scores, whose own error is not told: so much of the usual value is never news. */
const LEAST_SHARE = 0.1;

export interface SeasonPoint {
  value: number | null;
  n: number;
}

export interface Season {
  /** The median of the weeks before. */
  usual: number;
  /** One robust deviation. */
  spread: number;
  /** (now − usual) / spread. */
  deviations: number;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * How far a value lies from what the same days of the weeks before were, in robust deviations: median and 1.4826 MAD (Iglewicz and
 * Hoaglin 1993). The spread is never taken for less than chance alone makes of so few cases: the root of the usual for counts, the
 * binomial error for shares, a tenth of the usual for the rest. Null when too few weeks are known, or when there are fewer than
 * `minimumN` cases now and usually: one more complaint in a small office is no news.
 */
export function seasonOf(
  now: SeasonPoint,
  before: readonly SeasonPoint[],
  { unit, minimumN }: { unit: MetricUnit; minimumN: number },
): Season | null {
  const known = before.filter((point): point is { value: number; n: number } => point.value !== null);
  if (now.value === null || known.length < LEAST_WEEKS) return null;
  if (Math.max(now.n, median(known.map(({ n }) => n))) < minimumN) return null;
  const usual = median(known.map(({ value }) => value));
  const mad = median(known.map(({ value }) => Math.abs(value - usual)));
  const spread = Math.max(MAD_TO_SIGMA * mad, chanceOf(usual, now, unit));
  return { usual, spread, deviations: (now.value - usual) / spread };
}

function chanceOf(usual: number, { value, n }: SeasonPoint, unit: MetricUnit): number {
  if (unit === 'persen') {
    // A share of 0 or all has no binomial error: half a case is put on either side.
    const p = Math.min(Math.max(usual / 100, 0.5 / Math.max(n, 1)), 1 - 0.5 / Math.max(n, 1));
    return 100 * Math.sqrt((p * (1 - p)) / Math.max(n, 1));
  }
  // Of counts the value is its own n.
  if (value === n) return Math.sqrt(Math.max(usual, 1));
  return Math.max(Math.abs(usual) * LEAST_SHARE, Number.EPSILON);
}
