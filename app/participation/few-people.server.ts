import type { MetricValue } from '../../clickhouse/metrics';
import { SMALL_CELL, withoutSmallCells } from '../../clickhouse/metrics/families/kepuasan/suppress';
import { suppressSmall } from '../metrics/export-table';
import type { KnownSplit } from '../metrics/known-split';
import type { Figure } from '../metrics/scope';

const FEW = `kurang dari ${SMALL_CELL} peserta, disembunyikan`;
const isFew = (people: number | null | undefined): boolean =>
  typeof people === 'number' && people > 0 && people < SMALL_CELL;

/** Figures that tell how many people took part, or from which that can be worked out. */
const OF_PEOPLE = ['peserta_partisipasi', 'peserta_per_10rb', 'tindakan_per_peserta'] as const;

/**
 * Figures of people with those withheld that fewer than five people stand behind, in the period, in the one before and in each
 * point of their run: so few could be recognised. How many they are, `peserta_partisipasi` tells.
 */
export function withoutFewPeople<F extends Record<(typeof OF_PEOPLE)[number], Figure>>(figures: F): F {
  const people = figures.peserta_partisipasi.reading;
  const pointsOfFew = new Set(people.series.filter(({ value }) => isFew(value)).map(({ start }) => start.getTime()));
  const hide = <V extends MetricValue>(told: V, among: number | null | undefined): V =>
    isFew(among) ? { ...told, value: null, reason: FEW } : told;
  const shown = OF_PEOPLE.map((id) => {
    const { definition, reading } = figures[id];
    const hidden = hide(reading, people.value);
    return [
      id,
      {
        definition,
        reading: {
          ...hidden,
          status: hidden.value === null ? ('tidak_diketahui' as const) : hidden.status,
          previous: reading.previous && hide(reading.previous, people.previous?.value),
          series: reading.series.map((point) =>
            pointsOfFew.has(point.start.getTime()) ? { ...point, value: null } : point,
          ),
        },
      },
    ];
  });
  return { ...figures, ...Object.fromEntries(shown) };
}

/** Figures that count acts or proposals: their files withhold those of fewer than five, so does the page. */
const COUNTS = ['tindakan_partisipasi', 'usulan_warga'] as const;

/** Counts with those of fewer than five cases withheld, in the period, in the one before and at each point of their run. */
export function withoutFewCases<F extends Record<(typeof COUNTS)[number], Figure>>(figures: F): F {
  const hide = <V extends MetricValue>(told: V, counts: string): V =>
    isFew(told.value) ? { ...told, value: null, reason: `kurang dari ${SMALL_CELL} ${counts}, disembunyikan` } : told;
  const shown = COUNTS.map((id) => {
    const { definition, reading } = figures[id];
    const hidden = hide(reading, definition.counts);
    return [
      id,
      {
        definition,
        reading: {
          ...hidden,
          status: hidden.value === null ? ('tidak_diketahui' as const) : hidden.status,
          previous: reading.previous && hide(reading.previous, definition.counts),
          series: suppressSmall(reading.series).map(({ start, value, n }) => ({ start, value, n })),
        },
      },
    ];
  });
  return { ...figures, ...Object.fromEntries(shown) };
}

/** Side figures that count acts or proposals; the others count kelurahan, or measure. */
const COUNTED_PARTS: ReadonlySet<string> = new Set([
  'tanpa_identitas',
  'tanpa_kelurahan',
  'dijawab',
  'tak_tercatat',
  'diterima',
  'bertaut',
  'ditolak',
  'diarsipkan',
]);

/** Figures without the side figures that count fewer than five. */
export const withoutFewParts = <F extends Record<string, Figure>>(figures: F): F =>
  Object.fromEntries(
    Object.entries(figures).map(([id, { definition, reading }]) => {
      const shown = Object.entries(reading.parts ?? {}).filter(([key, n]) => !(COUNTED_PARTS.has(key) && isFew(n)));
      return [id, { definition, reading: reading.parts ? { ...reading, parts: Object.fromEntries(shown) } : reading }];
    }),
  ) as F;

/** A split with the members withheld that its file withholds. */
export function splitWithoutFew<S extends KnownSplit>(split: S): S {
  const { parts, rest, total } = split;
  const cells = suppressSmall([...parts, ...(rest.n > 0 ? [rest] : [])]);
  const nothing = { value: null, n: 0 };
  return {
    ...split,
    parts: parts.map((part, i) => (cells[i]!.isSuppressed ? { ...part, ...nothing, isFew: true } : part)),
    rest: cells[parts.length]?.isSuppressed ? nothing : rest,
    total: isFew(total.n) ? nothing : total,
  };
}

/** Stands for a count that is withheld. */
export const WITHHELD = 'sedikit';
/** A count of a table; null = its source records none. */
export type Shown = number | typeof WITHHELD | null;

/** Rows of a table with the small counts of some columns withheld; one alone takes the next smallest with it, or the sum would tell it. */
export function withoutFew<Row extends Record<Column, number | null>, Column extends string>(
  rows: readonly Row[],
  columns: readonly Column[],
): (Omit<Row, Column> & Record<Column, Shown>)[] {
  const shown = columns.map((column) => withoutSmallCells(rows.map((row) => ({ n: row[column] ?? 0 }))));
  return rows.map((row, i) => ({
    ...row,
    ...(Object.fromEntries(
      columns.map((column, c) => [column, shown[c]![i]!.n === null ? WITHHELD : row[column]]),
    ) as Record<Column, Shown>),
  }));
}

type Placeless = Record<'without_place' | 'outside' | 'foreign' | 'without_kelurahan', number>;

/** Acts that no kecamatan has, small counts withheld; with those of the kecamatan they make up all acts, so one alone would be told. */
export function placelessWithoutFew(
  areas: readonly { acts: number }[],
  { without_place, outside, foreign, without_kelurahan }: Placeless,
): Record<keyof Placeless, Shown> {
  const acts = [...areas.map((area) => area.acts), without_place, outside, foreign].map((n) => ({ acts: n }));
  const [nowhere, beyond, unknown] = withoutFew(acts, ['acts']).slice(-3);
  return {
    without_place: nowhere!.acts,
    outside: beyond!.acts,
    foreign: unknown!.acts,
    without_kelurahan: isFew(without_kelurahan) ? WITHHELD : without_kelurahan,
  };
}
