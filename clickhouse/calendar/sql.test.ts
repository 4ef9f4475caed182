import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CityCalendar, type CityProfile, type OpeningHours, WEEKDAYS } from '../city/schema';
import { startTestEngine } from '../engine/test-engine';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { calendarDays } from './days';
import { dueMoment, isOpenAt, profileAt, workingDaysElapsed, workingHoursElapsed } from './sql';
import { undecidedNote, undecidedYears } from './undecided';

/**
 * The SQL is held against the plainest possible reading of a calendar: days are walked one by one and minutes one by one, by
 * what the profile says, with nothing shared with the product.
 */

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await warehouse().command({
    query: `CREATE TABLE uji_kasus (profil UInt32, no UInt32, office LowCardinality(String), start DateTime('UTC'), finish Nullable(DateTime('UTC')), value Float64, unit String)
      ENGINE = MergeTree ORDER BY (profil, no)`,
  });
}, 120_000);
afterAll(() => engine?.stop(), 120_000);

const ZONES = { 'Asia/Jakarta': 7, 'Asia/Pontianak': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9, UTC: 0 } as const;
type Zone = keyof typeof ZONES;
const UNITS = ['hari_kerja', 'hari_kalender', 'jam', 'jam_kerja'] as const;

/** Dates that random calendars are written out for: over a new year, Ramadan and the ends of months. */
const FIRST = '2025-11-20';
const LAST = '2026-04-10';
const MINUTE = 60;
const DAY = 86_400;
const second = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 1000;

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const CLOCK = Array.from({ length: 1440 }, (_, minute) => clock(minute));

interface Case {
  office: number;
  start: number;
  finish: number | null;
  value: number;
  unit: (typeof UNITS)[number];
}

interface City {
  calendars: CityCalendar[];
  ramadan: CityProfile['ramadan'];
}

/** One day of a calendar as its profile says it: null on a day off, else whether each minute is worked. */
function minutesOf(calendar: CityCalendar, ramadan: City['ramadan'], date: string): boolean[] | null {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
  if (!calendar.hari_kerja.includes(weekday)) return null;
  for (const holiday of calendar.libur)
    if (holiday.tanggal === date && !(holiday.jenis === 'cuti_bersama' && calendar.buka_saat_cuti_bersama)) return null;
  const fasting = ramadan.some((r) => r.mulai <= date && date <= r.selesai);
  const week = fasting && calendar.jam_ramadan ? calendar.jam_ramadan : calendar;
  const { buka, tutup, istirahat }: OpeningHours = week.jam_hari[weekday] ?? week;
  return Array.from({ length: 1440 }, (_, minute) => {
    const time = CLOCK[minute]!;
    const pause = istirahat && time >= istirahat.mulai && time < istirahat.selesai;
    return time >= buka && time < tutup && !pause;
  });
}

/** Walks a calendar. Moments are seconds since 1970 by the clock on the wall; null = outside of what was written out. */
class SlowCalendar {
  private readonly days = new Map<number, boolean[] | null>();

  constructor(
    private readonly calendar: CityCalendar,
    private readonly ramadan: City['ramadan'],
  ) {}

  private minutes(day: number): boolean[] | null {
    if (!this.days.has(day)) {
      const date = new Date(day * DAY * 1000).toISOString().slice(0, 10);
      this.days.set(day, minutesOf(this.calendar, this.ramadan, date));
    }
    return this.days.get(day)!;
  }

  private static holds = (local: number) => local >= second(FIRST) && local < second(LAST) + DAY;

  isOpen(local: number): boolean | null {
    if (!SlowCalendar.holds(local)) return null;
    return this.minutes(Math.floor(local / DAY))?.[Math.floor((local % DAY) / MINUTE)] ?? false;
  }

  workingDays(from: number, to: number): number | null {
    if (!SlowCalendar.holds(from) || !SlowCalendar.holds(to)) return null;
    if (to < from) return 0 - this.workingDays(to, from)!;
    let days = 0;
    for (let day = Math.floor(from / DAY) + 1; day <= Math.floor(to / DAY); day++) if (this.minutes(day)) days++;
    return days;
  }

