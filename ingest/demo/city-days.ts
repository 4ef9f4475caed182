import { closesOn, holidaysOf, hoursOn } from '../../clickhouse/calendar/days';
import type { CityCalendar, CityProfile } from '../../clickhouse/city/schema';
import { DAY, dayOfIso, HOUR, type LocalDay, localDay, MINUTE } from './local-time';
import { type Random, runningSums } from './random';

const weekdayNames = ['minggu', 'senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu'] as const;

/** The working time of one calendar of the profile, in local seconds. */
export class OfficeHours {
  private readonly closed = new Set<number>();
  private readonly workingWeekdays: boolean[];
  /** Opening and closing second of each weekday, out of Ramadan and in it. */
  private readonly usual: [opens: number, closes: number][];
  private readonly fasting: [opens: number, closes: number][];

  constructor(
    calendar: CityCalendar,
    private readonly isFasting: (dayNo: number) => boolean,
  ) {
    this.workingWeekdays = weekdayNames.map((name) => calendar.hari_kerja.includes(name));
    const week = (fasting: boolean) =>
      weekdayNames.map((_, weekday): [number, number] => {
        const hours = hoursOn(calendar, weekday, fasting);
        return [hours.opens_minute * MINUTE, hours.closes_minute * MINUTE];
      });
    this.usual = week(false);
    this.fasting = week(true);
    for (const holiday of holidaysOf(calendar).values())
      if (closesOn(calendar, holiday)) this.closed.add(dayOfIso(holiday.tanggal).no);
  }

  isWorking(dayNo: number): boolean {
    return this.workingWeekdays[localDay(dayNo).weekday] === true && !this.closed.has(dayNo);
  }

  /** First and last second of the day's working time. */
  span(dayNo: number): [opens: number, closes: number] {
    const [opens, closes] = (this.isFasting(dayNo) ? this.fasting : this.usual)[localDay(dayNo).weekday]!;
    return [dayNo * DAY + opens, dayNo * DAY + closes];
  }

  /** The n-th working day after a day; n = 0 is the day itself or, when closed, the next working day. */
  workingDayAfter(dayNo: number, n: number): number {
    let no = dayNo;
    for (let left = n; ; no++) {
      if (!this.isWorking(no)) continue;
      if (no > dayNo || n === 0) left--;
      if (n === 0 || left === 0) return no;
    }
  }

  /** The first working second at or after a moment. */
  next(at: number): number {
    const no = Math.floor(at / DAY);
    if (this.isWorking(no)) {
      const [opens, closes] = this.span(no);
      if (at < opens) return opens;
      if (at < closes) return at;
    }
    return this.span(this.workingDayAfter(no + 1, 0))[0];
  }

  /**
   * A moment some working days after another: whole days are counted as working days, the fraction as a part of the
   * day's working time. Never before `at`.
   */
  after(at: number, workingDays: number): number {
    const start = this.next(at);
    const whole = Math.floor(workingDays);
    const startDay = Math.floor(start / DAY);
    const [opens, closes] = this.span(startDay);
    const length = closes - opens;
    let into = start - opens + Math.floor((workingDays - whole) * length);
    let days = whole;
    if (into >= length) {
      into -= length;
      days++;
    }
    const endDay = days === 0 ? startDay : this.workingDayAfter(startDay, days);
    const [endOpens, endCloses] = this.span(endDay);
    return Math.max(start, Math.min(endOpens + into, endCloses - 1));
  }

  /** A moment at which people stand at the counter: mornings are full, noon prayer and lunch thin, the last hour empty. */
  counterMoment(dayNo: number, random: Random): number {
    const [opens, closes] = this.span(dayNo);
    const length = closes - opens - 50 * MINUTE;
    const x = random.next() * 0.62 + random.next() * 0.38;
    const at = opens + Math.floor((random.chance(0.6) ? x * 0.6 : x) * length);
    const lunch = Math.floor(at / DAY) * DAY + 12 * HOUR;
    return at >= lunch && at < lunch + HOUR && random.chance(0.7) ? at - 2 * HOUR : at;
  }
}

/** Weeks of high water in the demo's story: the rain seasons of 2025 and 2026. */
const floods = [
  { from: '2025-03-03', to: '2025-03-09' },
  { from: '2026-01-19', to: '2026-01-25' },
];

