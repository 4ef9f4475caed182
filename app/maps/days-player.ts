import type { Spot } from './overlay';

/** The days of a period as `/peta/data?isi=hari` tells them. */
export interface Days {
  places: [lng: number, lat: number][];
  days: { start: string; total: number; at: [place: number, n: number][] }[];
}

/** Time that a day stands while a month is played. */
export const DAY_STANDS_MS = 700;

/** The circles of one day. */
export function spotsOfDay({ places, days }: Days, index: number): Spot[] {
  return (days[index]?.at ?? []).flatMap(([place, n]) => {
    const at = places[place];
    return at ? [{ key: `hari-${place}`, lng: at[0], lat: at[1], n }] : [];
  });
}

/** The most at one place in all days: circles of every day are measured by it. */
export const mostAtOnce = ({ days }: Days): number =>
  days.reduce((most, { at }) => at.reduce((top, [, n]) => Math.max(top, n), most), 0);

/** The day after; after the last one playing ends. */
export const nextDay = (index: number, count: number): number | null => (index + 1 < count ? index + 1 : null);

/** How many of a day have a point. */
export const placedOf = ({ days }: Days, index: number): number =>
  (days[index]?.at ?? []).reduce((sum, [, n]) => sum + n, 0);
