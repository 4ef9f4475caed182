import { z } from 'zod';
import { defineRemembered } from '../../../warehouse/remember';
import { memberNames } from '../../breakdown';
import { parameters, period } from '../../narrow';
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
const SEASON_WEEKS = yearAgoTo - yearAgoFrom + 1;
const WEEK_S = 7 * 86_400;
const before = (weeks: number) => `toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL ${weeks} WEEK`;

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

/** Each category in each kecamatan with enough complaints of late: by weeks before {to}, and in the weeks around then a year ago. */
const counts = defineRemembered({
  name: 'complaint_bursts',
  sql: `SELECT d_kategori AS kategori, d_kecamatan AS kecamatan, countIf(week = 0) AS recent,
      [${Array.from({ length: weeksBefore }, (_, i) => `countIf(week = ${i + 1})`).join(', ')}] AS weeks,
      countIf(week >= ${yearAgoFrom}) AS season,
      (SELECT count() > 0 FROM (SELECT 1 FROM (${complaintSpans(`k.received_at < ${before(yearAgoTo)}`)}) LIMIT 1)) AS has_season
    FROM (
      SELECT d_kategori, d_kecamatan, intDiv(toUnixTimestamp({to:DateTime('UTC')}) - toUnixTimestamp(received_at) - 1, ${WEEK_S}) AS week
      FROM (${filteredComplaints(
        complaintsAsOf(
          `(k.received_at >= ${before(weeksBefore + 1)} OR (k.received_at >= ${before(yearAgoTo + 1)} AND k.received_at < ${before(yearAgoFrom)}))`,
        ),
      )})
    )
    WHERE d_kategori != '' AND d_kecamatan NOT IN ('', 'luar')
    GROUP BY kategori, kecamatan HAVING recent >= ${minimum}`,
  params: period,
  row: z.object({
    kategori: z.string(),
    kecamatan: z.string(),
    recent: z.number(),
    weeks: z.array(z.number()),
    season: z.number(),
    has_season: z.coerce.boolean(),
  }),
});

/** P(X >= recent) when m weeks held `total` complaints. */
function tailOf(recent: number, total: number, m: number): number {
  const held = total + 0.5;
  let log = held * Math.log(m / (m + 1));
  let below = 0;
  for (let x = 0; x < recent; x += 1) {
    below += Math.exp(log);
    log += Math.log((held + x) / ((x + 1) * (m + 1)));
  }
  return Math.max(0, 1 - below);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const MOST = 50;
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Bursts in the seven days before the end of the period, the least likely first. */
export async function complaintBursts(input: MetricInput): Promise<Burst[]> {
  const [groups, names] = await Promise.all([counts(parameters(input)), memberNames(['kecamatan'])]);
  return groups
    .flatMap(({ kategori, kecamatan, recent, weeks, season, has_season }): Burst[] => {
      const usual = median(weeks);
      const spread = 1.4826 * median(weeks.map((week) => Math.abs(week - usual)));
      const calm = weeks.filter((week) => week <= usual + deviations * Math.max(spread, Math.sqrt(usual), 1));
      const near = tailOf(recent, sum(calm), calm.length);
      const usually = has_season ? tailOf(recent, season, SEASON_WEEKS) : 0;
      if (recent <= usual + deviations * spread || near >= tail || usually >= tail) return [];
      return [
        {
          kategori,
          kecamatan,
          kecamatanName: names.get(`kecamatan/${kecamatan}`) ?? '',
          recent,
          usual,
          yearAgo: has_season ? season / SEASON_WEEKS : null,
          chance: Math.max(near, usually),
          weeks: weeks.toReversed(),
        },
      ];
    })
    .sort(
      (a, b) =>
        a.chance - b.chance || b.recent - a.recent || order(a.kategori, b.kategori) || order(a.kecamatan, b.kecamatan),
    )
    .slice(0, MOST);
}
