import { z } from 'zod';
import { filteredComplaints } from '../metrics/families/aduan/detail';
import { parameters, period } from '../metrics/narrow';
import { complaintsAsOf } from '../metrics/sql/complaints';
import type { MetricInput } from '../metrics/types';
import { defineQuery } from '../warehouse/define-query';
import { remembered } from '../warehouse/remember';
import { H3_RESOLUTION } from './complaints';

/**
 * Where more is complained of than usual, by H3 cells. Of a cell what is expected is its own share of the year before, times what
 * the whole city had in the period: a cell that always has much is not hot. Cells with one complaint more or less must not
 * jump, so each counts one complaint more in the year before (Laplace). `p` is the chance of as many or more under a Poisson
 * distribution (maps of probabilities: Choynowski 1959); a cell is hot when p is below 5 % after
 * Bonferroni's correction for all cells in which anything was complained of, those too that are too small to be shown: who tests
 * only the cells with much finds some by chance. Complaints of one event come together, so p is a yardstick for order, not a proof.
 * Cells below five complaints are not shown.
 */
export const HOT = { least: 5, times: 1.5, chance: 0.05, history: 200 } as const;
interface HotSpot {
  cell: string;
  /** Corners of the hexagon. */
  ring: [lng: number, lat: number][];
  n: number;
  expected: number;
  p: number;
}

export interface HotSpots {
  spots: HotSpot[];
  /** Cells with a complaint in the period or in the year before: so many were tested. */
  tested: number;
  /** Complaints with a point in the year before; below that needed nothing is told. */
  history: number;
  historyNeeded: number;
}

const base = `toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 1 YEAR`;
const received = filteredComplaints(complaintsAsOf(`k.received_at >= ${base}`));

const cells = `SELECT *, total * (before + 1) / (past + cells) AS expected,
    if(n < ${HOT.least} OR n <= expected, 1, least(1, arraySum(k -> exp(k * log(expected) - expected - lgamma(k + 1)),
      range(n, n + toUInt64(20 * sqrt(n)) + 60)))) AS p
  FROM (SELECT *, sum(n) OVER () AS total, sum(before) OVER () AS past, count() OVER () AS cells
    FROM (SELECT geoToH3(assumeNotNull(latitude), assumeNotNull(longitude), ${H3_RESOLUTION}) AS h3,
        countIf(received_at >= {from:DateTime('UTC')}) AS n, countIf(received_at < {from:DateTime('UTC')}) AS before
      FROM (${received}) WHERE has_point GROUP BY h3))`;

const hotQuery = remembered(
  ['complaints'],
  defineQuery({
    name: 'map_hot_spots',
    sql: `SELECT h3ToString(h3) AS cell, h3ToGeoBoundary(h3) AS ring, n, expected, p, cells AS tested, past AS history,
        toBool(n >= ${HOT.least} AND n >= ${HOT.times} * expected AND p * cells < ${HOT.chance} AND history >= ${HOT.history}) AS hot
      FROM (${cells}) ORDER BY hot DESC, p, n DESC, cell`,
    params: period,
    row: z.object({
      cell: z.string(),
      ring: z.array(z.tuple([z.number(), z.number()])),
      n: z.number(),
      expected: z.number(),
      p: z.number(),
      tested: z.number(),
      history: z.number(),
      hot: z.boolean(),
    }),
  }),
);

/** The hot spots of a period, the least likely first. */
export async function hotSpots(input: MetricInput): Promise<HotSpots> {
  const rows = await hotQuery(parameters(input));
  const [first] = rows;
  return {
    spots: rows
      .filter(({ hot }) => hot)
      .map(({ cell, ring, n, expected, p }) => ({
        cell,
        ring: ring.map(([lat, lng]) => [Number(lng.toFixed(5)), Number(lat.toFixed(5))]),
        n,
        expected,
        p,
      })),
    tested: first?.tested ?? 0,
    history: first?.history ?? 0,
    historyNeeded: HOT.history,
  };
}
