import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { parameters, period } from '../../narrow';
import { newestProfile } from '../../sql/city';
import { complaintSpans, complaintsAsOf } from '../../sql/complaints';
import type { MetricInput } from '../../types';
import { filteredComplaints } from './detail';

/**
 * The rule of bursts. The complaints of one category in one kecamatan over the seven days before {to} are compared with the
 * eight weeks before them and with the five weeks around the same week a year ago, all cut at the same weekday and hour. It
 * is a burst when there are at least `minimum` of them, their number is less likely than `tail` under each comparison that
 * exists, and it lies more than `deviations` robust deviations (1.4826 MAD) above the median week. The likelihood is the
 * negative binomial tail that a Poisson rate known from so few weeks predicts (Jeffreys prior); weeks that were bursts
 * themselves are left out of it. docs/decisions tells the false alarms measured on data without bursts.
 */
export const BURST_RULE = { minimum: 5, tail: 0.001, deviations: 3, weeksBefore: 8, yearAgoFrom: 50, yearAgoTo: 54 };

const { minimum, tail, deviations, weeksBefore, yearAgoFrom, yearAgoTo } = BURST_RULE;
const WEEK_S = 7 * 86_400;
const before = (weeks: number) => `toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL ${weeks} WEEK`;

/** P(X >= recent) when m weeks held `total` complaints. */
const tailOf = (total: string, m: string) => `1 - arraySum(arrayMap(x ->
    exp(lgamma(x + ${total} + 0.5) - lgamma(x + 1) - lgamma(${total} + 0.5)
      + (${total} + 0.5) * log(${m} / (${m} + 1)) - x * log(${m} + 1)),
    range(toUInt32(recent))))`;

export interface Burst {
  kategori: string;
  kecamatan: string;
  kecamatanName: string;
  /** Complaints of the last seven days. */
  recent: number;
  /** The median of the eight weeks before. */
  usual: number;
  /** The mean week around the same time a year ago; null when there are no data of then. */
  yearAgo: number | null;
  /** How likely so many are by chance. */
  chance: number;
  /** The weeks before, the oldest first. */
  weeks: number[];
}

const query = remembered(
  ['complaints'],
  defineQuery({
    name: 'complaint_bursts',
    sql: `SELECT kategori, kecamatan, w.name AS kecamatanName, recent, usual, if(has_season, season_total / ${yearAgoTo - yearAgoFrom + 1}, NULL) AS yearAgo,
      greatest(0, greatest(near_chance, season_chance)) AS chance, arrayReverse(weeks) AS weeks
    FROM (
      SELECT d_kategori AS kategori, d_kecamatan AS kecamatan,
        countIf(week = 0) AS recent,
        arrayMap(i -> toUInt32(arrayCount(x -> x = i, groupArrayIf(week, week BETWEEN 1 AND ${weeksBefore}))), range(1, ${weeksBefore + 1})) AS weeks,
        countIf(week >= ${yearAgoFrom}) AS season_total,
        arrayReduce('quantileExactInclusive(0.5)', weeks) AS usual,
        1.4826 * arrayReduce('quantileExactInclusive(0.5)', arrayMap(x -> abs(x - usual), weeks)) AS spread,
        arrayFilter(x -> x <= usual + ${deviations} * greatest(spread, sqrt(usual), 1), weeks) AS calm,
        ${tailOf('arraySum(calm)', 'length(calm)')} AS near_chance,
        (SELECT count() > 0 FROM (SELECT 1 FROM (${complaintSpans(`k.received_at < ${before(yearAgoTo)}`)}) LIMIT 1)) AS has_season,
        if(has_season, ${tailOf('season_total', `${yearAgoTo - yearAgoFrom + 1}`)}, 0) AS season_chance
      FROM (
        SELECT d_kategori, d_kecamatan, intDiv(toUnixTimestamp({to:DateTime('UTC')}) - toUnixTimestamp(received_at) - 1, ${WEEK_S}) AS week
        FROM (${filteredComplaints(
          complaintsAsOf(
            `(k.received_at >= ${before(weeksBefore + 1)} OR (k.received_at >= ${before(yearAgoTo + 1)} AND k.received_at < ${before(yearAgoFrom)}))`,
          ),
        )})
      )
      WHERE d_kategori != '' AND d_kecamatan NOT IN ('', 'luar')
      GROUP BY kategori, kecamatan
      HAVING recent >= ${minimum} AND recent > usual + ${deviations} * spread AND near_chance < ${tail} AND season_chance < ${tail}
    ) AS found
    LEFT JOIN (SELECT toString(wilayah) AS code, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan') AS w
      ON w.code = found.kecamatan
    ORDER BY chance, recent DESC, kategori, kecamatan LIMIT 50`,
    params: period,
    row: z.object({
      kategori: z.string(),
      kecamatan: z.string(),
      kecamatanName: z.string(),
      recent: z.number(),
      usual: z.number(),
      yearAgo: z.number().nullable(),
      chance: z.number(),
      weeks: z.array(z.number()),
    }),
  }),
);

/** Bursts in the seven days before the end of the period, the least likely first. */
export const complaintBursts = (input: MetricInput): Promise<Burst[]> => query(parameters(input));
