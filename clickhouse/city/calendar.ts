import { PlainError } from '../plain-error';
import { type CityCalendar, WEEKDAYS } from './schema';

/** The days that every calendar is written out for. */
const FIRST_DAY = '2023-01-01';
const LAST_DAY = '2027-12-31';

/** One local date of one calendar, as `city_calendar` holds it. */
export interface CalendarDay {
  /** ISO date, local to the city. */
  date: string;
  is_working: boolean;
  /** Working days from the first day up to and including this one. */
  working_index: number;
  /** Why nobody works; empty on a working day. */
  reason: string;
}

const DAY_MS = 86_400_000;
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const isoDate = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * Writes a working calendar out day by day. Cuti bersama is free for ASN unless the calendar stays open on it;
 * years for which no holidays are given have their weekends only.
 */
export function calendarDays(calendar: CityCalendar, first = FIRST_DAY, last = LAST_DAY): CalendarDay[] {
  const working = new Set<string>(calendar.hari_kerja);
  const holidays = new Map(
    calendar.libur
      .filter((h) => !(calendar.buka_saat_cuti_bersama && h.jenis === 'cuti_bersama'))
      .map((h) => [h.tanggal, `${h.nama} (${h.dasar})`]),
  );
  const days: CalendarDay[] = [];
  let workingIndex = 0;
  for (let day = dayNumber(first); day <= dayNumber(last); day++) {
    const date = isoDate(day);
    const weekday = WEEKDAYS[new Date(day * DAY_MS).getUTCDay()]!;
    const reason = holidays.get(date) ?? (working.has(weekday) ? '' : `Bukan hari kerja (${weekday})`);
    if (!reason) workingIndex += 1;
    days.push({ date, is_working: !reason, working_index: workingIndex, reason });
  }
  return days;
}

/** A written-out calendar; days without gaps, oldest first. */
export type WorkingDays = readonly CalendarDay[];

function positionOf(days: WorkingDays, date: string): number {
  const position = dayNumber(date) - dayNumber(days[0]!.date);
  if (Number.isInteger(position) && position >= 0 && position < days.length) return position;
  throw new PlainError(`Tanggal ${date} di luar kalender kerja (${days[0]!.date} sampai ${days.at(-1)!.date}).`);
}

/**
 * Working days after `from`, up to and including `to`; negative when `to` comes first.
 * The day of receipt itself is day 0 and never counts.
 */
export function workingDaysBetween(days: WorkingDays, from: string, to: string): number {
  return days[positionOf(days, to)]!.working_index - days[positionOf(days, from)]!.working_index;
}

/**
 * The date on which the n-th working day after receipt falls (day 0 = date of receipt, counting starts on the next
 * working day). Throws a PlainError when the calendar ends before it.
 */
export function addWorkingDays(days: WorkingDays, received: string, workingDays: number): string {
  const start = positionOf(days, received);
  if (!Number.isInteger(workingDays) || workingDays < 0)
    throw new RangeError('workingDays must be a whole number >= 0');
  if (workingDays === 0) return received;
  const wanted = days[start]!.working_index + workingDays;
  let [low, high] = [start, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]!.working_index < wanted) low = middle + 1;
    else high = middle;
  }
  const due = days[low];
  if (!due)
    throw new PlainError(
      `Kalender kerja berakhir ${days.at(-1)!.date}, sebelum hari kerja ke-${workingDays} sejak ${received}.`,
    );
  return due.date;
}
