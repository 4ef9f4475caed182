import { z } from 'zod';
import { newestProfile } from '../metrics/sql/city';
import { instant } from '../metrics/sql/types';
import { defineRemembered } from '../warehouse/remember';

const undecided = defineRemembered({
  name: 'calendar-undecided-years',
  sql: `SELECT DISTINCT toYear(date) AS year FROM city_calendar
  WHERE profile_version = ${newestProfile} AND NOT holidays_decided
    AND date >= toDate({from:DateTime('UTC')}, {timezone:String}) AND date < addDays(toDate({to:DateTime('UTC')} - 1, {timezone:String}), 1)
  ORDER BY year`,
  params: z.object({ from: instant, to: instant, timezone: z.string() }),
  row: z.object({ year: z.number() }),
});

/** Years of a period whose holidays are not set: working days in them count weekends only and may be too many. */
export async function undecidedYears(period: { from: Date; to: Date; timezone: string }): Promise<number[]> {
  return (await undecided(period)).map((row) => row.year);
}

/** What a page says where a period touches such years; null when all holidays are known. */
export function undecidedNote(years: readonly number[]): string | null {
  if (!years.length) return null;
  return `Libur ${years.join(' dan ')} belum ditetapkan: hari kerja dihitung dengan libur akhir pekan saja.`;
}
