import type { MetricId, MetricInput } from '../../clickhouse/metrics';
import type { Language } from '../text/define';
import { type ExportCell, SUPPRESSED, suppressSmall } from './export-table';

type Words = Record<Language, string>;

/** How a cell is written: in the language of the reader, its days in the zone of the city. */
export interface Say {
  language: Language;
  day: (at: Date) => string;
}

export interface ListColumn<Row> {
  key: string;
  label: Words;
  /** `jumlah` counts cases and is withheld when they are few; `angka` is a measure, a limit or a rank. */
  kind: 'teks' | 'waktu' | 'jumlah' | 'angka';
  cell: (row: Row, say: Say) => ExportCell;
  /** Key of the count that a measure rests on: it is withheld with it. */
  of?: string;
}

interface ListDefinition<Row> {
  title: Words;
  /** What a row is, and by what rule it is there. */
  about: Words;
  /**
   * Figures that the list belongs to; their versions are written into the file. The first counts what the rows are made of: it
   * tells how new the data are, and while it is unknown there are no rows.
   */
  metrics: readonly [MetricId, ...MetricId[]];
  columns: readonly ListColumn<Row>[];
  /** The rows that the page shows, from the same query. `note` says what is left out. */
  read: (input: MetricInput, say: Say) => Promise<{ rows: readonly Row[]; note?: string }>;
}

export interface List extends Omit<ListDefinition<never>, 'columns' | 'read'> {
  columns: readonly Pick<ListColumn<never>, 'key' | 'label' | 'kind'>[];
  /** The cells of the file, small counts withheld. */
  read: (input: MetricInput, say: Say) => Promise<{ rows: ExportCell[][]; note?: string }>;
}

/** A table of a page that is no figure and no split of one: bursts, funnels, paths. One definition makes its files. */
export function defineList<Row>(definition: ListDefinition<Row>): List {
  return {
    ...definition,
    read: async (input, say) => {
      const { rows, note } = await definition.read(input, say);
      return { rows: cellsOf(definition.columns, rows, say), note };
    },
  };
}

/** Counts of fewer than five cases fall away column by column, and with each the measures that rest on it. */
export function cellsOf<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[], say: Say): ExportCell[][] {
  const plain = columns.map((column) => rows.map((row) => column.cell(row, say)));
  const withheld = new Map(
    columns.flatMap(({ key, kind }, i) => {
      if (kind !== 'jumlah') return [];
      const counts = plain[i]!.map((cell) => ({ value: null, n: typeof cell === 'number' ? Math.abs(cell) : 0 }));
      return [[key, suppressSmall(counts).map(({ isSuppressed }) => isSuppressed)] as const];
    }),
  );
  return rows.map((_, at) =>
    columns.map(({ key, of }, i) => {
      const cell = plain[i]![at] ?? null;
      return cell !== null && withheld.get(of ?? key)?.[at] ? SUPPRESSED : cell;
    }),
  );
}
