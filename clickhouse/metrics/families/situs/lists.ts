import { z } from 'zod';
import { webSumsOfDays, webTables } from '../../../derived/web-sums';
import { defineQuery } from '../../../warehouse/define-query';
import { factsIn, named, remember, remembered } from '../../../warehouse/remember';
import type { SumsAsked } from '../../definition';
import { instant, time } from '../../sql/types';
import { weighted } from './lama-jawab-situs';
import { readPages } from './pages';
import { type Question, sumRows, sumsAsked, sumsOf } from './sums';

/*
 * What the websites page lists besides the figures of the registry, from sums of days. No office or site asks for all of them.
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

/** Asks of the sums of a period; the answer is remembered while there are no new hits. */
async function ofSums<R extends z.ZodObject>(
  name: string,
  sqlOf: (asked: SumsAsked) => string,
  row: R,
  { from, to, timezone, skpd = '', situs = '' }: Question,
  byDays = false,
): Promise<z.output<R>[]> {
  const params = { from, to, timezone, skpd, situs };
  const sql = sqlOf(await sumsAsked(params, byDays));
  return remember(factsIn(sql), [sql, named(sql, params)], () =>
    defineQuery({ name, sql, params: asked, row })(params),
  );
}

const { web_hours } = webTables;

/** Requests of each local day (or month) by who asked: human, bot, unknown. Days without any have no row. */
export const trafficSeries = ({ bucket, ...question }: Question & { bucket: 'hari' | 'bulan' }) =>
  ofSums(
    'situs_lalu_lintas',
    (sums) => `SELECT toDateTime(toUnixTimestamp(toDateTime(bucket, {timezone:String})), 'UTC') AS start,
        sum(human) AS human, sum(bot) AS bot, sum(requests) - human - bot AS others
      FROM (
        SELECT ${bucket === 'bulan' ? 'toStartOfMonth(toDate(moment, {timezone:String}))' : 'toDate(moment, {timezone:String})'} AS bucket, human, bot, requests
        FROM (${sumsOf('skpd_situs', ['human', 'bot', 'requests'], sums)})
      ) GROUP BY bucket ORDER BY start`,
    z.object({ start: time, human: z.number(), bot: z.number(), others: z.number() }),
    question,
    bucket === 'hari',
  );

/** Pages that people saw, by weekday (1 = Monday) and hour of the city. */
export const hoursOfWeek = (question: Question) =>
  ofSums(
    'situs_jam_sibuk',
    (
      sums,
    ) => `SELECT weekday, hour, sum(pages) AS pages FROM (${sumRows(webSumsOfDays, web_hours, ['weekday', 'hour', 'pages'], 'pages > 0', sums)})
      GROUP BY weekday, hour ORDER BY weekday, hour`,
    z.object({ weekday: z.number(), hour: z.number(), pages: z.number() }),
    question,
  );

const SITE_SUMS = ['pages', 'visitors', 'downloads', 'asked', 'failed', 'requests'] as const;

/** The sites with what people and robots did there; `p90Ms` is null where the log does not tell it. */
export const bySite = (question: Question) =>
  ofSums(
    'situs_per_situs',
    (
      sums,
    ) => `SELECT site, toString(skpd) AS office, ${SITE_SUMS.map((name) => `sum(${name}) AS ${name}`).join(', ')}, sum(bot) AS robots,
        if(timed = 0, NULL, toFloat64(quantileExactWeightedArray(${weighted(0.9)})(ms, times))) AS p90Ms, sum(timed) AS timed
      FROM (${sumsOf('skpd_situs', ['skpd', 'site', ...SITE_SUMS, 'bot', 'timed', 'ms', 'times'], sums)})
      GROUP BY site, skpd ORDER BY pages DESC, site, office LIMIT 200`,
    z.object({
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
    question,
  );

/**
 * Pages on which sessions begin and end, and sessions of that page alone. By the rule of the metric `sesi_situs`; a session that
 * still runs at the period's end ends there. `entry_rank` and `exit_rank` order the rows.
 */
export async function doors(question: Question) {
  const { most } = await readPages(question, 'entries');
  const [entries, exits] = [most.get('entries')!, most.get('exits')!];
  const listed = [...entries.slice(0, LIST_LENGTH), ...exits.slice(0, LIST_LENGTH)];
  const pages = [...new Map(listed.map((page) => [page.page, page])).values()];
  const ranks = (list: typeof pages, side: 'entries' | 'exits') => {
    const ranked = new Map(list.map(({ page }, i) => [page, i + 1]));
    // Those that stand further down than is known follow in their order.
    const others = pages.filter(({ page }) => !ranked.has(page)).sort((a, b) => b[side] - a[side]);
    for (const { page } of others) ranked.set(page, ranked.size + 1);
    return ranked;
  };
  const [entryRanks, exitRanks] = [ranks(entries, 'entries'), ranks(exits, 'exits')];
  return pages
    .map(({ page, site, path, entries, exits, singles }) => ({
      site,
      path,
      entries,
      exits,
      singles,
      entry_rank: entryRanks.get(page)!,
      exit_rank: exitRanks.get(page)!,
    }))
    .sort((a, b) => a.entry_rank - b.entry_rank);
}

/** Sites of which any line was logged in a short period. */
export const sitesHeard = remembered(
  ['web_hits'],
  defineQuery({
    name: 'situs_terdengar',
    sql: `SELECT toString(site) AS site FROM web_hits
      WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} GROUP BY site`,
    params: z.object({ from: instant, to: instant }),
    row: z.object({ site: z.string() }),
  }),
);
