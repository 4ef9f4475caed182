import type { Formats } from '../text/format';

/** Classes of a choropleth, from calm (1) to burning (5). */
const CLASSES = 5;
export type MapClass = 1 | 2 | 3 | 4 | 5;

/**
 * The four limits between five equal classes, on round numbers. They move only when the largest value leaves the round
 * span, so that the same colour means the same number from one day to the next.
 */
export function roundLimits(values: readonly (number | null)[]): number[] {
  const largest = Math.max(0, ...values.filter((value) => value !== null));
  if (largest <= 0) return [1, 2, 3, 4];
  const power = 10 ** Math.floor(Math.log10(largest / CLASSES));
  const step = [1, 2, 2.5, 5, 10].map((round) => round * power).find((round) => round * CLASSES > largest)!;
  return [1, 2, 3, 4].map((n) => Number((n * step).toPrecision(6)));
}

/** The class of a value: a limit belongs to the class above it. */
export function classOf(value: number | null, limits: readonly number[]): MapClass | null {
  if (value === null) return null;
  return (limits.filter((limit) => value >= limit).length + 1) as MapClass;
}

/** What stands under the five colours of the legend: `< 2,5`, `2,5`, `5`, `7,5`, `≥ 10`. */
export function limitLabels(limits: readonly number[], f: Formats): string[] {
  const [first = 0] = limits;
  return [
    `< ${f.number(first)}`,
    ...limits.slice(0, -1).map((limit, i) => `${f.number(limit)}–${f.number(limits[i + 1])}`),
    `≥ ${f.number(limits.at(-1))}`,
  ];
}