/** The 24 months that the volumes of the demo are stated for. Growth is 1 at their middle. */
const reference = { from: dayOfIso('2024-11-22').no, to: dayOfIso('2026-11-21').no, middle: dayOfIso('2025-11-22').no };

/** Hours of the day by weight when people are online from home and work: office hours, and again the evening. */
const onlineHours = [
  1, 0.6, 0.4, 0.4, 0.8, 1.6, 3, 5, 8, 9.5, 9.5, 8.5, 7, 8, 8.5, 7.5, 6.5, 5.5, 5.5, 7.5, 8.5, 7.5, 5, 2.6,
];
/** The same in Ramadan: awake before dawn, quiet at sunset. */
const fastingHours = [1.4, 1, 1.2, 4, 5, 2.5, 2.5, 4, 7.5, 9.5, 9.5, 8.5, 7, 8, 8, 6, 3.5, 2.5, 4, 6, 8.5, 8.5, 6, 3];

/** What kind of day it is in the city. Everything follows from the date and the profile. */
export class CityDays {
  private readonly fastingDays = new Set<number>();
  private readonly calendars = new Map<string, OfficeHours>();
  private readonly planned = new Map<string, number>();
  private readonly onlineRunning = runningSums(onlineHours);
  private readonly fastingRunning = runningSums(fastingHours);

  constructor(readonly profile: CityProfile) {
    for (const range of profile.ramadan)
      for (let no = dayOfIso(range.mulai).no; no <= dayOfIso(range.selesai).no; no++) this.fastingDays.add(no);
    for (const calendar of profile.kalender)
      this.calendars.set(calendar.id, new OfficeHours(calendar, (no) => this.fastingDays.has(no)));
  }

  hours(calendarId: string): OfficeHours {
    const hours = this.calendars.get(calendarId) ?? this.calendars.values().next().value;
    return hours as OfficeHours;
  }

  isFasting(day: LocalDay): boolean {
    return this.fastingDays.has(day.no);
  }

  isFlood(day: LocalDay): boolean {
    return floods.some((flood) => day.iso >= flood.from && day.iso <= flood.to);
  }

  /** A tenth more each year, kept within reason for dates far from the reference. */
  growth(day: LocalDay): number {
    const years = (day.no - reference.middle) / 365;
    return Math.min(1.4, Math.max(0.7, 1 + 0.1 * years));
  }

  /** How busy counters are: nothing when closed, most on Mondays and after holidays, least on Fridays. */
  counterWeight(day: LocalDay, hours: OfficeHours): number {
    if (!hours.isWorking(day.no)) return 0;
    const afterClosing = !hours.isWorking(day.no - 1) ? 1.25 : 1;
    const weekday = [1, 1, 1.03, 1, 0.95, 0.82, 0.7][day.weekday] as number;
    return weekday * afterClosing * (this.isFasting(day) ? 0.8 : 1) * this.growth(day);
  }

  /** How busy the city is online: people go on at night, at weekends and on holidays, only less. */
  onlineWeight(day: LocalDay, hours: OfficeHours): number {
    const weekday = [0.52, 1.18, 1.06, 1.02, 1, 0.92, 0.6][day.weekday] as number;
    const holiday = !hours.isWorking(day.no) && day.weekday >= 1 && day.weekday <= 5 ? 0.55 : 1;
    return weekday * holiday * (this.isFasting(day) ? 0.93 : 1) * this.growth(day);
  }

  /** A moment of the day for something done online. */
  onlineMoment(day: LocalDay, random: Random): number {
    const hour = random.weighted(this.fastingDays.has(day.no) ? this.fastingRunning : this.onlineRunning);
    return day.start + hour * HOUR + Math.floor(random.next() * HOUR);
  }

  /**
   * The expected number on a day when `total` is meant for the 24 reference months and `weight` gives their shape.
   * The name keys the cached sum and must be unique to the weight.
   */
  expected(name: string, total: number, day: LocalDay, weight: (day: LocalDay) => number): number {
    const today = weight(day);
    if (today === 0) return 0;
    let sum = this.planned.get(name);
    if (sum === undefined) {
      sum = 0;
      for (let no = reference.from; no <= reference.to; no++) sum += weight(localDay(no));
      this.planned.set(name, sum);
    }
    return sum === 0 ? 0 : (total * today) / sum;
  }
}
