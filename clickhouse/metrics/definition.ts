import type { DimensionId, Filters } from './dimensions';
import type { MetricDefinition } from './types';

/** A column of the rows that a figure is opened to. Personal texts are stored masked; keys of persons are never shown. */
export interface DetailColumn {
  /** Name of a column that `rows` selects. */
  column: string;
  label: { id: string; en: string };
  kind: 'teks' | 'waktu' | 'angka' | 'ya_tidak';
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
