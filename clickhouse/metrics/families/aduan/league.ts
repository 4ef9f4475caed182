import { z } from 'zod';
import { defineRemembered } from '../../../warehouse/remember';
import { parameters, period } from '../../narrow';
import { newestProfile } from '../../sql/city';
import { dueComplaints } from '../../sql/complaints';
import type { MetricInput } from '../../types';
import { filteredComplaints } from './detail';

/** Below this many complaints due an office has no band. */
export const LEAGUE_MINIMUM = 10;
/** An office leaves the middle band when the middle four fifths of what its share may be lie on one side of the city's. */
const SIDE = 1.2816;
/** Complaints of an average office that the prior weighs when offices do not differ measurably, and when there is only one. */
const STRONGEST_PRIOR = 1000;

export type Band = 'di_atas' | 'setara' | 'di_bawah' | 'belum_cukup';

export interface LeagueOffice {
  skpd: string;
  name: string;
  band: Band;
  /** Complaints due in the period that can be judged, and those settled in time. */
  n: number;
  inTime: number;
  /** Share settled in time, drawn to the city's share the more, the fewer complaints the office had; null below the minimum. */
  share: number | null;
  low: number | null;
  high: number | null;
  /** Of those due: closed by the reporter, by the system, open. */
  byReporter: number;
  bySystem: number;
  open: number;
}

/**
 * Offices by how they settle complaints in time: an empirical Bayes beta-binomial. The prior has the city's share as its mean
 * and a weight found from how much the offices differ beyond chance (method of moments over offices with enough complaints).
 */
const query = defineRemembered({
  name: 'complaint_league',
  sql: `WITH offices AS (
      SELECT toString(d_skpd) AS skpd, countIf(in_time IS NOT NULL) AS n, countIf(in_time = true) AS inTime,
        countIf(d_keadaan = 'selesai' AND d_penutup = 'pelapor') AS byReporter,
        countIf(d_keadaan = 'selesai' AND d_penutup = 'sistem') AS bySystem, countIf(NOT closed) AS open, n >= ${LEAGUE_MINIMUM} AS enough
      FROM (${filteredComplaints(dueComplaints)}) WHERE d_skpd != '' GROUP BY d_skpd
    ),
    city AS (
      SELECT *, sumIf(inTime, enough) OVER () / sumIf(n, enough) OVER () AS mean, mean * (1 - mean) AS chance,
        countIf(enough) OVER () - 1 AS others, sumIf(n, enough) OVER () AS total,
        (total - (sumIf(n * n, enough) OVER ()) / total) / others AS usual_n
      FROM offices
    ),
    prior AS (
      SELECT *, (sumIf(n * pow(inTime / n - mean, 2), enough) OVER () / others - chance) / usual_n AS between,
        if(isFinite(between) AND between > 0, least(greatest(chance / between - 1, 1), ${STRONGEST_PRIOR}), ${STRONGEST_PRIOR}) AS weight
      FROM city
    )
    SELECT skpd, if(o.name = '', skpd, o.name) AS name, n, inTime, byReporter, bySystem, open,
      (inTime + weight * mean) / (n + weight) AS shrunk,
      ${SIDE} * sqrt(shrunk * (1 - shrunk) / (n + weight + 1)) AS reach,
      if(enough, toNullable(100 * shrunk), NULL) AS share,
      if(enough, toNullable(100 * greatest(0, shrunk - reach)), NULL) AS low,
      if(enough, toNullable(100 * least(1, shrunk + reach)), NULL) AS high,
      multiIf(NOT enough, 'belum_cukup', shrunk - reach > mean, 'di_atas', shrunk + reach < mean, 'di_bawah', 'setara') AS band,
      100 * mean AS cityShare, weight
    FROM prior
    LEFT JOIN (SELECT toString(skpd) AS code, if(short_name = '', name, short_name) AS name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o
      ON o.code = prior.skpd
    ORDER BY lowerUTF8(name), skpd`,
  params: period,
  row: z.object({
    skpd: z.string(),
    name: z.string(),
    band: z.enum(['di_atas', 'setara', 'di_bawah', 'belum_cukup']),
    n: z.number(),
    inTime: z.number(),
    share: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    byReporter: z.number(),
    bySystem: z.number(),
    open: z.number(),
    cityShare: z.number().nullable(),
    weight: z.number().nullable(),
  }),
});

export interface League {
  offices: LeagueOffice[];
  /** Per cent of the whole city; null when no office has enough complaints. */
  cityShare: number | null;
  /** How many complaints of an average office the prior stands for. */
  weight: number | null;
}

/** The offices in bands, by name within a band: ranks would tell differences that the numbers do not hold. */
export async function complaintLeague(input: MetricInput): Promise<League> {
  const rows = await query(parameters({ ...input, skpd: undefined }));
  const known = rows.some((row) => row.share !== null);
  const offices = rows.map(({ cityShare: _share, weight: _weight, ...office }) => office);
  return { offices, cityShare: known ? rows[0]!.cityShare : null, weight: known ? rows[0]!.weight : null };
}
