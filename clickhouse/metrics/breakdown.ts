import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { remembered } from '../warehouse/remember';
import { type Ask, aggregate } from './aggregate';
import { DIMENSIONS, type DimensionId } from './dimensions';
import { narrowed, unfiltered } from './narrow';
import { type MetricId, metricSource } from './registry';
import { newestProfile } from './sql/city';
import type { MetricInput } from './types';

interface Part {
  /** Code of the member; '' = not told by the source. */
  member: string;
  /** Its name in the city's profile, else the code. */
  name: string;
  /** null below the metric's least n. */
  value: number | null;
  n: number;
}

export interface Breakdown {
  /** The largest n first. */
  parts: Part[];
  /** There are more members than are listed. */
  truncated: boolean;
  /** Of the whole, by the same rows. */
  total: { value: number | null; n: number };
  /** The whole less the parts: their n, and their value where the parts of the metric add up; both 0 when all are listed. */
  rest: { value: number | null; n: number };
}

/** Most members of one breakdown. */
const MOST_MEMBERS = 200;

/** Names of members that the profile knows. */
const named: Partial<Record<DimensionId, string>> = {
  skpd: `SELECT 'skpd' AS dimension, toString(skpd) AS code, if(short_name = '', name, short_name) AS name FROM city_skpd WHERE profile_version = ${newestProfile}`,
  layanan: `SELECT 'layanan' AS dimension, toString(service) AS code, name FROM city_services WHERE profile_version = ${newestProfile}`,
  kecamatan: `SELECT 'kecamatan' AS dimension, toString(wilayah) AS code, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan'`,
  kelurahan: `SELECT 'kelurahan' AS dimension, toString(wilayah) AS code, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan'`,
};

const namesQuery = remembered(
  [],
  defineQuery({
    name: 'metric_member_names',
    sql: `SELECT * FROM (${Object.values(named).join(' UNION ALL ')}) WHERE dimension IN ({dimensions:Array(String)})`,
    params: z.object({ dimensions: z.array(z.string()) }),
    row: z.object({ dimension: z.string(), code: z.string(), name: z.string() }),
  }),
);

/** Names of the members of some dimensions, by `dimension/code`; those that are not listed go by their code. */
export async function memberNames(dimensions: readonly DimensionId[]): Promise<Map<string, string>> {
  if (!dimensions.some((dimension) => dimension in named)) return new Map();
  const names = await namesQuery({ dimensions: [...dimensions] });
  return new Map(names.filter((row) => row.name !== '').map((row) => [`${row.dimension}/${row.code}`, row.name]));
}

/** What a metric can be split by. */
export function dimensionsOf(id: MetricId): readonly DimensionId[] {
  const source = metricSource(id);
  return source.rows && source.value && source.n ? (source.dimensions ?? []) : [];
}

/**
 * A metric split by some of its dimensions over a period, unjudged: parts keep their value however small they are. A
 * metric without the dimension is an error of ours.
 */
export async function split<D extends DimensionId>(
  id: MetricId,
  dimensions: readonly D[],
  input: MetricInput,
): Promise<Record<D, Breakdown>> {
  const unknown = dimensions.find((dimension) => !dimensionsOf(id).includes(dimension));
  if (unknown) throw new Error(`${id} has no dimension ${unknown}`);
  if (dimensions.length === 0) return {} as Record<D, Breakdown>;
  const [rows, nameOf] = await Promise.all([rowsBy(id, dimensions, input), memberNames(dimensions)]);
  const whole = rows.find(({ by }) => by === 'semua') ?? { value: null, n: 0 };
  const total = { value: whole.n > 0 ? whole.value : null, n: whole.n };
  const told = dimensions.map((dimension): [D, Breakdown] => {
    const all = rows
      .filter(({ by, n }) => by === dimension && n > 0)
      .sort((a, b) => b.n - a.n || (a.member < b.member ? -1 : 1));
    const parts = all.slice(0, MOST_MEMBERS).map(({ member, value, n }) => ({
      member,
      name: nameOf.get(`${dimension}/${member}`) ?? member,
      value,
      n,
    }));
    return [dimension, { parts, truncated: all.length > MOST_MEMBERS, total, rest: restOf(parts, total) }];
  });
  return Object.fromEntries(told) as Record<D, Breakdown>;
}

type Row = { by: string; member: string; value: number | null; n: number };

/** The whole (`semua`) and the members of the dimensions with most n, from sums where there are some. */
async function rowsBy(id: MetricId, dimensions: readonly DimensionId[], input: MetricInput): Promise<Row[]> {
  const source = metricSource(id);
  const grouped = async (rows: string, { value, n }: { value: string; n: string }, by: Ask['by']): Promise<Row[]> => {
    const ask = { name: `metric_${id}`, rows, columns: { value, n }, by };
    const groups = await aggregate({ ...ask, most: { column: 'n', members: MOST_MEMBERS + 1 } }, input);
    return groups.map(({ by, member, columns }) => ({ by, member, value: columns.value!, n: columns.n! }));
  };
  const { summed } = source;
  const ofRows = { value: source.value!, n: source.n! };
  if (!summed) return grouped(narrowed(source, input), ofRows, ['semua', ...dimensions]);
  const asked = await summed.asked(input, false);
  const waysOf = dimensions.map((dimension) => summed.splits.find(({ by }) => by.includes(dimension)));
  const unsummed = dimensions.filter((_, i) => !waysOf[i]);
  const ways = await Promise.all([
    grouped(summed.whole.rows(asked), summed.whole, ['semua']),
    ...(unsummed.length > 0 ? [grouped(narrowed(source, input), ofRows, unsummed)] : []),
    ...[...new Set(waysOf)].map(async (way) => {
      if (!way) return [];
      const own = dimensions.filter((_, i) => waysOf[i] === way);
      if ('rows' in way) return grouped(way.rows(asked), way, own);
      return (await way.read(input)).map((row) => ({ by: own[0]!, ...row }));
    }),
  ]);
  const wanted: readonly string[] = ['semua', ...dimensions];
  return ways.flat().filter(({ by }) => wanted.includes(by));
}

function restOf(parts: Part[], total: Breakdown['total']): Breakdown['rest'] {
  const n = total.n - parts.reduce((sum, part) => sum + part.n, 0);
  if (n === 0) return { value: 0, n: 0 };
  // Values of shares and medians cannot be taken from one another; those of counts are their n.
  const isCount = parts.every((part) => part.value === part.n) && total.value === total.n;
  return { value: isCount ? n : null, n };
}

/** The same, as people may see it: members below the metric's least n have no value. */
export async function readBreakdowns<D extends DimensionId>(
  id: MetricId,
  dimensions: readonly D[],
  input: MetricInput,
): Promise<Record<D, Breakdown>> {
  const source = metricSource(id);
  const missing = unfiltered(source, input);
  if (missing) {
    const none = { parts: [], truncated: false, total: { value: null, n: 0 }, rest: { value: 0, n: 0 } };
    return Object.fromEntries(dimensions.map((d) => [d, none])) as unknown as Record<D, Breakdown>;
  }
  const found = await split(id, dimensions, input);
  const least = source.definition.minimumN;
  for (const dimension of dimensions) for (const part of found[dimension].parts) if (part.n < least) part.value = null;
  return found;
}

/** A metric split by one of its dimensions over a period. */
export async function readBreakdown(id: MetricId, dimension: DimensionId, input: MetricInput): Promise<Breakdown> {
  return (await readBreakdowns(id, [dimension], input))[dimension];
}

export const isDimensionId = (text: string): text is DimensionId => Object.hasOwn(DIMENSIONS, text);
