import type { Formats } from '../text/format';

/** Classes of a choropleth, from calm (1) to burning (5). */
const CLASSES = 5;
export type MapClass = 1 | 2 | 3 | 4 | 5;

/** Round steps between limits, per power of ten. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10];
/** The top class is open; values may reach this many steps above the bottom before the step grows. */
const REACH = 5.5;
/** Values closer together than this share of the largest are not pulled apart: the colours would lie. */
const SMALLEST_SPREAD = 0.15;

/**
 * The four limits between five classes of one width, on round numbers around the values. They move only when a value leaves
 * the round span, so that the same colour means the same number from one day to the next. Limits of counts are whole.
 */
export function roundLimits(values: readonly (number | null)[], whole = false): number[] {
  const known = values.filter((value) => value !== null);
  const largest = Math.max(0, ...known);
  if (largest <= 0) return [1, 2, 3, 4];
  const smallest = Math.min(...known);
  const from = largest - smallest < SMALLEST_SPREAD * largest ? 0 : smallest;
  const power = 10 ** Math.floor(Math.log10((largest - from) / CLASSES));
  for (const round of [...STEPS, ...STEPS.map((step) => step * 10)]) {
    const step = round * power;
    if (whole && !Number.isInteger(Number(step.toPrecision(6)))) continue;
    const low = Math.floor(from / step + 1e-9) * step;
    if (low + REACH * step >= largest) return [1, 2, 3, 4].map((n) => Number((low + n * step).toPrecision(6)));
  }
  return [1, 2, 3, 4].map((n) => n * largest);
}

/**
 * The class of a value: a limit belongs to the class above it. Of figures of which more is better the lowest burn (`lowBurns`):
 * the eye goes where something is to be done.
 */
export function classOf(value: number | null, limits: readonly number[], lowBurns = false): MapClass | null {
  if (value === null) return null;
  const above = limits.filter((limit) => value >= limit).length;
  return (lowBurns ? CLASSES - above : above + 1) as MapClass;
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
