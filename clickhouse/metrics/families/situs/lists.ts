import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { instant, time } from '../../sql/types';
import { HUMAN_ASKED, HUMAN_DOWNLOAD, HUMAN_PAGE, inPeriod, OF_PLACE, SESSION_GAP_SECONDS } from './hits';

/*
 * What the websites page lists besides the figures of the registry. '' as office or site asks for all of them. Every query reads
 * the hits of its period alone.
 */

/** How many lines a list has. */
const LIST_LENGTH = 20;

const asked = z.object({
  from: instant,
  to: instant,
  timezone: z.string(),
  skpd: z.string().default(''),
  situs: z.string().default(''),
});

const hits = `web_hits WHERE ${inPeriod}`;

/** Requests of each local day (or month) by who asked: human, bot, unknown. Days without any have no row. */
export const trafficSeries = remembered(
  ['web_hits'],
  defineQuery({
    name: 'situs_lalu_lintas',
    sql: `SELECT toDateTime(toUnixTimestamp(toDateTime(bucket, {timezone:String})), 'UTC') AS start, human, bot, others
    FROM (
      SELECT if({bucket:String} = 'bulan', toStartOfMonth(toDate(time, {timezone:String})), toDate(time, {timezone:String})) AS bucket,
        countIf(agent_class = 'human') AS human, countIf(agent_class = 'bot') AS bot, count() - human - bot AS others
      FROM ${hits} GROUP BY bucket
    ) ORDER BY start`,
    params: asked.extend({ bucket: z.enum(['hari', 'bulan']) }),
    row: z.object({ start: time, human: z.number(), bot: z.number(), others: z.number() }),
  }),
);

/** Pages that people saw, by weekday (1 = Monday) and hour of the city. */
export const hoursOfWeek = remembered(
  ['web_hits'],
  defineQuery({
    name: 'situs_jam_sibuk',
    sql: `SELECT toDayOfWeek(time, 0, {timezone:String}) AS weekday, toHour(time, {timezone:String}) AS hour, count() AS pages
    FROM ${hits} AND ${HUMAN_PAGE} GROUP BY weekday, hour ORDER BY weekday, hour`,
    params: asked,
    row: z.object({ weekday: z.number(), hour: z.number(), pages: z.number() }),
  }),
);

/** The sites with what people and robots did there; `p90Ms` is null where the log does not tell it. */
export const bySite = remembered(
  ['web_hits'],
  defineQuery({
    name: 'situs_per_situs',
    sql: `SELECT site, toString(skpd) AS office, countIf(${HUMAN_PAGE}) AS pages, uniqExactIf(visitor, ${HUMAN_PAGE}) AS visitors,
      countIf(${HUMAN_DOWNLOAD}) AS downloads, countIf(${HUMAN_ASKED}) AS asked, countIf(${HUMAN_ASKED} AND status >= 400) AS failed,
      count() AS requests, countIf(agent_class = 'bot') AS robots,
      toFloat64(quantileExactOrNullIf(0.9)(duration_ms, ${HUMAN_PAGE})) AS p90Ms, countIf(duration_ms IS NOT NULL AND ${HUMAN_PAGE}) AS timed
    FROM ${hits} GROUP BY site, skpd ORDER BY pages DESC, site, office LIMIT 200`,
    params: asked,
    row: z.object({
      site: z.string(),
      office: z.string(),
      pages: z.number(),
      visitors: z.number(),
      downloads: z.number(),
      asked: z.number(),
      failed: z.number(),
      requests: z.number(),
      robots: z.number(),
      p90Ms: z.number().nullable(),
      timed: z.number(),
    }),
  }),
);

/**
 * Pages on which sessions begin and end, and sessions of that page alone. By the rule of the metric `sesi_situs`; a session that
 * still runs at the period's end ends there.
 */
export const doors = remembered(
  ['web_hits'],
  defineQuery({
    name: 'situs_pintu',
    sql: `SELECT site, path, entries, exits, singles, entry_rank, exit_rank
    FROM (
      SELECT site, path, countIf(first) AS entries, countIf(last) AS exits, countIf(first AND last) AS singles,
        row_number() OVER (ORDER BY entries DESC, site, path) AS entry_rank,
        row_number() OVER (ORDER BY exits DESC, site, path) AS exit_rank
      FROM (
        SELECT site, path, time, toUnixTimestamp(time) AS at,
          at - lagInFrame(at) OVER visit > ${SESSION_GAP_SECONDS} AS first,
          leadInFrame(at) OVER visit = 0 OR leadInFrame(at) OVER visit - at > ${SESSION_GAP_SECONDS} AS last
        FROM web_hits
        WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL ${SESSION_GAP_SECONDS} SECOND AND time < {to:DateTime('UTC')}
          AND ${OF_PLACE} AND ${HUMAN_PAGE}
        WINDOW visit AS (PARTITION BY site, visitor ORDER BY toUnixTimestamp(time) ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)
      ) WHERE time >= {from:DateTime('UTC')} GROUP BY site, path
    ) WHERE entry_rank <= ${LIST_LENGTH} AND entries > 0 OR exit_rank <= ${LIST_LENGTH} AND exits > 0
    ORDER BY entry_rank`,
    params: asked,
    row: z.object({
      site: z.string(),
      path: z.string(),
      entries: z.number(),
      exits: z.number(),
      singles: z.number(),
      entry_rank: z.number(),
      exit_rank: z.number(),
    }),
  }),
);
