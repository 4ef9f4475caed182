import type { MetricReading } from '../../clickhouse/metrics';
import type { Breakdown } from '../../clickhouse/metrics/breakdown';

/** A split beside its figure. */
export interface KnownSplit extends Breakdown {
  /** `isFew`: withheld because so few cases could be recognised; their n is not told either. */
  parts: (Breakdown['parts'][number] & { isFew?: boolean })[];
  /** Nothing of it is told: the figure itself is unknown, and its reading says why. */
  isUnknown: boolean;
}

/**
 * A split as it may be shown beside its figure. A figure that is unknown although its rows would give a value has sources that are
 * silent: nobody knows what its rows lack, so none of its parts is told either.
 */
export function knownSplit(
  { value }: Pick<MetricReading, 'value'>,
  split: Breakdown,
  { minimumN }: { minimumN: number },
): KnownSplit {
  const isSilent = value === null && split.total.value !== null && split.total.n >= minimumN;
  if (!isSilent) return { ...split, isUnknown: false };
  return {
    parts: [],
    truncated: false,
    total: { value: null, n: 0 },
    rest: { value: 0, n: 0 },
    isUnknown: true,
  };
}
