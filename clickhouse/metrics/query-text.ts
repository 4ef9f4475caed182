import { trim } from '../warehouse/trim';
import { narrowed, parameters } from './narrow';
import { type MetricId, metricSource } from './registry';
import type { MetricInput } from './types';

/** The query of a metric's value, and the parameters that a page binds to it, as the engine writes them. */
export function queryText(
  id: MetricId,
  input: MetricInput,
): { sql: string; parameters: [name: string, value: string][] } {
  const source = metricSource(id);
  const sql = source.rows
    ? trim(`SELECT ${source.value} AS value, ${source.n} AS n\nFROM (\n${narrowed(source)}\n)`)
    : (source.atMoments ?? '');
  const bound: [string, string][] = Object.entries(parameters(input)).map(([name, value]) => [
    name,
    value instanceof Date ? stamp(value) : value,
  ]);
  if (!source.rows) bound.push(['at', `['${stamp(input.to)}']`]);
  return { sql, parameters: bound.filter(([name]) => sql.includes(`{${name}:`)) };
}

const stamp = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ');
