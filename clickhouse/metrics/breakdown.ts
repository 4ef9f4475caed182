import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import type { MetricSource } from './definition';
import type { DimensionId } from './dimensions';
import { narrowed, parameters, period } from './narrow';
import { type MetricId, metricSource } from './registry';
import { newestProfile } from './sql/city';
import type { MetricInput } from './types';

export interface Part {
  /** Code of the member; '' = not told by the source. */
  member: string;
  /** Its name in the city's profile, else the code. */
  name: string;
  /** null below the metric's least n. */
  value: number | null;
  n: number;
}

/** Most members of one breakdown; the rest is in `others`. */
const MOST_MEMBERS = 200;

/** Names of members that the profile knows. */
const NAMES: Partial<Record<DimensionId, string>> = {
  skpd: `SELECT toString(skpd) AS code, if(short_name = '', name, short_name) AS name FROM city_skpd WHERE profile_version = ${newestProfile}`,
  layanan: `SELECT toString(service) AS code, name FROM city_services WHERE profile_version = ${newestProfile}`,
  kecamatan: `SELECT toString(wilayah) AS code, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan'`,
  kelurahan: `SELECT toString(wilayah) AS code, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan'`,
};

const query = (id: MetricId, dimension: DimensionId, source: MetricSource) => {
  const names = NAMES[dimension];
  return defineQuery({
    name: `metric_${id}_by_${dimension}`,
    sql: `SELECT parts.member AS member, ${names ? `if(known.name = '', parts.member, known.name)` : 'parts.member'} AS name, value, n
      FROM (
        SELECT toString(d_${dimension}) AS member, toNullable(toFloat64(${source.value})) AS value, toUInt64(${source.n}) AS n
        FROM (${narrowed(source)}) GROUP BY member ORDER BY n DESC, member LIMIT ${MOST_MEMBERS + 1}
      ) AS parts ${names ? `LEFT JOIN (${names}) AS known ON known.code = parts.member` : ''}
      ORDER BY n DESC, member`,
    params: period,
    row: z.object({ member: z.string(), name: z.string(), value: z.number().nullable(), n: z.number() }),
  });
};

const queries = new Map<string, ReturnType<typeof query>>();

/**
 * A metric split by one of its dimensions over a period, the largest n first; members below the metric's least n have no value.
 * `truncated` says that there are more members than are listed. A metric without the dimension is an error of ours.
 */
export async function readBreakdown(
  id: MetricId,
  dimension: DimensionId,
  input: MetricInput,
): Promise<{ parts: Part[]; truncated: boolean }> {
  const source = metricSource(id);
  if (!source.rows || !source.dimensions?.includes(dimension)) throw new Error(`${id} has no dimension ${dimension}`);
  const key = `${id}/${dimension}`;
  const ask = queries.get(key) ?? query(id, dimension, source);
  queries.set(key, ask);
  const rows = await ask(parameters(input));
  const least = source.definition.minimumN;
  const parts = rows.slice(0, MOST_MEMBERS).map((row) => ({ ...row, value: row.n < least ? null : row.value }));
  return { parts, truncated: rows.length > MOST_MEMBERS };
}
