/**
 * segar = as new as expected; terlambat = older; belum_pernah = no record ever came, whatever ran; tanpa_jadwal = records
 * came and nothing is expected.
 */
export type Freshness = 'segar' | 'terlambat' | 'belum_pernah' | 'tanpa_jadwal';

/** What the rule looks at. Times after the moment asked about do not belong in it. */
export interface Heard {
  /** The newest record. */
  heardAt: Date | null;
  /** The last run that ended well; null = none, or its records do not come in runs. */
  lastFinishedAt: Date | null;
  expectedEveryMinutes: number | null;
}

const MINUTE_MS = 60_000;
const SHORTEST_MINUTES = 24 * 60;
const TOLERANCE = 1.5;

/**
 * The one rule of freshness, for tiles, source pages and the morning's findings: late when the newest record or the last
 * good run is older than one and a half times the expectation, which is taken as a day at least, because no office writes
 * at night. A run that ends well and brings nothing does not make a silent source fresh: it is the machine behind it that
 * must speak. Closed days count as time: a source that rests on Sundays is told so by its expectation.
 */
export function freshnessOf(source: Heard, at: Date): { freshness: Freshness; lateMs: number } {
  const { heardAt, lastFinishedAt, expectedEveryMinutes } = source;
  if (!heardAt) return { freshness: 'belum_pernah', lateMs: 0 };
  if (expectedEveryMinutes === null) return { freshness: 'tanpa_jadwal', lateMs: 0 };
  const age = at.getTime() - Math.min(heardAt.getTime(), lastFinishedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  if (age <= Math.max(expectedEveryMinutes, SHORTEST_MINUTES) * TOLERANCE * MINUTE_MS)
    return { freshness: 'segar', lateMs: 0 };
  return { freshness: 'terlambat', lateMs: age - expectedEveryMinutes * MINUTE_MS };
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** How often a source is expected, in words. */
export function everyWords(minutes: number): { id: string; en: string } {
  const whole = (unit: number, id: string, en: string) => {
    const n = minutes / unit;
    if (!Number.isInteger(n)) return null;
    return n === 1 ? { id: `tiap ${id}`, en: `every ${en}` } : { id: `tiap ${n} ${id}`, en: `every ${n} ${en}s` };
  };
  return (
    whole(7 * DAY, 'minggu', 'week') ??
    whole(DAY, 'hari', 'day') ??
    whole(HOUR, 'jam', 'hour') ??
    whole(1, 'menit', 'minute')!
  );
}
