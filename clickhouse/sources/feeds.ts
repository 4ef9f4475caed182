import { PROBES } from '../maturity/catalogue';
import type { ProbeId } from '../maturity/types';
import { type MetricId, metrics } from '../metrics/registry';
import type { FactTable } from '../warehouse/fact-tables';

/** What rests on the rows of a fact table: the metrics computed from it and the probes that take it as evidence. */
export function fedBy(table: FactTable): { metrics: MetricId[]; probes: ProbeId[] } {
  return {
    metrics: metrics.filter((metric) => metric.sources.includes(table)).map((metric) => metric.id),
    probes: PROBES.filter((probe) => probe.query && probe.tables.includes(table)).map((probe) => probe.id),
  };
}
