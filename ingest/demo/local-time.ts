/**
 * Time inside the generator is local seconds: seconds since 1970-01-01 00:00 on the city's own clock. Indonesia has no
 * summer time, so local and UTC differ by a constant and no Intl call is needed per line.
 */
export const DAY = 86_400;
export const HOUR = 3_600;
export const MINUTE = 60;

const offsetHours: Record<string, number> = {
  'Asia/Jakarta': 7,
  'Asia/Pontianak': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};

export function offsetSeconds(timeZone: string): number {
  const hours = offsetHours[timeZone];
  if (hours === undefined) throw new Error(`Zona waktu ${timeZone} bukan zona waktu Indonesia`);
  return hours * HOUR;
}

/** One date of the city, with the texts the layouts need, made once per day. */
export interface LocalDay {
  /** days since 1970-01-01 */
  no: number;
  /** local seconds of its midnight */
  start: number;
  year: number;
  /** 1-12 */
  month: number;
  dayOfMonth: number;
  /** 0 = Sunday */
  weekday: number;
  /** 2026-10-31 */
  iso: string;
}

export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const days = new Map<number, LocalDay>();

export function localDay(no: number): LocalDay {
  const known = days.get(no);
  if (known) return known;
  const date = new Date(no * DAY * 1000);
  const day: LocalDay = {
    no,
    start: no * DAY,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    weekday: date.getUTCDay(),
    iso: date.toISOString().slice(0, 10),
  };
  days.set(no, day);
  return day;
}

export function dayOfIso(iso: string): LocalDay {
  return localDay(Math.round(Date.parse(`${iso}T00:00:00Z`) / 1000 / DAY));
}

export function dayOf(localSeconds: number): LocalDay {
  return localDay(Math.floor(localSeconds / DAY));
}

const clockTexts: (string | undefined)[] = new Array(DAY).fill(undefined);

/** 09:15:00 for a second of the day. */
export function clockText(secondOfDay: number): string {
  const known = clockTexts[secondOfDay];
  if (known !== undefined) return known;
  const two = (value: number) => (value < 10 ? `0${value}` : String(value));
  const text = `${two(Math.floor(secondOfDay / HOUR))}:${two(Math.floor(secondOfDay / MINUTE) % 60)}:${two(secondOfDay % 60)}`;
  clockTexts[secondOfDay] = text;
  return text;
}

/** 2026-10-31 09:15:00 */
export function stamp(localSeconds: number): string {
  const day = dayOf(localSeconds);
  return `${day.iso} ${clockText(localSeconds - day.start)}`;
}
