import type { SourceSummary } from './queries';

/** segar = as new as expected; terlambat = older; belum_pernah = never heard; tanpa_jadwal = nothing is expected of it. */
export type Freshness = 'segar' | 'terlambat' | 'belum_pernah' | 'tanpa_jadwal';

/** How fresh a source is: the same rule that turns a metric grey (clickhouse/metrics/freshness.ts). */
export function freshnessOf(
  source: Pick<SourceSummary, 'heardAt' | 'expectedEveryMinutes'>,
  at: Date,
): { freshness: Freshness; lateMs: number } {
  if (!source.heardAt) return { freshness: 'belum_pernah', lateMs: 0 };
  if (source.expectedEveryMinutes === null) return { freshness: 'tanpa_jadwal', lateMs: 0 };
  const lateMs = at.getTime() - source.heardAt.getTime() - source.expectedEveryMinutes * 60_000;
  return lateMs > 0 ? { freshness: 'terlambat', lateMs } : { freshness: 'segar', lateMs: 0 };
}
