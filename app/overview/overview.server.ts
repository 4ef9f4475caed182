import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { freshnessOf } from '../../clickhouse/ledger/freshness';
import { sourceSummaries } from '../../clickhouse/ledger/queries';
import {
  type MetricId,
  type MetricReading,
  morningBrief,
  openComplaintsByKecamatan,
  readMetrics,
} from '../../clickhouse/metrics';
import { parsePeriod } from '../filters';
import { cityMap } from '../maps/city-map.server';
import { newestBoard } from '../maturity/newest-board.server';

const DAY_MS = 24 * 3600 * 1000;

/** How long each tile looks back, and what it is compared with. Rare acts need a year; a queue needs this week. */
function tileInputs(now: Date, timezone: string) {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { from, to, previous } = parsePeriod('30h', { now, timeZone: timezone });
  const year = parsePeriod('12b', { now, timeZone: timezone });
  const common = { timezone, now };
  return [
    {
      ids: ['aduan_terbuka', 'ekios_aktif'],
      input: { ...common, from, to, previous: { from: before(37), to: before(7) } },
    },
    { ids: ['layanan_tepat_waktu'], input: { ...common, from, to, previous } },
    {
      ids: ['tunggu_loket'],
      input: { ...common, from: before(7), to: now, previous: { from: before(14), to: before(7) } },
    },
    { ids: ['ikm', 'partisipasi'], input: { ...common, from: year.from, to: year.to, previous: year.previous } },
  ] satisfies { ids: MetricId[]; input: Parameters<typeof readMetrics>[1] }[];
}

export type TileId = 'aduan_terbuka' | 'layanan_tepat_waktu' | 'tunggu_loket' | 'ikm' | 'partisipasi' | 'ekios_aktif';

/**
 * Everything the overview shows, read at once. A part that cannot be read is null and says so in its place; only when
 * nothing can be read does the page fail. `timings` tells how long each part took.
 */
async function readOverview(at: Date) {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
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
  const inputs = tileInputs(at, timezone);
  const [kecamatan, board, brief, sources, ...groups] = await Promise.all([
    part('peta', openComplaintsByKecamatan({ at, timezone })),
    part('kematangan', newestBoard(at, timezone)),
    part('pagi', morningBrief({ now: at, timezone })),
    part('sumber', sourceSummaries({ at })),
    ...inputs.map(({ ids, input }) => part(ids.join('-'), readMetrics(ids as MetricId[], input))),
  ]);
  if (failures.length === inputs.length + 4) throw failures[0];
  const readings = Object.assign({}, ...groups) as Partial<Record<TileId, MetricReading>>;
  return {
    now: at,
    readings,
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

/** A snapshot this young is shown as it is; an older one while the next is being read. */
const FRESH_MS = 20_000;
/** Older than this it is not shown any more: the viewer waits for the next. */
const TOO_OLD_MS = 5 * 60_000;
let newest: { readAt: number; snapshot: Snapshot } | undefined;
let reading: Promise<Snapshot> | undefined;

/**
 * One reading of the city for all who look at it, so that a hundred screens cost the warehouse as much as one. Ages are
 * counted by the machine's own timer: the product's clock may be frozen.
 */
export async function overviewSnapshot(): Promise<Snapshot> {
  const age = newest ? performance.now() - newest.readAt : Number.POSITIVE_INFINITY;
  if (newest && age < FRESH_MS) return newest.snapshot;
  reading ??= readOverview(now())
    .then((snapshot) => {
      newest = { readAt: performance.now(), snapshot };
      return snapshot;
    })
    .finally(() => {
      reading = undefined;
    });
  if (!newest || age > TOO_OLD_MS) return reading;
  // Nobody waits for this one; if it fails the next viewer tries again.
  reading.catch(() => {});
  return newest.snapshot;
}

export type Overview = Omit<Awaited<ReturnType<typeof readOverview>>, 'timings' | 'failures'>;