  workingSeconds(from: number, to: number): number | null {
    if (!SlowCalendar.holds(from) || !SlowCalendar.holds(to)) return null;
    if (to < from) return 0 - this.workingSeconds(to, from)!;
    let seconds = 0;
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / MINUTE) + 1) * MINUTE);
      if (this.isOpen(at)) seconds += next - at;
      at = next;
    }
    return seconds;
  }

  due({ start, value, unit }: Case): number | null {
    if (unit === 'jam') return start + Math.ceil(value * 3600);
    let day = Math.floor(start / DAY);
    let left = value;
    if (unit === 'hari_kalender') {
      for (; left > 0; left--) day++;
      return (day + 1) * DAY - 1;
    }
    if (!SlowCalendar.holds(start)) return null;
    if (unit === 'hari_kerja') {
      while (left > 0) {
        day++;
        if (!SlowCalendar.holds(day * DAY)) return null;
        if (this.minutes(day)) left--;
      }
      return day * DAY + (this.minutes(day)!.lastIndexOf(true) + 1) * MINUTE;
    }
    left = Math.ceil(value * 3600);
    for (let at = start; SlowCalendar.holds(at); ) {
      const next = (Math.floor(at / MINUTE) + 1) * MINUTE;
      if (this.isOpen(at)) {
        if (left <= next - at) return at + left;
        left -= next - at;
      }
      at = next;
    }
    return null;
  }
}

const anyHours: fc.Arbitrary<OpeningHours> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 4, maxLength: 4 })
  .chain((minutes) => {
    const sorted = [...minutes].sort((a, b) => a - b);
    sorted[2] = Math.min(sorted[2]!, sorted[1]! + 480);
    const [buka, mulai, selesai, tutup] = sorted.map(clock) as [string, string, string, string];
    return fc.boolean().map((pause) => ({ buka, tutup, istirahat: pause ? { mulai, selesai } : null }));
  });
const anyWeek = fc
  .tuple(anyHours, fc.dictionary(fc.constantFrom(...WEEKDAYS), anyHours, { maxKeys: 3 }))
  .map(([hours, jam_hari]) => ({ ...hours, jam_hari }));
const anyDate = fc
  .integer({ min: second(FIRST) / DAY, max: second(LAST) / DAY })
  .map((day) => new Date(day * DAY * 1000).toISOString().slice(0, 10));

const anyCalendar: fc.Arbitrary<CityCalendar> = fc
  .record({
    week: anyWeek,
    jam_ramadan: fc.option(anyWeek),
    hari_kerja: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    buka_saat_cuti_bersama: fc.boolean(),
    libur: fc.uniqueArray(
      fc.record({
        tanggal: anyDate,
        nama: fc.constant('libur'),
        jenis: fc.constantFrom('libur_nasional' as const, 'cuti_bersama' as const, 'libur_daerah' as const),
        dasar: fc.constant('uji'),
      }),
      { selector: (h) => h.tanggal, maxLength: 30 },
    ),
  })
  .map(({ week, ...rest }) => ({ id: 'x', nama: 'uji', libur_bawaan: null, ...week, ...rest }));

const anyMoment = fc
  .tuple(
    fc.integer({ min: second(FIRST) / DAY - 4, max: second(LAST) / DAY + 4 }),
    fc.oneof(
      fc.integer({ min: 0, max: DAY - 1 }),
      fc.constantFrom(0, DAY - 1),
      fc.integer({ min: 0, max: 1439 }).map((minute) => minute * MINUTE),
    ),
  )
  .map(([day, ofDay]) => day * DAY + ofDay);

