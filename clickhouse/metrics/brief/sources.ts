import { freshnessOf } from '../../ledger/freshness';
import { sourceSummaries } from '../../ledger/queries';
import { silenceWords } from '../../ledger/silence';
import type { BriefFinding } from './finding';

/** The source that is longest silent by its own expectation; sources without one are never called silent. */
export async function silence(now: Date, timezone: string): Promise<BriefFinding[]> {
  const silent = (await sourceSummaries({ at: now }))
    .filter((s) => s.inProfile && s.heardAt !== null && freshnessOf(s, now).freshness === 'terlambat')
    .map((s) => ({ ...s, times: (now.getTime() - s.heardAt!.getTime()) / (s.expectedEveryMinutes! * 60_000) }))
    .sort((a, b) => b.times - a.times || a.id.localeCompare(b.id));
  return silent.slice(0, 1).map((worst) => ({
    severity: 'waspada',
    subject: worst.id,
    ...silenceWords(worst, timezone),
    link: `/sumber/${encodeURIComponent(worst.id)}`,
  }));
}
