import { localDate, localMidnight } from '../local-time';
import type { MetricDefinition, MetricInput, SeriesPoint } from './types';

const DAY_MS = 86_400_000;

export type BucketSize = 'hari' | 'bulan';

export interface Bucket {
  /** First instant of the local day or month that lies in the period. */
  start: Date;
  /** First instant of the local day or month. */
  cut: Date;
}

/** The local days or months of a half-open period. */
export function bucketsOf(
  { from, to, timezone }: Pick<MetricInput, 'from' | 'to' | 'timezone'>,
  size: BucketSize,
): Bucket[] {
  const { year, month, day } = localDate(from, timezone);
  const cutOf = (i: number) =>
    size === 'bulan' ? localMidnight(year, month + i, 1, timezone) : localMidnight(year, month, day + i, timezone);
  const buckets: Bucket[] = [];
  for (let cut = cutOf(0); from < to && cut < to; cut = cutOf(buckets.length))
    buckets.push({ cut, start: cut < from ? from : cut });
  return buckets;
}

/** Units whose value is a share, a median or a score of cases; the others are counts, which no n is too small for. */
const OF_CASES: ReadonlySet<MetricDefinition['unit']> = new Set(['persen', 'menit', 'skor']);
const SMALLEST_N = 5;
const ENOUGH_OF_A_DAY = 0.5;

/**
 * The rule of points: a share, a median or a score of fewer than 5 cases (or than the metric's own minimum, when that is
 * less) is null; so is the running day of a daily series while it has less than half the cases of a usual day (the median
 * of the finished days with cases). A drop at the end of a line is then never only the hour of the day.
 */
export function honestSeries(
  points: readonly SeriesPoint[],
  { unit, minimumN }: Pick<MetricDefinition, 'unit' | 'minimumN'>,
  { bucket, input }: { bucket: BucketSize; input: Pick<MetricInput, 'now'> },
): SeriesPoint[] {
  if (!OF_CASES.has(unit)) return [...points];
  const runs = ({ start }: SeriesPoint) =>
    bucket === 'hari' && start <= input.now && input.now.getTime() - start.getTime() < DAY_MS;
  const finished = points.filter((p) => p.n > 0 && !runs(p)).map((p) => p.n);
  const usual = finished.sort((a, b) => a - b)[Math.floor(finished.length / 2)] ?? 0;
  return points.map((point) => {
    const few = point.n < Math.min(SMALLEST_N, minimumN) || (runs(point) && point.n < usual * ENOUGH_OF_A_DAY);
    return few ? { ...point, value: null } : point;
  });
}
