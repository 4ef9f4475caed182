import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { PartReader } from '../../clickhouse/snapshot/parts';
import { readSummary } from '../../clickhouse/snapshot/summary';
import { type TileGroup, tileGroups } from '../../clickhouse/snapshot/tile-readings';
import { tilesOf } from '../../clickhouse/snapshot/tiles';
import { parsePeriod } from '../filters';
import { cityMap } from '../maps/city-map.server';
import type { OverviewFilter } from './overview-filter';
import { SnapshotShelf } from './snapshot-shelf';

const DAY_MS = 24 * 3600 * 1000;

/** Everything the overview shows, read at once; only when nothing can be read does the page fail. */
async function readOverview(at: Date, { periode, skpd }: OverviewFilter) {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const period = periode === null ? null : parsePeriod(periode, { now: at, timeZone: timezone });
  /** A past period ends before now: the map then shows what was open at its end, as the tile does. */
  const until = period?.to ?? at;
  const groups: TileGroup[] = period
    ? [
        {
          ids: tilesOf(skpd),
          input: {
            from: period.from,
            to: period.to,
            previous: period.previous,
            timezone,
            now: at,
            skpd: skpd ?? undefined,
          },
        },
      ]
    : tileGroups(at, timezone, skpd);
  const reader = new PartReader<string>();
  const { feeds, ...summary } = await readSummary(reader, { at, timezone, skpd, groups, until });
  reader.mustHaveRead();
  return {
    now: at,
    filter: { periode, skpd },
    /** Set when the map looks back at the end of a past period. */
    mapAsOf: at.getTime() - until.getTime() > DAY_MS ? new Date(until.getTime() - 1) : null,
    ...summary,
    map: cityMap(profile),
    /** Nothing is known of complaints: the map then shows no zeros. */
    complaintsUnknown: summary.readings.aduan_terbuka?.value == null,
    sources: feeds && {
      loading: feeds.loading,
      expected: feeds.expected,
      fresh: feeds.fresh,
      everRan: feeds.everRan,
      names: feeds.names,
    },
    failures: reader.failed.map(({ error }) => error),
    timings: reader.timings,
  };
}

type Snapshot = Awaited<ReturnType<typeof readOverview>>;

const shelf = new SnapshotShelf<Snapshot>();

/**
 * One reading of the city for all who look at it through the same filter, so that a hundred screens cost the warehouse as
 * much as one.
 */
export function overviewSnapshot(filter: OverviewFilter): Promise<Snapshot> {
  return shelf.get(`${filter.periode ?? ''} ${filter.skpd ?? ''}`, () => readOverview(now(), filter));
}

export type Overview = Omit<Snapshot, 'timings' | 'failures'>;
