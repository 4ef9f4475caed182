import type { BoardRow } from '../../clickhouse/maturity';

/** How the board is ordered, narrowed and grouped; it stands in the address. */
export const SORTS = ['skpd', 'tahap', 'dinyatakan', 'sampai', 'kemajuan', 'gerak', 'cakupan'] as const;
export type BoardSort = (typeof SORTS)[number];

/** A row with the index that the office declared of itself, as far as it is known. */
export type ArrangedRow = BoardRow & { declaredIndex: number | null };

export interface BoardView {
  sort: BoardSort;
  isReversed: boolean;
  tahap: number | null;
  cluster: string | null;
  isGrouped: boolean;
}

const text = new Intl.Collator('id').compare;
const MOVES = { naik: 2, tetap: 1, turun: 0 };
/** Rising first, then new and at risk, then what stays. */
const movement = (row: BoardRow) =>
  (row.movement === null ? 1 : MOVES[row.movement]) * 4 + (row.baru ? 2 : 0) - (row.terancam ? 1 : 0);

const compare: Record<BoardSort, (a: ArrangedRow, b: ArrangedRow) => number> = {
  skpd: (a, b) => text(a.name, b.name),
  tahap: (a, b) => b.reached - a.reached || b.possible - a.possible || (b.progress ?? -1) - (a.progress ?? -1),
  dinyatakan: (a, b) => (b.declaredIndex ?? -1) - (a.declaredIndex ?? -1),
  sampai: (a, b) => b.possible - a.possible || b.reached - a.reached,
  kemajuan: (a, b) => (b.progress ?? -1) - (a.progress ?? -1),
  gerak: (a, b) => movement(b) - movement(a),
  cakupan: (a, b) => b.coverage - a.coverage,
};

/** Sorts whose usual order runs upwards: names from A on. */
export const runsUpwards = (sort: BoardSort) => sort === 'skpd';

/** `urut`, `arah=balik`, `tahap`, `rumpun`, `kelompok=rumpun`; what is not understood is left out. */
export function readBoardView(params: URLSearchParams): BoardView {
  const tahap = params.get('tahap') ?? '';
  return {
    sort: SORTS.find((key) => key === params.get('urut')) ?? 'tahap',
    isReversed: params.get('arah') === 'balik',
    tahap: /^[0-4]$/.test(tahap) ? Number(tahap) : null,
    cluster: params.get('rumpun') || null,
    isGrouped: params.get('kelompok') === 'rumpun',
  };
}

/** The rows of the board in the order asked for; groups, where asked for, in the order of their names. */
export function arrangedRows<Row extends ArrangedRow>(rows: readonly Row[], view: BoardView): Row[] {
  const grouped = (a: Row, b: Row) => (view.isGrouped ? text(a.cluster, b.cluster) : 0);
  return rows
    .filter((row) => view.tahap === null || row.reached === view.tahap)
    .filter((row) => view.cluster === null || row.cluster === view.cluster)
    .sort(
      (a, b) =>
        grouped(a, b) ||
        (view.isReversed ? -1 : 1) * compare[view.sort](a, b) ||
        compare.tahap(a, b) ||
        compare.skpd(a, b),
    );
}

/** `pelayanan-dasar` as a heading: Pelayanan dasar. */
export function clusterName(code: string): string {
  const words = code.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