const CALENDARS = 12;
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    office: fc.integer({ min: 0, max: CALENDARS - 1 }),
    start: anyMoment,
    lasts: fc.oneof(fc.integer({ min: -2 * DAY, max: 12 * DAY }), fc.constant(null)),
    unit: fc.constantFrom(...UNITS),
    days: fc.integer({ min: 1, max: 40 }),
    hours: fc.integer({ min: 1, max: 240 }),
  })
  .map(({ office, start, lasts, unit, days, hours }) => ({
    office,
    start,
    finish: lasts === null ? null : start + lasts,
    unit,
    value: unit.startsWith('hari') ? days : hours / 4,
  }));

const anyCity: fc.Arbitrary<City & { cases: Case[]; zone: Zone }> = fc.record({
  zone: fc.constantFrom(...(Object.keys(ZONES) as Zone[])),
  calendars: fc.array(anyCalendar, { minLength: CALENDARS, maxLength: CALENDARS }),
  ramadan: fc.constantFrom([], [{ mulai: '2026-02-19', selesai: '2026-03-20' }]),
  cases: fc.array(anyCase, { minLength: 1_000, maxLength: 1_000, size: 'max' }),
});

const insert = (table: string, values: Record<string, unknown>[]) =>
  warehouse().insert({ table, format: 'JSONEachRow', values });

/** Writes calendars as a profile of their own; office kantor-N works by calendar N. */
async function applyCalendars(
  version: number,
  { calendars, ramadan }: City,
  first: string,
  last: string,
): Promise<void> {
  const row = (more: Record<string, unknown>) => ({ profile_version: version, ...more });
  await insert(
    'city_calendar',
    calendars.flatMap((calendar, i) =>
      calendarDays(calendar, ramadan, first, last).map((day) => row({ calendar: `kalender-${i}`, ...day })),
    ),
  );
  await insert(
    'city_rules',
    calendars.map((_, i) => row({ kind: 'skpd_kalender', key: `kantor-${i}`, value: 1, unit: `kalender-${i}` })),
  );
}

const PROFILE = '{profil:UInt32}';
const answers = defineQuery({
  name: 'uji-kalender',
  sql: `SELECT no, toUnixTimestamp(${dueMoment('office', 'start', 'value', 'unit', PROFILE)}) AS due,
    ${workingDaysElapsed('office', 'start', 'finish', PROFILE)} AS days,
    ${workingHoursElapsed('office', 'start', 'finish', PROFILE)} AS hours,
    ${isOpenAt('office', 'start', PROFILE)} AS open
  FROM uji_kasus WHERE profil = ${PROFILE} ORDER BY no`,
  params: z.object({ profil: z.number(), timezone: z.string() }),
  row: z.object({
    no: z.number(),
    due: z.number().nullable(),
    days: z.number().nullable(),
    hours: z.number().nullable(),
    open: z.number().nullable(),
  }),
});

let version = 0;

test('due moments, working days and working hours equal a walk over every day and minute', async () => {
  let problem: object | undefined;
  await fc.assert(
    fc.asyncProperty(anyCity, async ({ cases, zone, ...city }) => {
      version += 1;
      const offset = ZONES[zone] * 3600;
      await applyCalendars(version, city, FIRST, LAST);
      await insert(
        'uji_kasus',
        cases.map((c, no) => ({
          ...c,
          profil: version,
          no,
          office: `kantor-${c.office}`,
          start: c.start - offset,
          finish: c.finish === null ? null : c.finish - offset,
        })),
      );
      const slow = city.calendars.map((calendar) => new SlowCalendar(calendar, city.ramadan));
      const got = await answers({ profil: version, timezone: zone });
      expect(got).toHaveLength(cases.length);
      for (const { no, due, days, hours, open } of got) {
        const one = cases[no]!;
        const calendar = slow[one.office]!;
        const wanted = {
          due: calendar.due(one),
          days: one.finish === null ? null : calendar.workingDays(one.start, one.finish),
          seconds: one.finish === null ? null : calendar.workingSeconds(one.start, one.finish),
          open: calendar.isOpen(one.start),
        };
        const given = {
          due: due === null ? null : due + offset,
          days,
          seconds: hours === null ? null : Math.round(hours * 3600),
          open: open === null ? null : open === 1,
        };
        if (JSON.stringify(given) !== JSON.stringify(wanted)) problem ??= { zone, case: one, given, wanted };
      }
      return problem === undefined;
    }),
    {
      numRuns: 4,
      endOnFailure: true,
      reporter: ({ errorInstance }) => expect([problem, errorInstance]).toEqual([undefined, null]),
    },
  );
}, 300_000);

