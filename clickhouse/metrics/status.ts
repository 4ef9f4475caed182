import type { MetricDefinition, MetricStatus } from './types';

/** A value within this share of its target, on the wrong side, is `waspada`; farther is `buruk`. */
const NEAR = 0.1;

/** How a value stands to its target. Without a target it is neutral. */
export function statusOf(
  value: number | null,
  target: number | null,
  direction: MetricDefinition['direction'],
): MetricStatus {
  if (value === null) return 'tidak_diketahui';
  if (target === null || direction === 'netral') return 'netral';
  const short = direction === 'naik_baik' ? target - value : value - target;
  if (short <= 0) return 'baik';
  return short <= Math.abs(target) * NEAR ? 'waspada' : 'buruk';
}

/** 18 November 2026 pukul 08.15, in the city's zone; 18 November 2026 at 08:15 in English. */
export function localStamp(at: Date, timezone: string, lang: 'id-ID' | 'en-GB' = 'id-ID'): string {
  const day = new Intl.DateTimeFormat(lang, { timeZone: timezone, day: 'numeric', month: 'long', year: 'numeric' });
  const clock = new Intl.DateTimeFormat(lang, { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  return `${day.format(at)} ${lang === 'id-ID' ? 'pukul' : 'at'} ${clock.format(at)}`;
}
