import { undecidedYears } from '../calendar/undecided';
import { lastDays, lastMonths } from '../local-time';
import { countsWorkingDays, type MetricInput, type MetricReading, readMetrics } from '../metrics';
import { type TileId, tilesOf } from './tiles';

/** Tiles that look back equally far. */
export interface TileGroup {
  ids: readonly TileId[];
  input: MetricInput;
}

const DAY_MS = 24 * 3600 * 1000;

/** How long each tile looks back, and what it is compared with. Rare acts need a year; a queue needs this week. */
export function tileGroups(now: Date, timezone: string, skpd: string | null): TileGroup[] {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { from, to, previous } = lastDays(30, now, timezone);
  const common = { timezone, now, skpd: skpd ?? undefined };
  const all: TileGroup[] = [
    {
      ids: ['aduan_terbuka', 'ekios_aktif'],
      input: { ...common, from, to, previous: { from: before(37), to: before(7) } },
    },
    { ids: ['layanan_tepat_waktu', 'kanal_daring', 'pesan_dibalas'], input: { ...common, from, to, previous } },
    {
      ids: ['tunggu_loket'],
      input: { ...common, from: before(7), to: now, previous: { from: before(14), to: before(7) } },
    },
    { ids: ['ikm', 'partisipasi'], input: { ...common, ...lastMonths(12, now, timezone) } },
  ];
  const shown = tilesOf(skpd);
  return all.map(({ ids, input }) => ({ ids: ids.filter((id) => shown.includes(id)), input }));
}

export type TileReadings = Partial<Record<TileId, MetricReading>>;

/** The readings of one group of tiles. */
export const readTiles = ({ ids, input }: TileGroup): Promise<TileReadings> => readMetrics(ids, input);

/** Years of the period of each tile that counts working days whose holidays are not set. */
export type UndecidedYears = Partial<Record<TileId, number[]>>;

export async function undecidedOf(groups: readonly TileGroup[]): Promise<UndecidedYears> {
  const told = await Promise.all(
    groups.map(async ({ ids, input }) => {
      const counting = ids.filter(countsWorkingDays);
      const years = counting.length > 0 ? await undecidedYears(input) : [];
      return counting.map((id) => [id, years] as const);
    }),
  );
  return Object.fromEntries(told.flat().filter(([, years]) => years.length > 0));
}
