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
