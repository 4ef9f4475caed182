import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { ofOffice } from '../../sql/city';
import { instant, time } from '../../sql/types';
import { HUMAN_ASKED } from './galat-situs';
import { HUMAN_DOWNLOAD, HUMAN_PAGE, inPeriod, SESSION_GAP_SECONDS } from './hits';

/*
 * What the websites page lists besides the figures of the registry. '' as office or site asks for all of them. Every query reads
 * the hits of its period alone.
 */

/** How many lines a list has. */
export const LIST_LENGTH = 20;

const asked = z.object({
  from: instant,
  to: instant,
  timezone: z.string(),
  skpd: z.string().default(''),
  situs: z.string().default(''),
});
export type SiteQuestion = z.input<typeof asked>;

const ofSite = `({situs:String} = '' OR site = {situs:String})`;
const hits = `web_hits WHERE ${inPeriod} AND ${ofSite}`;

/** Requests of each local day (or month) by who asked: human, bot, unknown. Days without any have no row. */
export const trafficSeries = defineQuery({
  name: 'situs_lalu_lintas',
  sql: `SELECT toDateTime(toUnixTimestamp(toDateTime(bucket, {timezone:String})), 'UTC') AS start, human, bot, others
    FROM (
      SELECT if({bucket:String} = 'bulan', toStartOfMonth(toDate(time, {timezone:String})), toDate(time, {timezone:String})) AS bucket,
        countIf(agent_class = 'human') AS human, countIf(agent_class = 'bot') AS bot, count() - human - bot AS others
      FROM ${hits} GROUP BY bucket
    ) ORDER BY start`,
  params: asked.extend({ bucket: z.enum(['hari', 'bulan']) }),
  row: z.object({ start: time, human: z.number(), bot: z.number(), others: z.number() }),
});

/** Pages that people saw, by weekday (1 = Monday) and hour of the city. */
export const hoursOfWeek = defineQuery({
  name: 'situs_jam_sibuk',
  sql: `SELECT toDayOfWeek(time, 0, {timezone:String}) AS weekday, toHour(time, {timezone:String}) AS hour, count() AS pages
    FROM ${hits} AND ${HUMAN_PAGE} GROUP BY weekday, hour ORDER BY weekday, hour`,
  params: asked,
  row: z.object({ weekday: z.number(), hour: z.number(), pages: z.number() }),
});

/** The sites with what people and robots did there; `p90Ms` is null where the log does not tell it. */
export const bySite = defineQuery({
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
});

/** The pages that people saw most. */
export const topPages = defineQuery({
  name: 'situs_halaman_teratas',
  sql: `SELECT site, path, count() AS pages, uniqExact(visitor) AS visitors FROM ${hits} AND ${HUMAN_PAGE}
    GROUP BY site, path ORDER BY pages DESC, site, path LIMIT ${LIST_LENGTH}`,
  params: asked,
  row: z.object({ site: z.string(), path: z.string(), pages: z.number(), visitors: z.number() }),
});

/** The pages that take longest to answer, of those seen often enough to tell. Empty where no log tells the time. */
export const slowPages = defineQuery({
  name: 'situs_halaman_lambat',
  sql: `SELECT site, path, toFloat64(quantileExact(0.9)(assumeNotNull(duration_ms))) AS p90Ms, count() AS pages
    FROM ${hits} AND ${HUMAN_PAGE} AND duration_ms IS NOT NULL
    GROUP BY site, path HAVING pages >= 30 ORDER BY p90Ms DESC, site, path LIMIT ${LIST_LENGTH}`,
  params: asked,
  row: z.object({ site: z.string(), path: z.string(), p90Ms: z.number(), pages: z.number() }),
});

/** The documents that people fetched most. */
export const topDownloads = defineQuery({
  name: 'situs_unduhan_teratas',
  sql: `SELECT site, path, count() AS downloads, sum(bytes) AS bytes FROM ${hits} AND ${HUMAN_DOWNLOAD}
    GROUP BY site, path ORDER BY downloads DESC, site, path LIMIT ${LIST_LENGTH}`,
  params: asked,
  row: z.object({ site: z.string(), path: z.string(), downloads: z.number(), bytes: z.number() }),
});

/** What people asked for and did not get, by status. */
export const errorPages = defineQuery({
  name: 'situs_halaman_galat',
  sql: `SELECT site, path, status, count() AS requests FROM ${hits} AND ${HUMAN_ASKED} AND status >= 400
    GROUP BY site, path, status ORDER BY requests DESC, site, path, status LIMIT ${LIST_LENGTH}`,
  params: asked,
  row: z.object({ site: z.string(), path: z.string(), status: z.number(), requests: z.number() }),
});

/** Where people came from. A page of the same site is no referrer; '' = the browser did not tell. */
export const referrers = defineQuery({
  name: 'situs_perujuk',
  sql: `SELECT toString(referrer_host) AS host, count() AS pages FROM ${hits} AND ${HUMAN_PAGE} AND referrer_host != site
    GROUP BY referrer_host ORDER BY pages DESC, host LIMIT ${LIST_LENGTH}`,
  params: asked,
  row: z.object({ host: z.string(), pages: z.number() }),
});

/** Requests by the rule that said who asked. */
export const agentRules = defineQuery({
  name: 'situs_aturan_agen',
  sql: `SELECT toString(agent_class) AS agent, toString(agent_rule) AS rule, count() AS requests, uniqExact(visitor) AS visitors
    FROM ${hits} GROUP BY agent_class, agent_rule ORDER BY agent = 'human', requests DESC, agent, rule LIMIT 100`,
  params: asked,
  row: z.object({ agent: z.string(), rule: z.string(), requests: z.number(), visitors: z.number() }),
});

/**
 * Pages on which sessions begin and end, and sessions of that page alone. By the rule of the metric `sesi_situs`; a session that
 * still runs at the period's end ends there.
 */
export const doors = defineQuery({
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
          AND ${ofOffice()} AND ${ofSite} AND ${HUMAN_PAGE}
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
});
