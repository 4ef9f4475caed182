import type { MetricReading } from '../../../clickhouse/metrics';
import type { useScene } from './use-scene';

/** A change below half of what is written is none. */
const LEAST = 0.005;

/** `naik 4 % dari pekan lalu`; null when nothing is known of then. */
export function changeWords(
  reading: Pick<MetricReading, 'value' | 'previous'> | null | undefined,
  words: { before: string; asBefore: string },
  { o, f }: Pick<ReturnType<typeof useScene>, 'o' | 'f'>,
): string | null {
  const before = reading?.previous?.value ?? null;
  if (reading?.value == null || !before) return null;
  const change = reading.value / before - 1;
  if (Math.abs(change) < LEAST) return words.asBefore;
  return `${(change < 0 ? o.down : o.up)(f.percent(Math.abs(change), 0))} ${words.before}`;
}
