import type { Pieces } from '../derived/web-days';
import type { DimensionId, Filters } from './dimensions';
import type { MetricDefinition, MetricInput } from './types';

/** A column of the rows that a figure is opened to. Personal texts are stored masked; keys of persons are never shown. */
export interface DetailColumn {
  /** Name of a column that `rows` selects. */
  column: string;
  label: { id: string; en: string };
  kind: 'teks' | 'waktu' | 'angka' | 'ya_tidak';
}

/** What sums are asked for: the pieces of a period, and whether they are narrowed to an office or a site. */
export interface SumsAsked {
  pieces: Pieces;
  from: Date;
  skpd: boolean;
  situs: boolean;
}

/** Rows of sums with `moment`, and what is counted of them. */
export interface Counted {
  rows: (asked: SumsAsked) => string;
  value: string;
  n: string;
}

/** A split by some dimensions: of sums with the column of each, or read in a way of its own, the members with most n first. */
export type SplitSums = { by: readonly DimensionId[] } & (
  | Counted
  | { read: (input: MetricInput) => Promise<{ member: string; value: number | null; n: number }[]> }
);

/** How a metric is read from sums that are kept (clickhouse/derived): exactly what its rows say, without reading them all. */
export interface SummedSource {
  /** Brings the sums up to date and cuts the period by them; `byDays` for a series of days. */
  asked: (input: MetricInput, byDays: boolean) => Promise<SumsAsked>;
  whole: Counted;
  /** Of the rows of the whole. */
  parts: Readonly<Record<string, string>>;
  /** A side figure that is read in a way of its own. */
  readParts?: (input: MetricInput) => Promise<Record<string, number | null>>;
  splits: readonly SplitSums[];
}

/**
 * A metric with its SQL, which may use the parameters from, to, now, timezone and skpd.
 *
 * Of what happened in a period: `rows` selects one row per case with `moment` (what places it in the period), a column
 * `d_<dimension>` for each of `dimensions` ('' = not told) and the columns of `detail`; `value` and `n` aggregate those rows.
 * Of a moment: `atMoments` is a whole query of rows `at, value, n` for the moments {at:Array(DateTime('UTC'))}, ascending.
 */
export interface MetricSource {
  definition: Omit<MetricDefinition, 'id'>;
  rows?: string;
  value?: string;
  n?: string;
  atMoments?: string;
  /** What the rows can be split and filtered by. */
  dimensions?: readonly DimensionId[];
  /** Where its rows are too many to be read for every page. */
  summed?: SummedSource;
  /** Filters that its SQL answers by itself, such as a rate per residents that is filtered by place, yet no sum of places. */
  filters?: readonly (keyof Filters)[];
  detail?: readonly DetailColumn[];
  /** Condition on the rows that the figure opens to, where it counts some of those it judges; unless told all. */
  opens?: string;
  /** Side figures by name: aggregates of the rows, or of `rowsOfParts`. */
  rowParts?: Readonly<Record<string, string>>;
  rowsOfParts?: Pick<MetricSource, 'rows' | 'dimensions'>;
  /** The others: a whole query over the period with one row of named numbers. */
  parts?: string;
  /** Indonesian reason when n is enough but the value is null. */
  whenNull?: string;
  /** A state that the sources must be able to vouch for at its moment, in the past too. */
  isState?: boolean;
  /** Query of the ids (`source`) of the only sources that can tell it, and what they are called. */
  feeders?: { sql: string; name: string };
}
