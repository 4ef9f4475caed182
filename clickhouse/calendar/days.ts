import {
  type CityCalendar,
  type CityProfile,
  type Holiday,
  minuteOf,
  type OpeningHours,
  WEEKDAYS,
} from '../city/schema';
import { NATIONAL_DAYS } from './national-days';

/** The days that every calendar is written out for. */
const FIRST_DAY = '2023-01-01';
const LAST_DAY = '2027-12-31';

/** One local date of one calendar, as `city_calendar` holds it. Minutes are counted from local midnight. */
export interface CalendarDay {
  /** ISO date, local to the city. */
  date: string;
  is_working: boolean;
  /** Working days from the first day up to and including this one. */
  working_index: number;
  /** Why nobody works; empty on a working day. */
  reason: string;
  opens_minute: number;
  closes_minute: number;
  break_from_minute: number;
  break_to_minute: number;
  /** Working minutes of all days before this one. */
  minutes_before: number;
  /** False in a year whose holidays nobody has set: only its weekends are free. */
  holidays_decided: boolean;
}

type Hours = Pick<CalendarDay, 'opens_minute' | 'closes_minute' | 'break_from_minute' | 'break_to_minute'>;

const DAY_MS = 86_400_000;
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const isoDate = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const yearOf = (date: string) => Number(date.slice(0, 4));

/** The holidays of a calendar, shipped and local, by date. Where both name a date the city's own words count. */
export function holidaysOf(calendar: CityCalendar): Map<string, Holiday> {
  const shipped = calendar.libur_bawaan === 'nasional' ? NATIONAL_DAYS : [];
  return new Map([...shipped, ...calendar.libur].map((holiday) => [holiday.tanggal, holiday]));
}

/** Whether nobody works on a holiday: counters that are ordered to stay open on cuti bersama do. */
export const closesOn = (calendar: CityCalendar, holiday: Holiday) =>
  !(calendar.buka_saat_cuti_bersama && holiday.jenis === 'cuti_bersama');

/** Opening hours of a working weekday (0 = Sunday), in Ramadan the shorter ones if the calendar has any. */
export function hoursOn(calendar: CityCalendar, weekday: number, fasting: boolean): Hours {
  const week = fasting && calendar.jam_ramadan ? calendar.jam_ramadan : calendar;
  const hours: OpeningHours = week.jam_hari[WEEKDAYS[weekday]!] ?? week;
  return {
    opens_minute: minuteOf(hours.buka),
    closes_minute: minuteOf(hours.tutup),
    break_from_minute: hours.istirahat ? minuteOf(hours.istirahat.mulai) : 0,
    break_to_minute: hours.istirahat ? minuteOf(hours.istirahat.selesai) : 0,
  };
}

const NO_HOURS: Hours = { opens_minute: 0, closes_minute: 0, break_from_minute: 0, break_to_minute: 0 };

const minutesIn = (h: Hours) => h.closes_minute - h.opens_minute - (h.break_to_minute - h.break_from_minute);

/** Writes a working calendar out day by day. Years for which no holidays are known have their weekends only. */
export function calendarDays(
  calendar: CityCalendar,
  ramadan: CityProfile['ramadan'] = [],
  first = FIRST_DAY,
  last = LAST_DAY,
): CalendarDay[] {
  const working = new Set<string>(calendar.hari_kerja);
  const holidays = holidaysOf(calendar);
  const decided = new Set(
    [...holidays.values()].filter((h) => h.jenis === 'libur_nasional').map((h) => yearOf(h.tanggal)),
  );
  const days: CalendarDay[] = [];
  let [workingIndex, minutes] = [0, 0];
  for (let day = dayNumber(first); day <= dayNumber(last); day++) {
    const date = isoDate(day);
    const weekday = new Date(day * DAY_MS).getUTCDay();
    const holiday = holidays.get(date);
    const reason =
      holiday && closesOn(calendar, holiday)
        ? `${holiday.nama} (${holiday.dasar})`
        : working.has(WEEKDAYS[weekday]!)
          ? ''
          : `Bukan hari kerja (${WEEKDAYS[weekday]})`;
    const fasting = ramadan.some((range) => date >= range.mulai && date <= range.selesai);
    const hours = reason ? NO_HOURS : hoursOn(calendar, weekday, fasting);
    if (!reason) workingIndex += 1;
    days.push({
      date,
      is_working: !reason,
      working_index: workingIndex,
      reason,
      ...hours,
      minutes_before: minutes,
      holidays_decided: decided.has(yearOf(date)),
    });
    minutes += minutesIn(hours);
  }
  return days;
}
