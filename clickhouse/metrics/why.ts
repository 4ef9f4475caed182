import { type Breakdown, dimensionsOf, split } from './breakdown';
import { addsUp, averages, contributionOf, type Nature, type Side } from './contributions';
import type { DimensionId } from './dimensions';
import { readMetric } from './read';
import { type MetricId, metricSource } from './registry';
import type { MetricInput, MetricReading, MetricUnit } from './types';

interface WhyMember {
  member: string;
  name: string;
  before: Side;
  after: Side;
  contribution: number;
  mix: number | null;
  rate: number | null;
}

export interface WhyDimension {
  dimension: DimensionId;
  /** Those that contribute most to the difference, in either direction. */
  members: WhyMember[];
  /** How many further members there are. */
  others: number;
  /** The difference less the contributions that are listed. */
  remainder: number;
}

export interface Why {
  reading: MetricReading;
  nature: Nature;
  /** null when one of the periods is unknown; the reading says why. */
  difference: number | null;
  /** Those whose members differ most first. */
  dimensions: WhyDimension[];
}

const LISTED = 8;
/** Units of values that lie within cases: they are never added. */
const WITHIN_CASES: ReadonlySet<MetricUnit> = new Set(['persen', 'menit', 'jam', 'hari_kerja', 'skor', 'milidetik']);

/**
 * Why a figure differs from the period before: for each dimension the members that contribute most, computed from the two
 * splits, with a remainder that closes the sum. How the parts make the whole is told by the numbers of both periods.
 */
export async function readWhy(
  id: MetricId,
  input: MetricInput & Required<Pick<MetricInput, 'previous'>>,
): Promise<Why> {
  const dimensions = dimensionsOf(id).filter((d) => d !== 'skpd' || !input.skpd);
  const open = dimensions.filter((d) => !(input.filters as Record<string, string> | undefined)?.[d]);
  const [reading, after, before] = await Promise.all([
    readMetric(id, input),
    split(id, open, input),
    split(id, open, { ...input, ...input.previous }),
  ]);
  const [to, from] = [reading.value, reading.previous?.value ?? null];
  if (to === null || from === null) return { reading, nature: 'lain', difference: null, dimensions: [] };
  const nature = natureOf(metricSource(id).definition.unit, [...Object.values(before), ...Object.values(after)]);
  const difference = to - from;
  const told = open.map((dimension) => whyOf(dimension, nature, difference, before[dimension], after[dimension]));
  const strength = ({ members }: WhyDimension) => Math.max(0, ...members.map((m) => Math.abs(m.contribution)));
  return {
    reading,
    nature,
    difference,
    dimensions: told.filter(({ members }) => members.length > 1).sort((a, b) => strength(b) - strength(a)),
  };
}

function natureOf(unit: MetricUnit, splits: readonly Breakdown[]): Nature {
  const whole = splits.filter((s) => !s.truncated && s.total.n > 0);
  if (whole.length === 0) return 'lain';
  if (!WITHIN_CASES.has(unit) && whole.every((s) => addsUp(s.parts, s.total))) return 'jumlah';
  return whole.every((s) => averages(s.parts, s.total)) ? 'rata' : 'lain';
}

function whyOf(
  dimension: DimensionId,
  nature: Nature,
  difference: number,
  before: Breakdown,
  after: Breakdown,
): WhyDimension {
  const nothing = { value: null, n: 0 };
  const was = new Map(before.parts.map((part) => [part.member, part]));
  const is = new Map(after.parts.map((part) => [part.member, part]));
  const members = [...new Set([...is.keys(), ...was.keys()])].map((member): WhyMember => {
    const sides = { before: sideOf(was.get(member)) ?? nothing, after: sideOf(is.get(member)) ?? nothing };
    const name = (is.get(member) ?? was.get(member))!.name;
    return { member, name, ...sides, ...contributionOf(nature, { member, ...sides }, before.total, after.total) };
  });
  members.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.member.localeCompare(b.member));
  const listed = members.slice(0, LISTED);
  return {
    dimension,
    members: listed,
    others: members.length - listed.length,
    remainder: difference - listed.reduce((sum, m) => sum + m.contribution, 0),
  };
}

const sideOf = (part: Side | undefined): Side | undefined => part && { value: part.value, n: part.n };
