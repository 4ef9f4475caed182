import type { Language } from './define';

/** What stands where a value is unknown: never a zero. */
export const UNKNOWN = '—';

const NBSP = '\u00a0';
const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
/** Short scale. English spells million `mn`: a bare M is *miliar* (10^9) to an Indonesian reader. */
const scales: Record<Language, [number, string][]> = {
  id: [
    [1e12, 'T'],
    [1e9, 'M'],
    [1e6, 'jt'],
    [1e3, 'rb'],
  ],
  en: [
    [1e12, 'tn'],
    [1e9, 'bn'],
    [1e6, 'mn'],
    [1e3, 'k'],
  ],
};
const units: Record<Language, Record<'second' | 'minute' | 'hour' | 'day', (n: string) => string>> = {
  id: {
    second: (n) => `${n}${NBSP}detik`,
    minute: (n) => `${n}${NBSP}menit`,
    hour: (n) => `${n}${NBSP}jam`,
    day: (n) => `${n}${NBSP}hari`,
  },
  en: {
    second: (n) => `${n}${NBSP}s`,
    minute: (n) => `${n}${NBSP}min`,
    hour: (n) => `${n}${NBSP}h`,
    day: (n) => `${n}${NBSP}${n === '1' ? 'day' : 'days'}`,
  },
};

type Value = number | null | undefined;
type Moment = Date | string | number | null | undefined;

export interface Formats {
  /** `1.234,5`: at most `digits` decimals (1 unless told). */
  number(value: Value, digits?: number): string;
  /** `82,10`: an index as the regulation writes it, always with two decimals. */
  score(value: Value): string;
  /** A ratio (0.958) as `95,8 %`. */
  percent(ratio: Value, digits?: number): string;
  /** Difference of two ratios in percentage points with its sign: `+1,4 poin`. */
  points(ratioDifference: Value): string;
  /** `Rp1.234.567` */
  rupiah(value: Value): string;
  /** `Rp1,2 M` */
  rupiahShort(value: Value): string;
  /** `1,2 jt`; under ten thousand in full. */
  short(value: Value): string;
  /** `22 November 2026` */
  date(at: Moment): string;
  /** `Minggu, 22 November 2026` */
  weekday(at: Moment): string;
  /** `22 Nov` */
  dayMonth(at: Moment): string;
  /** `November 2026` */
  month(at: Moment): string;
  /** `November` */
  monthName(at: Moment): string;
  /** `08.14 WIB` */
  time(at: Moment): string;
  /** `08.14` */
  clock(at: Moment): string;
  /** `22 November 2026 08.14 WIB` */
  dateTime(at: Moment): string;
  /** `1 jam 34 menit`: the two largest units. */
  duration(ms: Value): string;
  /** `1,6 hari kerja` */
  workingDays(days: Value): string;
  /** `5 menit lalu`, `baru saja`. */
  ago(at: Moment, now: Date): string;
}

const made = new Map<string, Formats>();

/** The formats of a language in the city's time zone. */
export function formatsFor(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  let formats = made.get(key);
  if (!formats) {
    formats = makeFormats(language, timeZone);
    made.set(key, formats);
  }
  return formats;
}

