import { DAY_SECONDS, localDay, localMonth, startOfDay, startOfMonth } from './recount/city';
import type { Ask } from './recount/recount';

/** What a page was asked for, with the period before it. */
export interface Asked {
  ask: Ask;
  previous: Ask;
  /** The page withholds figures of people behind which there are fewer than five. */
  withholdsFew?: boolean;
}

/** The period of an address such as `periode=30h&skpd=disdukcapil`, worked out once more. */
export function asked(search: string, standard: string, now: number): Asked {
  const params = new URLSearchParams(search);
  const { periode = standard, skpd = '', ...filters } = Object.fromEntries(params);
  const today = localDay(now);
  const month = localMonth(now);
  const end = Math.floor(now / 60) * 60;
  const of = (from: number, to: number): Ask => ({ from, to, now, skpd, filters });
  if (/^\d+h$/.test(periode)) {
    const days = Number.parseInt(periode, 10);
    const from = startOfDay(today - days + 1);
    return { ask: of(from, end), previous: of(startOfDay(today - 2 * days + 1), end - days * DAY_SECONDS) };
  }
  const back = (first: number, months: number) =>
    of(
      startOfMonth(first),
      Math.min(startOfMonth(month - months) + end - startOfMonth(month), startOfMonth(month - months + 1)),
    );
  if (periode === '12b') return { ask: of(startOfMonth(month - 11), end), previous: back(month - 23, 12) };
  if (periode === 'bulan-ini') return { ask: of(startOfMonth(month), end), previous: back(month - 1, 1) };
  const [year, monthOfYear] = periode.split('-').map(Number) as [number, number];
  const picked = year * 12 + monthOfYear - 1;
  return {
    ask: of(startOfMonth(picked), startOfMonth(picked + 1)),
    previous: of(startOfMonth(picked - 1), startOfMonth(picked)),
  };
}

const LONG: Record<string, string> = {
  '30h': '30 hari terakhir',
  '90h': '90 hari terakhir',
  '12b': '12 bulan terakhir',
};

/** What a page calls its period. */
export function periodName(search: string, standard: string, now: number): string {
  const periode = new URLSearchParams(search).get('periode') ?? standard;
  const start = asked(search, standard, now).ask.from;
  const month = new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', month: 'long', year: 'numeric' });
  return LONG[periode] ?? month.format(start * 1000);
}
