const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timezone: string): Intl.DateTimeFormat {
  let format = wallClocks.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    wallClocks.set(timezone, format);
  }
  return format;
}

/** The calendar date of a moment in a time zone. */
export function localDate(at: Date, timezone: string): { year: number; month: number; day: number; iso: string } {
  const part = Object.fromEntries(
    wallClock(timezone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  const [year, month, day] = [Number(part.year), Number(part.month), Number(part.day)];
  return { year, month, day, iso: `${part.year}-${part.month}-${part.day}` };
}

/** Midnight of a local date; months and days beyond their range roll over as in `Date.UTC`. */
export function localMidnight(year: number, month: number, day: number, timezone: string): Date {
  const asUtc = Date.UTC(year, month - 1, day);
  const part = Object.fromEntries(
    wallClock(timezone)
      .formatToParts(new Date(asUtc))
      .map((p) => [p.type, Number(p.value)]),
  );
  const shown = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour, part.minute, part.second);
  return new Date(asUtc - (shown - asUtc)); // Indonesian zones have no summer time, so one offset holds
}

/** First moment of a month (YYYY-MM) and of the next one. */
export function monthSpan(month: string, timezone: string): { from: Date; to: Date } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: localMidnight(year, number, 1, timezone), to: localMidnight(year, number + 1, 1, timezone) };
}

/** The month (YYYY-MM) that lies `back` months before the one of a moment. */
export function monthOf(at: Date, timezone: string, back = 0): string {
  const { year, month } = localDate(at, timezone);
  const index = year * 12 + (month - 1) - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** A stretch up to this minute with the one before it, which ends at the same hour of its last day. */
export interface RunningPeriod {
  from: Date;
  to: Date;
  previous: { from: Date; to: Date };
}

const wholeMinute = (at: Date) => new Date(Math.floor(at.getTime() / 60_000) * 60_000);

/** Today and the days before it, so many in all. */
export function lastDays(days: number, at: Date, timezone: string): RunningPeriod {
  const { year, month, day } = localDate(at, timezone);
  const start = (back: number) => localMidnight(year, month, day - back, timezone);
  const to = wholeMinute(at);
  const intoToday = to.getTime() - start(0).getTime();
  const previous = { from: start(2 * days - 1), to: new Date(start(days).getTime() + intoToday) };
  return { from: start(days - 1), to, previous };
}

/** This month and the ones before it, so many in all. */
export function lastMonths(months: number, at: Date, timezone: string): RunningPeriod {
  const { year, month } = localDate(at, timezone);
  const start = (back: number) => localMidnight(year, month - back, 1, timezone);
  const to = wholeMinute(at);
  const intoMonth = to.getTime() - start(0).getTime();
  const sameMoment = Math.min(start(months).getTime() + intoMonth, start(months - 1).getTime());
  return { from: start(months - 1), to, previous: { from: start(2 * months - 1), to: new Date(sameMoment) } };
}
