import { type City, DAY_SECONDS, localDay, startOfDay } from './city';

const daysOf = (city: City, office: string) => {
  const own = city.rules.find((rule) => rule.kind === 'skpd_kalender' && rule.key === office)?.unit;
  return city.calendars.get(own ?? 'dinas')!;
};

/** When a promise made at `start` is over, walking the calendar of the office day by day; null = never told. */
export function dueAt(city: City, office: string, start: number, value: number | null, unit: string): number | null {
  if (value === null || value <= 0) return null;
  if (unit === 'jam') return start + Math.ceil(value * 3600);
  if (unit === 'hari_kalender') return startOfDay(localDay(start) + Math.ceil(value) + 1) - 1;
  if (unit !== 'hari_kerja') throw new Error(`no recount of promises in ${unit}`);
  const days = daysOf(city, office);
  if (!days.has(localDay(start))) return null;
  let left = Math.ceil(value);
  for (let day = localDay(start) + 1; ; day++) {
    const one = days.get(day);
    if (!one) return null;
    if (one.isWorking) left--;
    if (left === 0) return startOfDay(day) + (one.closesMinute > 0 ? one.closesMinute * 60 : DAY_SECONDS - 1);
  }
}

/** Working days after the day of `from`, up to and including that of `to`; null outside the calendar. */
export function workingDays(city: City, office: string, from: number, to: number): number | null {
  const days = daysOf(city, office);
  const [first, last] = [localDay(from), localDay(to)];
  if (!days.has(first) || !days.has(last)) return null;
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (days.get(day)!.isWorking) count++;
  for (let day = last + 1; day <= first; day++) if (days.get(day)!.isWorking) count--;
  return count;
}