const DINAS: CityCalendar = {
  id: 'dinas',
  nama: 'uji',
  hari_kerja: ['senin', 'selasa', 'rabu', 'kamis', 'jumat'],
  buka: '08:00',
  tutup: '16:00',
  istirahat: { mulai: '12:00', selesai: '13:00' },
  jam_hari: { jumat: { buka: '08:00', tutup: '16:30', istirahat: { mulai: '11:30', selesai: '13:00' } } },
  jam_ramadan: { buka: '08:00', tutup: '14:00', istirahat: null, jam_hari: {} },
  buka_saat_cuti_bersama: false,
  libur_bawaan: 'nasional',
  libur: [],
};

const due = defineQuery({
  name: 'uji-tenggat',
  sql: `SELECT formatDateTime(${dueMoment('{office:String}', 'toDateTime({start:String}, {timezone:String})', '{value:Float64}', '{unit:String}', PROFILE)}, '%Y-%m-%d %H:%i:%S', {timezone:String}) AS due`,
  params: z.object({
    profil: z.number(),
    timezone: z.string(),
    office: z.string(),
    start: z.string(),
    value: z.number(),
    unit: z.string(),
  }),
  row: z.object({ due: z.string().nullable() }),
});

/** Due moment by the clock of the city. */
async function dueAt(profil: number, start: string, value: number, unit: string, zone: Zone = 'Asia/Jakarta') {
  return (await due({ profil, timezone: zone, office: 'kantor-0', start, value, unit }))[0]!.due;
}

test('known due moments: holidays, Ramadan, night, breaks, the ends of the calendar, every zone', async () => {
  version += 1;
  const city = { calendars: [DINAS], ramadan: [{ mulai: '2026-02-19', selesai: '2026-03-20' }] };
  await applyCalendars(version, city, '2023-01-01', '2027-12-31');
  for (const zone of ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const) {
    // Friday before Monday 17 August; day 0 is the day of receipt, at night too.
    expect(await dueAt(version, '2026-08-14 09:00:00', 1, 'hari_kerja', zone)).toBe('2026-08-18 16:00:00');
    expect(await dueAt(version, '2026-08-14 23:59:59', 1, 'hari_kerja', zone)).toBe('2026-08-18 16:00:00');
  }
  expect(await dueAt(version, '2025-12-30 10:00:00', 2, 'hari_kerja')).toBe('2026-01-02 16:30:00'); // a Friday
  expect(await dueAt(version, '2026-02-27 10:00:00', 1, 'hari_kerja')).toBe('2026-03-02 14:00:00'); // Ramadan
  expect(await dueAt(version, '2026-08-14 15:00:00', 3, 'jam_kerja')).toBe('2026-08-18 09:30:00');
  expect(await dueAt(version, '2026-08-12 11:00:00', 1, 'jam_kerja')).toBe('2026-08-12 12:00:00');
  expect(await dueAt(version, '2026-08-12 11:00:00', 1.5, 'jam_kerja')).toBe('2026-08-12 13:30:00');
  expect(await dueAt(version, '2026-08-12 20:00:00', 0.5, 'jam_kerja')).toBe('2026-08-13 08:30:00');
  expect(await dueAt(version, '2026-08-14 15:00:00', 3, 'hari_kalender')).toBe('2026-08-17 23:59:59');
  expect(await dueAt(version, '2026-08-14 15:00:00', 24, 'jam')).toBe('2026-08-15 15:00:00');
  // Beyond the calendar nobody knows; the clock and the date need none.
  expect(await dueAt(version, '2027-12-30 10:00:00', 5, 'hari_kerja')).toBeNull();
  expect(await dueAt(version, '2027-12-31 15:00:00', 9, 'jam_kerja')).toBeNull();
  expect(await dueAt(version, '2022-12-31 10:00:00', 1, 'hari_kerja')).toBeNull();
  expect(await dueAt(version, '2022-12-31 10:00:00', 1, 'hari_kalender')).toBe('2023-01-01 23:59:59');
  expect(await dueAt(version, '2026-08-14 15:00:00', 0, 'hari_kerja')).toBeNull();
  expect(await dueAt(version, '2026-08-14 15:00:00', 3, '')).toBeNull();
});

