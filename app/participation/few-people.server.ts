import type { MetricValue } from '../../clickhouse/metrics';
import { SMALL_CELL, withoutSmallCells } from '../../clickhouse/metrics/families/kepuasan/suppress';
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

/** Rows of a table with the people of small ones withheld; one alone takes the next smallest with it, or the sum would tell it. */
export function withoutFew<Row extends { people: number }>(
  rows: readonly Row[],
): (Omit<Row, 'people'> & { people: number | null })[] {
  const shown = withoutSmallCells(rows.map(({ people }) => ({ n: people })));
  return rows.map((row, i) => ({ ...row, people: shown[i]!.n }));
}
