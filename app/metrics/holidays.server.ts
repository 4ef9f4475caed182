import { undecidedNote, undecidedYears } from '../../clickhouse/calendar/undecided';
import type { MetricId } from '../../clickhouse/metrics';
import { metricSource } from '../../clickhouse/metrics/registry';
import type { Language } from '../text/define';
import { metricsText } from './metrics.text';
import type { Scope } from './scope';

/** SQL that counts working days: it looks into the calendar of offices, or at a due moment that was worked out from it before. */
const WORKING_DAYS = /city_calendar|(?<!AS )\bdue_at\b/;

/** Whether a figure, or one of its side figures, counts working days. */
export function countsWorkingDays(id: MetricId): boolean {
  const { rows, value, n, atMoments, parts, rowParts } = metricSource(id);
  return [rows, value, n, atMoments, parts, ...Object.values(rowParts ?? {})].some((sql) =>
    WORKING_DAYS.test(sql ?? ''),
  );
}

/** What figures of working days say in a period whose holidays are not all set; null when they are. */
export async function undecidedHolidays(
  period: { from: Date; to: Date; timezone: string },
  language: Language,
): Promise<Scope['undecided']> {
  const years = await undecidedYears(period);
  const note = undecidedNote(years);
  if (note === null) return null;
  const t = metricsText[language];
  const told = new Intl.ListFormat(language).format(years.map(String));
  return { note: language === 'id' ? note : t.holidaysNote(told), short: t.holidaysShort(told) };
}
