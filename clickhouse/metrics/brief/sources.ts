import { everyWords, freshnessOf } from '../../ledger/freshness';
import { sourceSummaries } from '../../ledger/queries';
import { localDate } from '../../local-time';
import { localStamp } from '../status';
import type { BriefFinding } from './finding';

/** The source that is longest silent by its own expectation; sources without one are never called silent. */
export async function silence(now: Date, timezone: string): Promise<BriefFinding[]> {
  const silent = (await sourceSummaries({ at: now }))
    .filter((s) => s.inProfile && s.heardAt !== null && freshnessOf(s, now).freshness === 'terlambat')
    .map((s) => ({ ...s, times: (now.getTime() - s.heardAt!.getTime()) / (s.expectedEveryMinutes! * 60_000) }))
    .sort((a, b) => b.times - a.times || a.id.localeCompare(b.id));
  const [worst] = silent;
  if (!worst) return [];
  const [id, en] = (['id-ID', 'en-GB'] as const).map((lang) => stampOfYear(worst.heardAt!, now, timezone, lang));
  const every = everyWords(worst.expectedEveryMinutes!);
  return [
    {
      severity: 'waspada',
      subject: worst.id,
      textId: `${worst.name}: tidak ada data sejak ${id}; seharusnya ${every.id}.`,
      textEn: `${worst.name}: no data since ${en}; expected ${every.en}.`,
      link: `/sumber/${encodeURIComponent(worst.id)}`,
    },
  ];
}

/** A stamp that leaves the year out when it is this one. */
export function stampOfYear(at: Date, now: Date, timezone: string, lang: 'id-ID' | 'en-GB'): string {
  const { year } = localDate(at, timezone);
  const stamp = localStamp(at, timezone, lang);
  return year === localDate(now, timezone).year ? stamp.replace(` ${year} `, ' ') : stamp;
}
