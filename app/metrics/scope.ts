import type { MetricDefinition, MetricReading } from '../../clickhouse/metrics';
import type { DimensionId, Filters } from '../../clickhouse/metrics/dimensions';
import type { Role } from '../access/roles';
import type { ChartSpec } from '../charts/spec';
import type { KnownSplit } from './known-split';

/** What a page of figures is narrowed to, and the part of the address that says so: links carry it along. */
export interface Scope {
  period: { key: string; label: string; from: Date; to: Date; previous: { from: Date; to: Date } };
  skpd: string | null;
  filters: Filters;
  timezone: string;
  /** `periode=30h&skpd=disdukcapil`, without a question mark; empty for the running month of the whole city. */
  search: string;
  /** Said by figures of working days where the holidays of a year of the period are not set; null when all are. */
  undecided: { note: string; short: string } | null;
}

export interface DrawnChart {
  spec: ChartSpec;
  svg: string;
}

/** One figure of the registry with everything that a page says about it. */
export interface Figure {
  definition: MetricDefinition & { dimensions: readonly DimensionId[]; hasRows: boolean; countsWorkingDays: boolean };
  reading: MetricReading;
}

/**
 * Why nothing may be told of the rows that a figure counts; '' when it may. A count is unknown only while its sources are silent or
 * know nothing of a filter, and when there is no case at all.
 */
export const untold = ({ reading: { value, reason } }: Pick<Figure, 'reading'>): string =>
  value === null ? reason : '';

/** A figure split by one of its dimensions. */
export interface SplitFigure extends KnownSplit {
  dimension: DimensionId;
}

/** An address of a page about a metric, with the filters of this one. */
export function metricHref(
  page: '/baris' | '/unduh' | '/mengapa' | '/kamus',
  id: string,
  scope: Pick<Scope, 'search'>,
  more: Record<string, string> = {},
): string {
  const params = new URLSearchParams(scope.search);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  if (page === '/kamus') return `/kamus/${id}${params.size > 0 ? `?${params}` : ''}`;
  return `${page}?${new URLSearchParams([['metrik', id], ...params])}`;
}

/** Who works with the queries behind figures; the others have no use for them. */
export const seesQueries = (role: Role): boolean => role === 'analis' || role === 'admin';