test('a holiday added in mid-year moves what is judged by the new version and nothing that is judged by the old', async () => {
  const before = version + 1;
  version += 2;
  const added = { tanggal: '2026-08-18', nama: 'Libur tambahan', jenis: 'libur_daerah' as const, dasar: 'uji' };
  await applyCalendars(before, { calendars: [DINAS], ramadan: [] }, '2026-01-01', '2026-12-31');
  await applyCalendars(version, { calendars: [{ ...DINAS, libur: [added] }], ramadan: [] }, '2026-01-01', '2026-12-31');
  expect(await dueAt(before, '2026-08-14 09:00:00', 1, 'hari_kerja')).toBe('2026-08-18 16:00:00');
  expect(await dueAt(version, '2026-08-14 09:00:00', 1, 'hari_kerja')).toBe('2026-08-19 16:00:00');
  expect(await dueAt(before, '2026-08-14 16:00:00', 1, 'jam_kerja')).toBe('2026-08-18 08:30:00');
  expect(await dueAt(version, '2026-08-14 16:00:00', 1, 'jam_kerja')).toBe('2026-08-19 08:30:00');
  expect(await dueAt(99_999, '2026-08-14 09:00:00', 1, 'hari_kerja')).toBeNull();
});

const inForce = defineQuery({
  name: 'uji-profil-berlaku',
  sql: `SELECT ${profileAt("toDateTime({at:String}, 'UTC')")} AS version`,
  params: z.object({ at: z.string() }),
  row: z.object({ version: z.number() }),
});

test('the profile in force at a moment is the newest applied by then, before the first the first', async () => {
  const profile = { applied_by: 'uji', sha256: '0'.repeat(64), yaml: '', demo: false };
  await insert('city_profiles', [
    { ...profile, version: 4, applied_at: '2026-01-10 00:00:00' },
    { ...profile, version: 7, applied_at: '2026-08-01 00:00:00' },
  ]);
  for (const [at, wanted] of [
    ['2025-06-01 00:00:00', 4],
    ['2026-01-10 00:00:00', 4],
    ['2026-07-31 23:59:59', 4],
    ['2026-08-01 00:00:00', 7],
    ['2027-01-01 00:00:00', 7],
  ] as const)
    expect(await inForce({ at })).toEqual([{ version: wanted }]);
});

test('years whose holidays are not set are told where a period touches them', async () => {
  await applyCalendars(7, { calendars: [DINAS], ramadan: [] }, '2023-01-01', '2027-12-31');
  const years = (from: string, to: string) =>
    undecidedYears({ from: new Date(from), to: new Date(to), timezone: 'Asia/Jakarta' });
  expect(await years('2025-12-31T17:00:00Z', '2026-12-31T17:00:00Z')).toEqual([]); // 2026 by the clock of the city
  expect(await years('2025-12-31T17:00:00Z', '2026-12-31T17:00:01Z')).toEqual([2027]);
  expect(await years('2023-06-01T00:00:00Z', '2027-06-01T00:00:00Z')).toEqual([2023, 2027]);
  expect(undecidedNote([])).toBeNull();
  expect(undecidedNote([2027])).toBe('Libur 2027 belum ditetapkan: hari kerja dihitung dengan libur akhir pekan saja.');
});
