import { monthSpan } from '../local-time';

/** The instants at which a local month (YYYY-MM) begins and ends; throws on any other text. */
export function monthBounds(month: string, timezone: string): { from: Date; to: Date } {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RangeError('A month is written YYYY-MM');
  return monthSpan(month, timezone);
}
