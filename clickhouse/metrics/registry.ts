import type { MetricDefinition, MetricId } from './types';

/** Every figure of the house, defined once. */
export const metrics: MetricDefinition[] = [];

export function metricDefinition(id: MetricId): MetricDefinition {
  return metrics.find((m) => m.id === id)!;
}
