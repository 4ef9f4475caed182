import { z } from 'zod';
import type { MetricSource } from './definition';
import { DIMENSIONS, FILTERS } from './dimensions';
import { instant } from './sql/types';
import type { MetricInput } from './types';

/** The parameters that every query of a metric may use. */
export const period = z.object({
  from: instant,
  to: instant,
  now: instant,
  timezone: z.string(),
  skpd: z.string(),
  ...(Object.fromEntries(FILTERS.map((f) => [f, z.string()])) as Record<(typeof FILTERS)[number], z.ZodString>),
});
export type Period = z.input<typeof period>;

/** Parameters of an input; '' stands for what is not narrowed. */
export const parameters = (input: MetricInput): Period => ({
  from: input.from,
  to: input.to,
  now: input.now,
  timezone: input.timezone,
  skpd: input.skpd ?? '',
  ...(Object.fromEntries(FILTERS.map((f) => [f, input.filters?.[f] ?? ''])) as Record<
    (typeof FILTERS)[number],
    string
  >),
});

export const noFilters = ({ filters = {} }: MetricInput) => FILTERS.every((filter) => !filters[filter]);

/** A metric's rows with the page's filters on those that it has: all that a page may have, or those that `input` has. */
export function narrowed(source: Pick<MetricSource, 'rows' | 'dimensions'>, input?: MetricInput): string {
  const own = FILTERS.filter(
    (filter) => source.dimensions?.includes(filter) && (!input || Boolean(input.filters?.[filter])),
  );
  if (own.length === 0) return source.rows ?? '';
  return `SELECT * FROM (${source.rows}) WHERE ${own.map((f) => `({${f}:String} = '' OR d_${f} = {${f}:String})`).join(' AND ')}`;
}

/** What the metric is to be narrowed by and does not know, in Indonesian; undefined when it can answer. */
export function unfiltered(source: MetricSource, { filters = {} }: MetricInput): string | undefined {
  const missing = FILTERS.find(
    (filter) => filters[filter] && !source.dimensions?.includes(filter) && !source.filters?.includes(filter),
  );
  return missing && DIMENSIONS[missing].id.toLowerCase();
}
