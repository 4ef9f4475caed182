import { undecidedNote, undecidedYears } from '../../clickhouse/calendar/undecided';
import type { Language } from '../text/define';
import { metricsText } from './metrics.text';
import type { Scope } from './scope';

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
