import { undecidedNote, undecidedYears } from '../../clickhouse/calendar/undecided';
import type { MetricId } from '../../clickhouse/metrics';
import type { Language } from '../text/define';
import { metricsText } from './metrics.text';
import type { Scope } from './scope';

/** Figures that count working days, or have a side figure that does: ages, and promises and limits of so many days. */
const COUNTING: ReadonlySet<MetricId> = new Set([
  'aduan_terbuka',
  'aduan_lewat_batas',
  'aduan_tepat_waktu',
  'aduan_respons_tepat',
  'layanan_tepat_waktu',
  'layanan_tuntas',
  'permohonan_terbuka',
  'umur_terbuka',
  'pesan_dibalas',
]);

export const countsWorkingDays = (id: MetricId): boolean => COUNTING.has(id);

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