function makeFormats(language: Language, timeZone: string): Formats {
  const locale = locales[language];
  const on = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (at: Moment) => {
      const date = toDate(at);
      return date ? format.format(date) : UNKNOWN;
    };
  };
  const clock = on({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const date = on({ day: 'numeric', month: 'long', year: 'numeric' });
  // Only the Indonesian locale knows WIB, WITA and WIT; elsewhere they become GMT+7.
  const zoneParts = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' });
  const zone = (at: Date) => zoneParts.formatToParts(at).find((p) => p.type === 'timeZoneName')?.value ?? '';
  const numbers = [0, 1, 2, 3].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  const plain = (value: number, digits: number) =>
    (numbers[digits] ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits })).format(value);
  const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const known = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value);
  const unit = units[language];

  const formats: Formats = {
    number: (value, digits = 1) => (known(value) ? plain(value, digits) : UNKNOWN),
    score: (value) => (known(value) ? twoDecimals.format(value) : UNKNOWN),
    percent: (ratio, digits = 1) =>
      known(ratio) ? `${plain(ratio * 100, digits)}${language === 'id' ? NBSP : ''}%` : UNKNOWN,
    points: (difference) => {
      if (!known(difference)) return UNKNOWN;
      const text = plain(Math.abs(difference) * 100, 1);
      const sign = text === '0' ? '' : difference > 0 ? '+' : '−';
      return `${sign}${text}${NBSP}${language === 'id' ? 'poin' : 'pp'}`;
    },
    rupiah: (value) => (known(value) ? `${value < 0 ? '−' : ''}Rp${plain(Math.abs(value), 0)}` : UNKNOWN),
    rupiahShort: (value) => (known(value) ? `${value < 0 ? '−' : ''}Rp${formats.short(Math.abs(value))}` : UNKNOWN),
    short: (value) => {
      if (!known(value)) return UNKNOWN;
      if (Math.abs(value) < 10_000) return plain(value, 1);
      // A value that rounds up to the next step is told in that step: 999.999 is 1 jt, not 1.000 rb.
      const at = scales[language].findIndex(([step]) => Math.abs(value) >= step);
      const larger = scales[language][at - 1];
      const chosen = larger && Math.abs(value) >= larger[0] * 0.9995 ? larger : scales[language][at]!;
      const scaled = value / chosen[0];
      return `${plain(scaled, Math.abs(scaled) < 100 ? 1 : 0)}${NBSP}${chosen[1]}`;
    },
    date,
    weekday: on({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayMonth: on({ day: 'numeric', month: 'short' }),
    month: on({ month: 'long', year: 'numeric' }),
    monthName: on({ month: 'long' }),
    clock,
    time: (at) => {
      const moment = toDate(at);
      return moment ? `${clock(moment)}${NBSP}${zone(moment)}` : UNKNOWN;
    },
    dateTime: (at) => {
      const moment = toDate(at);
      return moment ? `${date(moment)} ${clock(moment)}${NBSP}${zone(moment)}` : UNKNOWN;
    },
    duration: (ms) => {
      if (!known(ms)) return UNKNOWN;
      const seconds = Math.round(Math.abs(ms) / 1000);
      if (seconds < 60) return unit.second(plain(seconds, 0));
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit.minute(plain(minutes, 0));
      if (minutes < 24 * 60) return two(unit.hour, Math.floor(minutes / 60), unit.minute, minutes % 60);
      const hours = Math.round(minutes / 60);
      return two(unit.day, Math.floor(hours / 24), unit.hour, hours % 24);
    },
    workingDays: (days) => {
      if (!known(days)) return UNKNOWN;
      const text = plain(days, 1);
      return `${text}${NBSP}${language === 'id' ? 'hari kerja' : text === '1' ? 'working day' : 'working days'}`;
    },
    ago: (at, now) => {
      const moment = toDate(at);
      if (!moment) return UNKNOWN;
      const ms = now.getTime() - moment.getTime();
      if (ms < 60_000) return language === 'id' ? 'baru saja' : 'just now';
      return `${formats.duration(ms)} ${language === 'id' ? 'lalu' : 'ago'}`;
    },
  };

  function two(large: (n: string) => string, a: number, small: (n: string) => string, b: number): string {
    return b === 0 ? large(plain(a, 0)) : `${large(plain(a, 0))} ${small(plain(b, 0))}`;
  }
  return formats;
}

function toDate(at: Moment): Date | null {
  if (at === null || at === undefined) return null;
  const date = at instanceof Date ? at : new Date(at);
  return Number.isNaN(date.getTime()) ? null : date;
}
