import { undecidedYears } from '../../clickhouse/calendar/undecided';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { freshnessOf } from '../../clickhouse/ledger/freshness';
import { sourceSummaries } from '../../clickhouse/ledger/queries';
import {
  type MetricInput,
  type MetricReading,
  morningBrief,
  openComplaintsByKecamatan,
  readMetrics,
} from '../../clickhouse/metrics';
import { type Period, parsePeriod } from '../filters';
import { cityMap } from '../maps/city-map.server';
import { newestBoard } from '../maturity/newest-board.server';
import { countsWorkingDays } from '../metrics/holidays.server';
import type { OverviewFilter } from './overview-filter';
import { SnapshotShelf } from './snapshot-shelf';
import { type TileId, tilesOf } from './tiles';

const DAY_MS = 24 * 3600 * 1000;

type TileInput = { ids: TileId[]; input: MetricInput };

/** One period for every tile: what was asked for. */
function inputsOfPeriod(now: Date, timezone: string, skpd: string | null, { from, to, previous }: Period): TileInput[] {
  return [{ ids: [...tilesOf(skpd)], input: { from, to, previous, timezone, now, skpd: skpd ?? undefined } }];
}

/** How long each tile looks back, and what it is compared with. Rare acts need a year; a queue needs this week. */
function tileInputs(now: Date, timezone: string, skpd: string | null): TileInput[] {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { from, to, previous } = parsePeriod('30h', { now, timeZone: timezone });
  const year = parsePeriod('12b', { now, timeZone: timezone });
  const common = { timezone, now, skpd: skpd ?? undefined };
  const all: { ids: TileId[]; input: MetricInput }[] = [
    {
      ids: ['aduan_terbuka', 'ekios_aktif'],
      input: { ...common, from, to, previous: { from: before(37), to: before(7) } },
    },
    { ids: ['layanan_tepat_waktu', 'kanal_daring', 'pesan_dibalas'], input: { ...common, from, to, previous } },
    {
      ids: ['tunggu_loket'],
      input: { ...common, from: before(7), to: now, previous: { from: before(14), to: before(7) } },
    },
    { ids: ['ikm', 'partisipasi'], input: { ...common, from: year.from, to: year.to, previous: year.previous } },
  ];
  const shown = tilesOf(skpd);
  return all.map(({ ids, input }) => ({ ids: ids.filter((id) => shown.includes(id)), input }));
}

/** Years of the period of each tile that counts working days whose holidays are not set. */
async function undecidedOf(inputs: readonly TileInput[]): Promise<Partial<Record<TileId, number[]>>> {
  const told = await Promise.all(
    inputs.map(async ({ ids, input }) => {
      const counting = ids.filter(countsWorkingDays);
      const years = counting.length > 0 ? await undecidedYears(input) : [];
      return counting.map((id) => [id, years] as const);
    }),
  );
  return Object.fromEntries(told.flat().filter(([, years]) => years.length > 0));
}

/**
 * Everything the overview shows, read at once. A part that cannot be read is null and says so in its place; only when
 * nothing can be read does the page fail. `timings` tells how long each part took.
 */
async function readOverview(at: Date, { periode, skpd }: OverviewFilter) {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const period = periode === null ? null : parsePeriod(periode, { now: at, timeZone: timezone });
  /** A past period ends before now: the map then shows what was open at its end, as the tile does. */
  const until = period?.to ?? at;
  const timings: Record<string, number> = {};
  const failures: unknown[] = [];
  async function part<T>(name: string, work: Promise<T>): Promise<T | null> {
    const start = performance.now();
    try {
      return await work;
    } catch (error) {
      failures.push(error);
      return null;
    } finally {
      timings[name] = Math.round(performance.now() - start);
    }
  }
  const inputs = period ? inputsOfPeriod(at, timezone, skpd, period) : tileInputs(at, timezone, skpd);
  const [kecamatan, board, brief, sources, undecided, ...groups] = await Promise.all([
    part('peta', openComplaintsByKecamatan({ at: until, timezone, skpd: skpd ?? undefined })),
    part('kematangan', newestBoard(at, timezone)),
    part('pagi', morningBrief({ now: at, timezone })),
    part('sumber', sourceSummaries({ at })),
    part('libur', undecidedOf(inputs)),
    ...inputs.map(({ ids, input }) => part(ids.join('-'), readMetrics(ids, input))),
  ]);
  if (failures.length === inputs.length + 5) throw failures[0];
  const readings = Object.assign({}, ...groups) as Partial<Record<TileId, MetricReading>>;
  return {
    now: at,
    filter: { periode, skpd },
    /** Set when the map looks back at the end of a past period. */
    mapAsOf: at.getTime() - until.getTime() > DAY_MS ? new Date(until.getTime() - 1) : null,
    readings,
    undecided: undecided ?? {},
    kecamatan,
    map: cityMap(profile),
    board,
    brief,
    /** Nothing is known of complaints: the map then shows no zeros. */
    complaintsUnknown: readings.aduan_terbuka?.value == null,
    sources: sources && {
      loading: sources.filter((s) => s.activeRuns > 0).length,
      expected: sources.filter((s) => s.inProfile && s.expectedEveryMinutes !== null).length,
      fresh: sources.filter((s) => s.inProfile && freshnessOf(s, at).freshness === 'segar').length,
      everRan: sources.some((s) => s.runs > 0),
      names: Object.fromEntries(sources.map((s) => [s.id, s.name])),
    },
    failures,
    timings,
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
