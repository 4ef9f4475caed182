import type { City } from './city';

/** What a page asks for: half-open period in seconds, office ('' = all), and the other filters of its address. */
export interface Ask {
  from: number;
  to: number;
  now: number;
  skpd: string;
  filters: Record<string, string>;
}

/** One row behind a figure: what places it in time, and what it is split and filtered by ('' = not told). */
export interface Case {
  at: number;
  dims: Record<string, string>;
}

/** A figure counted once more. `cases` keeps to period and office; other filters are laid on afterwards, on `dims`. */
export interface Recount<C extends Case = Case> {
  cases: (city: City, ask: Ask) => C[];
  value: (cases: C[], city: City, ask: Ask) => number | null;
  /** How many cases it rests on; unless told all. */
  n?: (cases: C[]) => number;
  /** Filters that it knows; unless told those that are dimensions. */
  knows: readonly string[];
  parts?: (cases: C[], city: City, ask: Ask) => Record<string, number | null>;
  /** What stands at the end of a period rather than what happened in it: its run tells each day's end. */
  isState?: true;
  /** Its n counts something else than its cases, and no page judges by it. */
  nUnchecked?: true;
}

/** Types of cases differ from figure to figure. */
// biome-ignore lint/suspicious/noExplicitAny: a figure's cases are read by its own functions alone
export type AnyRecount = Recount<any>;

export const count = (cases: readonly unknown[]) => cases.length;
export const inPeriod = (at: number | null, { from, to }: Pick<Ask, 'from' | 'to'>) =>
  at !== null && at >= from && at < to;

/** Per cent of the cases that are so; null without any. */
export const percent = <T>(cases: readonly T[], isSo: (one: T) => boolean): number | null =>
  cases.length === 0 ? null : (100 * cases.filter(isSo).length) / cases.length;

/** Of cases whose end is known, per cent in time. */
export const inTime = {
  value: (cases: readonly { inTime: boolean | null }[]) =>
    percent(
      cases.filter((c) => c.inTime !== null),
      (c) => c.inTime === true,
    ),
  n: (cases: readonly { inTime: boolean | null }[]) => cases.filter((c) => c.inTime !== null).length,
};

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;

/** Between the two values around the place, as spreadsheets interpolate. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
}
export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Kaplan-Meier: when half are done; where the curve rests on one half, the middle of that rest. */
export function survivalMedian(waits: readonly { duration: number; happened: boolean }[]): number | null {
  const times = [...new Set(waits.map((one) => one.duration))].sort((a, b) => a - b);
  const all = new Map<number, { ended: number; n: number }>();
  for (const { duration, happened } of waits) {
    const one = all.get(duration) ?? { ended: 0, n: 0 };
    all.set(duration, { ended: one.ended + (happened ? 1 : 0), n: one.n + 1 });
  }
  let atRisk = waits.length;
  let left = 1;
  let half: number | null = null;
  for (const time of times) {
    const { ended, n } = all.get(time)!;
    left *= 1 - ended / atRisk;
    atRisk -= n;
    if (half !== null && left < 0.5 - 1e-8) return (half + time) / 2;
    if (half === null && left < 0.5 - 1e-8) return time;
    if (half === null && left <= 0.5 + 1e-8) half = time;
  }
  return half === null ? null : (half + times.at(-1)!) / 2;
}
