import { freshnessOf } from '../ledger/freshness';
import { sourceSummaries } from '../ledger/queries';

/** A source of the city as a screen must know it: when it was heard, and how often it should be. */
export interface Feed {
  id: string;
  name: string;
  /** Fact tables that it fills. */
  feeds: string[];
  /** The newest record. */
  heardAt: Date | null;
  /** The last run that ended well. */
  lastFinishedAt: Date | null;
  /** null = nothing is expected. */
  expectedEveryMinutes: number | null;
}

/** The sources of the profile, and how they do. */
export interface Feeds {
  /** Sources that are loading now. */
  loading: number;
  /** Those that are expected to speak, and of them the fresh. */
  expected: number;
  fresh: number;
  everRan: boolean;
  /** Names by id, also of sources that once ran and left the profile. */
  names: Record<string, string>;
  sources: Feed[];
}

export async function readFeeds(at: Date): Promise<Feeds> {
  const all = await sourceSummaries({ at });
  const ours = all.filter((s) => s.inProfile);
  return {
    loading: all.filter((s) => s.activeRuns > 0).length,
    expected: ours.filter((s) => s.expectedEveryMinutes !== null).length,
    fresh: ours.filter((s) => freshnessOf(s, at).freshness === 'segar').length,
    everRan: all.some((s) => s.runs > 0),
    names: Object.fromEntries(all.map((s) => [s.id, s.name])),
    sources: ours.map(({ id, name, feeds, heardAt, lastFinishedAt, expectedEveryMinutes }) => ({
      id,
      name,
      feeds,
      heardAt,
      lastFinishedAt,
      expectedEveryMinutes,
    })),
  };
}
