import type { MetricId, MetricInput, MetricReading } from './types';

/** One metric over one period, with the period before, its series, target and status. */
export async function readMetric(_id: MetricId, _input: MetricInput): Promise<MetricReading> {
  throw new Error('not implemented');
}

/** Several metrics over one period. */
export async function readMetrics<Id extends MetricId>(
  _ids: readonly Id[],
  _input: MetricInput,
): Promise<Record<Id, MetricReading>> {
  throw new Error('not implemented');
}
