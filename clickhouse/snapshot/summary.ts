import { type NewestBoard, newestBoard } from '../maturity';
import { type BriefFinding, morningBrief, openComplaintsByKecamatan } from '../metrics';
import { type Feeds, readFeeds } from './feeds';
import type { PartReader } from './parts';
import { readTiles, type TileGroup, type TileReadings, type UndecidedYears, undecidedOf } from './tile-readings';

/** What the overview and the wall's first scene say of the city or one office. A part that cannot be read is null. */
export interface Summary {
  readings: TileReadings;
  undecided: UndecidedYears;
  kecamatan: Awaited<ReturnType<typeof openComplaintsByKecamatan>> | null;
  board: NewestBoard | null;
  brief: BriefFinding[] | null;
  feeds: Feeds | null;
}

interface Asked {
  at: Date;
  timezone: string;
  /** Code of an office, null = the whole city. */
  skpd: string | null;
  groups: readonly TileGroup[];
  /** The moment of the map: `at`, or the end of a past period. */
  until: Date;
}

export async function readSummary(reader: PartReader<string>, asked: Asked): Promise<Summary> {
  const { at, timezone, skpd, groups, until } = asked;
  const [kecamatan, board, brief, feeds, undecided, ...readings] = await Promise.all([
    reader.read('peta', openComplaintsByKecamatan({ at: until, timezone, skpd: skpd ?? undefined })),
    reader.read('kematangan', newestBoard(at, timezone)),
    reader.read('pagi', morningBrief({ now: at, timezone })),
    reader.read('sumber', readFeeds(at)),
    reader.read('libur', undecidedOf(groups)),
    ...groups.map((group) => reader.read(group.ids.join('-'), readTiles(group))),
  ]);
  return {
    readings: Object.assign({}, ...readings),
    undecided: undecided ?? {},
    kecamatan,
    board,
    brief,
    feeds,
  };
}
