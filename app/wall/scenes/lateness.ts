import { freshnessOf } from '../../../clickhouse/ledger/freshness';
import type { Feed, Feeds } from '../../../clickhouse/snapshot';

/** What a figure rests on: the sources that feed it. */
export interface Fed {
  source: readonly string[];
  watermark: Date | null;
}

export interface FeedState {
  /** Set when every source of the figure is late by the house's rule of freshness. */
  lateSince: Date | null;
  /** The shortest expectation among its sources; null = nothing is expected. */
  everyMinutes: number | null;
}

/**
 * How the sources of a figure stand by the clock of the wall: it greys by itself when nothing arrives any more. A figure is
 * fresh while any of its sources is; what never spoke is the figure's own matter.
 */
export function feedState({ source }: Fed, feeds: Feeds | null, now: Date): FeedState {
  const own = feeds?.sources.filter(({ id }) => source.includes(id)) ?? [];
  const expected = own.filter(
    (feed): feed is Feed & { expectedEveryMinutes: number } => feed.expectedEveryMinutes !== null,
  );
  const everyMinutes = expected.length > 0 ? Math.min(...expected.map((feed) => feed.expectedEveryMinutes)) : null;
  const states = expected.map((feed) => freshnessOf(feed, now).freshness);
  const heard = expected.flatMap(({ heardAt }) => (heardAt ? [heardAt.getTime()] : []));
  const isLate = heard.length > 0 && !states.includes('segar');
  return { lateSince: isLate ? new Date(Math.max(...heard)) : null, everyMinutes };
}

/** How many of the sources that are expected to speak are fresh by the clock of the wall, as its tiles are. */
export const freshFeeds = ({ sources }: Pick<Feeds, 'sources'>, now: Date): number =>
  sources.filter((feed) => feed.expectedEveryMinutes !== null && freshnessOf(feed, now).freshness === 'segar').length;
