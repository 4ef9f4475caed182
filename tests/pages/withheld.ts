import type { Asked } from './asked';
import { definitionOf, type Expected, expected, expectedReason, expectedSeries, expectedSplit } from './expected';
import type { City } from './recount/city';
import type { Ask } from './recount/recount';

/*
 * What pages tell of figures behind which there are few people, or few acts and proposals: none of fewer than five, and never one
 * hidden alone, which the sum would tell.
 */

/** Figures that tell how many people took part, or from which that can be worked out. */
export const OF_PEOPLE = ['peserta_partisipasi', 'peserta_per_10rb', 'tindakan_per_peserta'];
const COUNTS = ['tindakan_partisipasi', 'usulan_warga'];
const isFew = (people: number | null | undefined) => typeof people === 'number' && people > 0 && people < 5;

/** Which of these counts are withheld: the small ones, and with a single one the next smallest. */
export function withheld(counts: readonly (number | null)[]): boolean[] {
  const small = new Set([...counts.keys()].filter((i) => isFew(counts[i])));
  const others = [...counts.keys()].filter((i) => (counts[i] ?? 0) > 0 && !small.has(i));
  const next = others.sort((a, b) => counts[a]! - counts[b]!)[0];
  if (small.size === 1 && next !== undefined) small.add(next);
  return counts.map((_, i) => small.has(i));
}

/** Of whom there are too few for a figure to be told; undefined where it is. */
function fewOf(city: City, id: string, ask: Ask, { withholdsFew }: Asked): string | undefined {
  if (!withholdsFew) return undefined;
  if (OF_PEOPLE.includes(id)) return isFew(expected(city, 'peserta_partisipasi', ask).value) ? 'peserta' : undefined;
  return COUNTS.includes(id) && isFew(expected(city, id, ask).value) ? definitionOf(id).counts : undefined;
}

/** What a page may tell of a figure. */
export function shownOf(city: City, id: string, ask: Ask, its: Asked): Expected {
  const truth = expected(city, id, ask);
  return fewOf(city, id, ask, its) === undefined ? truth : { ...truth, value: null };
}

/** Why it does not tell it. */
export function shownReason(city: City, id: string, ask: Ask, its: Asked): string {
  const few = fewOf(city, id, ask, its);
  return few === undefined ? expectedReason(city, id, ask) : `kurang dari 5 ${few}, disembunyikan`;
}

export function shownRun(city: City, id: string, ask: Ask, { withholdsFew }: Asked): (number | null)[] {
  const run = expectedSeries(city, id, ask);
  if (!withholdsFew) return run;
  if (OF_PEOPLE.includes(id)) {
    const people = expectedSeries(city, 'peserta_partisipasi', ask);
    return run.map((value, i) => (isFew(people[i]) ? null : value));
  }
  const hidden = withheld(COUNTS.includes(id) ? run : []);
  return run.map((value, i) => (hidden[i] ? null : value));
}

/** The members of a split, those withheld without their cases; in a split of a silent source there are none. */
export function shownSplit(
  city: City,
  id: string,
  dimension: string,
  { ask, withholdsFew }: Asked,
): Map<string, Expected> {
  const members = expectedSplit(city, id, dimension, ask);
  if (!withholdsFew) return members;
  const hidden = withheld([...members.values()].map(({ n }) => n));
  return new Map([...members].map(([member, truth], i) => [member, hidden[i] ? { value: null, n: 0 } : truth]));
}
