import { currentCity } from '../../clickhouse/city/apply';
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
export async function readOverview(now: Date) {
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
  const inputs = tileInputs(now, timezone);
  const [kecamatan, board, brief, sources, ...groups] = await Promise.all([
    part('peta', openComplaintsByKecamatan({ at: now, timezone })),
    part('kematangan', newestBoard(now, timezone)),
    part('pagi', morningBrief({ now, timezone })),
    part('sumber', sourceSummaries({ at: now })),
    ...inputs.map(({ ids, input }) => part(ids.join('-'), readMetrics(ids as MetricId[], input))),
  ]);
  if (failures.length === inputs.length + 4) throw failures[0];
  const readings = Object.assign({}, ...groups) as Partial<Record<TileId, MetricReading>>;
  return {
    now,
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
      fresh: sources.filter((s) => s.inProfile && freshnessOf(s, now).freshness === 'segar').length,
      everRan: sources.some((s) => s.runs > 0),
      names: Object.fromEntries(sources.map((s) => [s.id, s.name])),
    },
    failures,
    timings,
  };
}

export type Overview = Omit<Awaited<ReturnType<typeof readOverview>>, 'timings' | 'failures'>;
