import { lastDays, lastMonths, localDate, localMidnight } from '../clickhouse/local-time';
import { FILTERS, type Filters } from '../clickhouse/metrics/dimensions';
import type { Viewer } from './access/roles';
import type { Language } from './text/define';
import { formatsFor } from './text/format';

/** `bulan-ini`, `30h`, `90h` (days), `12b` (months), a month such as `2026-10` or a year such as `2025`. */
export type PeriodKey = string;

export interface Period {
  key: PeriodKey;
  /** Inclusive. */
  from: Date;
  /** Exclusive; for a period that still runs, this minute. */
  to: Date;
  /** The period before, cut to the same length while this one still runs, so that the comparison is fair. */
  previous: { from: Date; to: Date };
  /** `Oktober 2026`, `30 hari terakhir` */
  label: string;
}

export interface PeriodOptions {
  now: Date;
  timeZone: string;
  language?: Language;
}

const labels: Record<Language, Record<'30h' | '90h' | '12b', string>> = {
  id: { '30h': '30 hari terakhir', '90h': '90 hari terakhir', '12b': '12 bulan terakhir' },
  en: { '30h': 'Last 30 days', '90h': 'Last 90 days', '12b': 'Last 12 months' },
};

/** The period of an address; what is not understood, or lies in the future, is this month. */
export function parsePeriod(wanted: string | null | undefined, options: PeriodOptions): Period {
  const { now, timeZone, language = 'id' } = options;
  const today = localDate(now, timeZone);
  const end = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const start = (year: number, month: number, day = 1) => localMidnight(year, month, day, timeZone);

  const running = labels[language];
  if (wanted === '30h' || wanted === '90h')
    return { key: wanted, ...lastDays(wanted === '30h' ? 30 : 90, now, timeZone), label: running[wanted] };
  if (wanted === '12b') return { key: wanted, ...lastMonths(12, now, timeZone), label: running[wanted] };

  const pastYear = /^20\d\d$/.test(wanted ?? '') && Number(wanted) < today.year ? Number(wanted) : null;
  if (pastYear !== null) {
    const from = start(pastYear, 1);
    const previous = { from: start(pastYear - 1, 1), to: from };
    return { key: String(pastYear), from, to: start(pastYear + 1, 1), previous, label: String(pastYear) };
  }

  const picked = parseMonth(wanted);
  const isPast = picked && (picked.year < today.year || (picked.year === today.year && picked.month < today.month));
  const { year, month } = isPast ? picked : today;
  const from = start(year, month);
  const label = formatsFor(language, timeZone).month(from);
  const before = start(year, month - 1);
  if (isPast) {
    return {
      key: monthKey(year, month),
      from,
      to: start(year, month + 1),
      previous: { from: before, to: from },
      label,
    };
  }
  return {
    key: 'bulan-ini',
    from,
    to: end,
    previous: { from: before, to: sameMoment(start, year, month - 1, end, from) },
    label,
  };
}

/** How a period stands in an address: nothing for this month. */
export function formatPeriod(period: Pick<Period, 'key'>): string | null {
  return period.key === 'bulan-ini' ? null : period.key;
}

/**
 * The newest months first, this one left out: what the month picker offers. Those of an older year follow when the period
 * asked for lies in it.
 */
export function pastMonths(count: number, options: PeriodOptions, asked?: PeriodKey): { key: PeriodKey; from: Date }[] {
  const today = localDate(options.now, options.timeZone);
  const monthAt = (year: number, month: number) => {
    const from = localMidnight(year, month, 1, options.timeZone);
    const local = localDate(from, options.timeZone);
    return { key: monthKey(local.year, local.month), from };
  };
  const newest = Array.from({ length: count }, (_, i) => monthAt(today.year, today.month - 1 - i));
  const year = /^20\d\d/.exec(asked ?? '')?.[0];
  if (!year) return newest;
  const ofYear = Array.from({ length: 12 }, (_, i) => monthAt(Number(year), 12 - i));
  return [...newest, ...ofYear.filter(({ from }) => from < newest.at(-1)!.from)];
}

/** How many years before this one can be picked. */
const YEARS = 10;

/** The newest first: the last ten years, and beyond them those around the period asked for. */
export function pastYears(options: PeriodOptions, asked?: PeriodKey): PeriodKey[] {
  const { year } = localDate(options.now, options.timeZone);
  const picked = Number(/^20\d\d/.exec(asked ?? '')?.[0] ?? year);
  const last = Array.from({ length: YEARS }, (_, i) => year - 1 - i);
  return [...last, picked + 1, picked, picked - 1].filter((y, i, all) => y < year && all.indexOf(y) === i).map(String);
}

/** The month or the year that a moment lies in: where a page looks when its period lies after all data. */
export function periodsAround(moment: Date, options: PeriodOptions): Period[] {
  const { year, month } = localDate(moment, options.timeZone);
  return [parsePeriod(monthKey(year, month), options), parsePeriod(String(year), options)].filter(
    ({ from, to }) => from <= moment && moment < to,
  );
}

const isCode = (text: string | null): text is string => text !== null && /^[\w.-]{1,100}$/.test(text);
/** Categories have no codes: sources name them in words. */
const isName = (text: string | null): text is string => text !== null && /^[^\p{C}]{1,100}$/u.test(text);

/**
 * The filters of an address: `?periode=2026-10&skpd=disdukcapil&kanal=daring`. What does not look like a code is left out.
 * Staff of an office always filter by their own, whatever the address says.
 */
export function readFilters(
  url: URL,
  options: PeriodOptions & { viewer: Pick<Viewer, 'role' | 'skpd'> },
): { period: Period; skpd: string | null; filters: Filters } {
  const { viewer } = options;
  const skpd = viewer.role === 'skpd' ? viewer.skpd : url.searchParams.get('skpd');
  return {
    period: parsePeriod(url.searchParams.get('periode'), options),
    skpd: isCode(skpd) ? skpd : null,
    filters: Object.fromEntries(
      FILTERS.map((name) => [name, url.searchParams.get(name)] as const).filter(([name, code]) =>
        name === 'kategori' ? isName(code) : isCode(code),
      ),
    ),
  };
}

/** `?periode=30h&skpd=1.02`: the present filters with some changed (null takes one away); other parameters stay. */
export function withFilters(search: string, change: Record<string, string | null | undefined>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The same distance into an earlier month, at most to that month's end. */
function sameMoment(
  start: (year: number, month: number) => Date,
  year: number,
  month: number,
  end: Date,
  monthStart: Date,
): Date {
  const into = end.getTime() - monthStart.getTime();
  return new Date(Math.min(start(year, month).getTime() + into, start(year, month + 1).getTime()));
}

function parseMonth(text: string | null | undefined): { year: number; month: number } | null {
  const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text ?? '');
  return match ? { year: Number(match[1]), month: Number(match[2]) } : null;
}

const monthKey = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;
