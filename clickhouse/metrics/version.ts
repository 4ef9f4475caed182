import { createHash } from 'node:crypto';
import { type MetricId, metricSource } from './registry';

const known = new Map<MetricId, string>();

/** Eight characters that change when the SQL, the formula or the least n of a metric does: written into every export. */
export function metricVersion(id: MetricId): string {
  const found = known.get(id);
  if (found) return found;
  const { definition, rows, value, n, atMoments, rowParts, rowsOfParts, parts, summed } = metricSource(id);
  const told = [
    definition.formula.id,
    definition.unit,
    definition.minimumN,
    rows,
    value,
    n,
    atMoments,
    rowParts,
    rowsOfParts?.rows,
    parts,
    summed?.parts,
  ];
  const version = createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 8);
  known.set(id, version);
  return version;
}
