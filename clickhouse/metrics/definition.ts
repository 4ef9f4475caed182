import type { MetricDefinition } from './types';

/**
 * A metric with its SQL. `rows` selects one row per case with `moment` (what places it in a period) and may use the
 * parameters from, to, timezone, skpd and now; `value` and `n` aggregate those rows. `parts` is one whole query over
 * the period with one row of named numbers.
 */
export interface MetricSource {
  definition: MetricDefinition;
  /** Absent where the reading is written by hand (`read` decides by id). */
  rows?: string;
  value?: string;
  n?: string;
  parts?: string;
  /** Indonesian reason when n is enough but the value is null. */
  whenNull?: string;
}
