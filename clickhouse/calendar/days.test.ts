import { expect, test } from 'vitest';
import { loadCityProfile } from '../city/load';
import type { CityCalendar, Holiday } from '../city/schema';
import { calendarDays } from './days';
import { NATIONAL_DAYS } from './national-days';

const { profile } = loadCityProfile(new URL('../city/demo/kota-tangerang.yaml', import.meta.url).pathname);
const dinas = profile.kalender.find((c) => c.id === 'dinas')!;
const counter = profile.kalender.find((c) => c.id === 'layanan_6_hari')!;

const workingIn = (calendar: CityCalendar, year: number) =>
  calendarDays(calendar, [], `${year}-01-01`, `${year}-12-31`).at(-1)!.working_index;

/** The published counts know no election days, which were declared holidays later. */
const decreed = NATIONAL_DAYS.filter((h) => h.dasar.startsWith('SKB'));

test.each([
  [2024, 262, 250, 240],
  [2025, 261, 248, 237],
  [2026, 261, 248, 240],
])('%i has %i weekdays, %i without libur nasional, %i without cuti bersama', (year, weekdays, national, both) => {
  const own = { ...dinas, libur_bawaan: null };
  const onlyNational = decreed.filter((h) => h.jenis === 'libur_nasional');
  expect(workingIn(own, year)).toBe(weekdays);
  expect(workingIn({ ...own, libur: onlyNational }, year)).toBe(national);
  expect(workingIn({ ...own, libur: decreed }, year)).toBe(both);
});

test('election days were free', () => {
  expect(workingIn(dinas, 2024)).toBe(238);
});

test('the shipped holidays name each date once, and the day that was added in August 2025 by its own decree', () => {
  expect(new Set(NATIONAL_DAYS.map((h) => h.tanggal)).size).toBe(NATIONAL_DAYS.length);
  expect(NATIONAL_DAYS.find((h) => h.tanggal === '2025-08-18')).toMatchObject({
    jenis: 'cuti_bersama',
    dasar: 'SKB 933/1/3 Tahun 2025',
  });
});

test('the calendar runs from 2023 to 2027 without gaps; the holidays of its first and last year are not known', () => {
  const days = calendarDays(dinas);
  expect(days).toHaveLength(1826);
  expect([days[0]!.date, days.at(-1)!.date]).toEqual(['2023-01-01', '2027-12-31']);
  const undecided = days.filter((d) => !d.holidays_decided).map((d) => d.date.slice(0, 4));
  expect([...new Set(undecided)]).toEqual(['2023', '2027']);
  expect(workingIn(dinas, 2027)).toBe(261);
});

test('counters that stay open work on cuti bersama, but not on a libur nasional', () => {
  const byDate = new Map(calendarDays(counter).map((d) => [d.date, d]));
  expect(byDate.get('2026-05-15')).toMatchObject({ is_working: true, reason: '' });
  expect(byDate.get('2026-05-14')!.is_working).toBe(false);
  expect(byDate.get('2026-05-16')!.is_working).toBe(true); // Saturday
});

test('local days come beside the shipped ones, and where both name a date the city has the word', () => {
  const local = (tanggal: string, jenis: Holiday['jenis']) => ({ tanggal, nama: 'HUT kota', jenis, dasar: 'Perda' });
  const own = [local('2026-02-27', 'libur_daerah'), local('2026-05-15', 'libur_daerah')];
  const byDate = new Map(calendarDays({ ...counter, libur: own }).map((d) => [d.date, d]));
  expect(byDate.get('2026-02-27')).toMatchObject({ is_working: false, reason: 'HUT kota (Perda)' });
  expect(byDate.get('2026-05-15')!.is_working).toBe(false); // cuti bersama on which this counter is otherwise open
  expect(byDate.get('2026-12-25')!.is_working).toBe(false);
});

test('a week of the example city has 37.5 working hours, one in Ramadan 32.5', () => {
  const byDate = new Map(calendarDays(dinas, profile.ramadan).map((d) => [d.date, d]));
  const week = (monday: string, nextMonday: string) =>
    (byDate.get(nextMonday)!.minutes_before - byDate.get(monday)!.minutes_before) / 60;
  expect(week('2026-07-06', '2026-07-13')).toBe(37.5);
  expect(week('2026-02-23', '2026-03-02')).toBe(32.5);
  expect(byDate.get('2026-07-10')).toMatchObject({ opens_minute: 450, break_from_minute: 690, closes_minute: 990 });
  expect(byDate.get('2026-07-11')).toMatchObject({ opens_minute: 0, closes_minute: 0, break_to_minute: 0 }); // Saturday
});
