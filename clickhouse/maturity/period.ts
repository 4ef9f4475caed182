import { z } from 'zod';
import { time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const bounds = defineQuery({
  name: 'maturity_month',
  sql: `SELECT toDateTime(toUnixTimestamp(toDateTime({first:Date}, {timezone:String})), 'UTC') AS from,
    toDateTime(toUnixTimestamp(toDateTime(addMonths({first:Date}, 1), {timezone:String})), 'UTC') AS to`,
  params: z.object({ first: z.string(), timezone: z.string() }),
  row: z.object({ from: time, to: time }),
});

/** The instants at which a local month (YYYY-MM) begins and ends. */
export async function monthBounds(month: string, timezone: string): Promise<{ from: Date; to: Date }> {
  const [row] = await bounds({ first: `${monthText.parse(month)}-01`, timezone });
  return row!;
}

/** The local date of an instant, YYYY-MM-DD. */
export function localDateOf(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
