import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingDays, calendarDays, workingDaysBetween } from './calendar';
import { loadCityProfile } from './load';
import { type CityCalendar, WEEKDAYS } from './schema';

const { profile } = loadCityProfile(new URL('./demo/kota-tangerang.yaml', import.meta.url).pathname);
const dinas = profile.kalender.find((c) => c.id === 'dinas')!;
const counter = profile.kalender.find((c) => c.id === 'layanan_6_hari')!;

const workingIn = (calendar: CityCalendar, year: number) =>
  calendarDays(calendar, `${year}-01-01`, `${year}-12-31`).at(-1)!.working_index;

/** The published counts know no election days, which were declared holidays later. */
const asDecreed: CityCalendar = { ...dinas, libur: dinas.libur.filter((h) => h.dasar.startsWith('SKB')) };

test.each([
  [2024, 262, 250, 240],
  [2025, 261, 248, 237],
  [2026, 261, 248, 240],
])('%i has %i weekdays, %i without libur nasional, %i without cuti bersama', (year, weekdays, national, both) => {
  const onlyNational = asDecreed.libur.filter((h) => h.jenis === 'libur_nasional');
  expect(workingIn({ ...asDecreed, libur: [] }, year)).toBe(weekdays);
  expect(workingIn({ ...asDecreed, libur: onlyNational }, year)).toBe(national);
  expect(workingIn(asDecreed, year)).toBe(both);
});

test('election days were free', () => {
  expect(workingIn(dinas, 2024)).toBe(238);
});

test('the calendar runs from 2023 to 2027 without gaps', () => {
  const days = calendarDays(dinas);
  expect(days).toHaveLength(1826);
  expect([days[0]!.date, days.at(-1)!.date]).toEqual(['2023-01-01', '2027-12-31']);
});

test('counters that stay open work on cuti bersama, but not on a libur nasional', () => {
  const byDate = new Map(calendarDays(counter).map((d) => [d.date, d]));
  expect(byDate.get('2026-05-15')).toMatchObject({ is_working: true, reason: '' });
  expect(byDate.get('2026-05-14')!.is_working).toBe(false);
  expect(byDate.get('2026-05-16')!.is_working).toBe(true); // Saturday
});

test('day 0 is the day of receipt; counting starts on the next working day', () => {
  const days = calendarDays(dinas);
  expect(addWorkingDays(days, '2026-03-17', 1)).toBe('2026-03-25'); // Nyepi, Idulfitri and cuti bersama between
  expect(addWorkingDays(days, '2026-08-14', 1)).toBe('2026-08-18'); // Friday, weekend, Monday 17 August
  expect(addWorkingDays(days, '2026-08-15', 1)).toBe('2026-08-18'); // received on a Saturday
  expect(workingDaysBetween(days, '2026-08-14', '2026-08-18')).toBe(1);
  expect(workingDaysBetween(days, '2026-08-18', '2026-08-14')).toBe(-1);
});

test('dates outside the calendar are refused in plain words', () => {
  const days = calendarDays(dinas);
  expect(() => workingDaysBetween(days, '2022-12-31', '2023-01-02')).toThrow('di luar kalender kerja');
  expect(() => workingDaysBetween(days, 'kemarin', '2023-01-02')).toThrow('di luar kalender kerja');
  expect(() => addWorkingDays(days, '2027-12-30', 60)).toThrow('Kalender kerja berakhir 2027-12-31');
});

const DAY_MS = 86_400_000;
const dayIn = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / DAY_MS, max: Date.parse(to) / DAY_MS })
    .map((n) => new Date(n * DAY_MS).toISOString().slice(0, 10));

const anyCalendar: fc.Arbitrary<CityCalendar> = fc.record({
  id: fc.constant('dinas'),
  nama: fc.constant('uji'),
  hari_kerja: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  buka: fc.constant('08:00'),
  tutup: fc.constant('16:00'),
  buka_saat_cuti_bersama: fc.boolean(),
  libur: fc.uniqueArray(
    fc.record({
      tanggal: dayIn('2024-01-01', '2024-12-31'),
      nama: fc.constant('libur'),
      jenis: fc.constantFrom('libur_nasional' as const, 'cuti_bersama' as const, 'libur_daerah' as const),
      dasar: fc.constant('uji'),
    }),
    { selector: (h) => h.tanggal, maxLength: 60 },
  ),
});

const writtenOut = (calendar: CityCalendar) => calendarDays(calendar, '2024-01-01', '2025-12-31');

test('the index never falls and grows exactly on working days', () => {
  fc.assert(
    fc.property(anyCalendar, (calendar) => {
      let before = 0;
      for (const day of writtenOut(calendar)) {
        expect(day.working_index).toBe(before + (day.is_working ? 1 : 0));
        expect(day.reason === '').toBe(day.is_working);
        before = day.working_index;
      }
    }),
    { numRuns: 50 },
  );
});

test('nobody works on a holiday, except on cuti bersama where the counter stays open', () => {
  fc.assert(
    fc.property(anyCalendar, (calendar) => {
      const byDate = new Map(writtenOut(calendar).map((d) => [d.date, d]));
      for (const holiday of calendar.libur) {
        const open = calendar.buka_saat_cuti_bersama && holiday.jenis === 'cuti_bersama';
        if (!open) expect(byDate.get(holiday.tanggal)!.is_working).toBe(false);
      }
    }),
    { numRuns: 50 },
  );
});

test('adding and counting agree, and the due day is a working day', () => {
  fc.assert(
    fc.property(anyCalendar, dayIn('2024-01-01', '2024-12-31'), fc.integer({ min: 0, max: 40 }), (calendar, day, n) => {
      const days = writtenOut(calendar);
      const due = addWorkingDays(days, day, n);
      expect(workingDaysBetween(days, day, due)).toBe(n);
      expect(due >= day).toBe(true);
      if (n > 0) expect(days.find((d) => d.date === due)!.is_working).toBe(true);
    }),
    { numRuns: 100 },
  );
});
