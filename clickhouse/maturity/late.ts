import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { INSTRUMENT } from './instrument';

const lateMonths = defineQuery({
  name: 'maturity_late_months',
  sql: `SELECT DISTINCT formatDateTime(judged.first, '%Y-%m') AS month
    FROM (
      SELECT period_start AS first, period_end AS last, max(version) AS at FROM maturity_results
      WHERE instrument = {instrument:String} AND period_start < {before:Date} AND period_end = toLastDayOfMonth(period_start) GROUP BY first, last
    ) AS judged
    CROSS JOIN (
      SELECT toDate(first_time, {timezone:String}) AS begins, toDate(last_time, {timezone:String}) AS ends, max(version) AS at FROM ingest_chunks
      WHERE stored > 0 AND first_time IS NOT NULL AND last_time IS NOT NULL GROUP BY begins, ends
    ) AS arrived
    WHERE arrived.at > judged.at AND arrived.begins <= judged.last AND arrived.ends >= judged.first
    ORDER BY month`,
  params: z.object({ instrument: z.string(), before: z.string(), timezone: z.string() }),
  row: z.object({ month: z.string() }),
});

/** Judged months before one (YYYY-MM) that records of their days have reached since. */
export async function readLateMonths(before: string, timezone: string): Promise<string[]> {
  const rows = await lateMonths({ instrument: INSTRUMENT, before: `${before}-01`, timezone });
  return rows.map(({ month }) => month);
}
