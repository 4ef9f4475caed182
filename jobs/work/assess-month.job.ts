import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { monthOf, monthSpan } from '../../clickhouse/local-time';
import { assessMaturity } from '../../clickhouse/maturity';
import { readLateMonths } from '../../clickhouse/maturity/late';

/**
 * Judges one month again from the evidence as it stands; `bulan-terlambat` are those before the last that records have reached since
 * they were judged. The same evidence gives the same result and fingerprint.
 */
export async function assessMonth({ month }: { month: string }): Promise<void> {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const back = (months: number) => monthOf(now(), timezone, months);
  const told = { 'bulan-ini': [back(0)], 'bulan-lalu': [back(1)] }[month];
  const months = told ?? (month === 'bulan-terlambat' ? await readLateMonths(back(1), timezone) : [month]);
  for (const each of months) await assessMaturity({ ...monthSpan(each, timezone), timezone, now: now() });
}
