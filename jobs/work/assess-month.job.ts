import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { monthOf, monthSpan } from '../../clickhouse/local-time';
import { assessMaturity } from '../../clickhouse/maturity';

/** Judges one month again from the evidence as it stands. The same evidence gives the same result and fingerprint. */
export async function assessMonth({ month }: { month: string }): Promise<void> {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const told = { 'bulan-ini': monthOf(now(), timezone), 'bulan-lalu': monthOf(now(), timezone, 1) }[month] ?? month;
  await assessMaturity({ ...monthSpan(told, timezone), timezone, now: now() });
}
