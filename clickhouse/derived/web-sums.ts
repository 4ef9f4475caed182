import { HUMAN_ASKED, HUMAN_DOWNLOAD, HUMAN_PAGE } from '../metrics/families/situs/hits';
import { type DayTable, type Facts, namedSums } from './web-days';
import { DAY, hitsOf, visitsOf } from './web-visits';

/*
 * What pages on websites ask of hits, summed by local days and months. No table has a key of a visitor: how many there were is
 * counted for the city, for each office, for each site, and adds up over days because the keys are new every day.
 *
 * Sessions that go on over midnight: `joined_*` is what the day before counted too many when both days are in one period;
 * `carried` are pages that do not count for the sessions of a period that begins with the day.
 */

const COUNTS: Readonly<Record<string, string>> = {
  requests: 'count()',
  human: `countIf(agent_class = 'human')`,
  bot: `countIf(agent_class = 'bot')`,
  page_requests: `countIf(kind = 'halaman')`,
  page_bots: `countIf(kind = 'halaman' AND agent_class = 'bot')`,
  pages: `countIf(${HUMAN_PAGE})`,
  downloads: `countIf(${HUMAN_DOWNLOAD})`,
  asked: `countIf(${HUMAN_ASKED})`,
  failed: `countIf(${HUMAN_ASKED} AND status >= 400)`,
  failed_4xx: `countIf(${HUMAN_ASKED} AND status >= 400 AND status < 500)`,
  failed_5xx: `countIf(${HUMAN_ASKED} AND status >= 500)`,
  missing: `countIf(${HUMAN_ASKED} AND status IN (404, 410))`,
  timed: `countIf(${HUMAN_PAGE} AND duration_ms IS NOT NULL)`,
};
const VISITS: Readonly<Record<string, string>> = {
  sessions: 'countIf(begins)',
  singles: 'countIf(single)',
  carried: 'countIf(carried)',
  joined_singles: 'countIf(alone)',
};
const counted = Object.keys(COUNTS);
const visited = Object.keys(VISITS);
const named = (of: Readonly<Record<string, string>>) =>
  Object.entries(of)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');
const nothing = (names: readonly string[]) => names.map((name) => `0 AS ${name}`).join(', ');
const summed = (names: readonly string[]) => names.map((name) => `sum(${name}) AS ${name}`).join(', ');

/** Sums of the days of a month: joints within it are settled, those with the month before stay as they are. */
const settled = (singles: string, joined: string, month: string) =>
  `sum(toInt64(${singles})) - sumIf(toInt64(${joined}), start != toDate('${month}')) AS ${singles},
   sumIf(${joined}, start = toDate('${month}')) AS ${joined}`;
const ofFirst = (column: string, month: string) => `sumIf(${column}, start = toDate('${month}')) AS ${column}`;

/** By hour of the day and day of the week. */
const webHours: DayTable = {
  name: 'web_hours',
  columns: ['skpd', 'site', 'weekday', 'hour', ...counted, ...visited],
  days: (some) => `SELECT start, skpd, site, weekday, hour, ${summed([...counted, ...visited])} FROM (
      SELECT ${DAY} AS start, skpd, site, toDayOfWeek(time, 0, {timezone:String}) AS weekday, toHour(time, {timezone:String}) AS hour,
        ${named(COUNTS)}, ${nothing(visited)}
      FROM ${hitsOf(some)} GROUP BY start, skpd, site, weekday, hour
      UNION ALL
      SELECT start, skpd, site, toDayOfWeek(start) AS weekday, toHour(toDateTime(at, 'UTC'), {timezone:String}) AS hour, ${nothing(counted)}, ${named(VISITS)}
      FROM (${visitsOf(some)}) GROUP BY start, skpd, site, weekday, hour
    ) GROUP BY start, skpd, site, weekday, hour`,
  month: (days, month) => `SELECT skpd, site, weekday, hour, ${summed([...counted, 'sessions'])},
      ${settled('singles', 'joined_singles', month)}, ${ofFirst('carried', month)}
    FROM ${days} GROUP BY skpd, site, weekday, hour`,
};

/** Whose sums a row has: the city's, an office's, a site's, or those of an office's site. */
const SCOPES = `multiIf(grouping(skpd) = 0 AND grouping(site) = 0, 'skpd_situs', grouping(skpd) = 0, 'skpd', grouping(site) = 0, 'situs', 'kota')`;
const SETS = 'GROUPING SETS ((start), (start, skpd), (start, site), (start, skpd, site))';

/** How often each time of an answer was taken, as two arrays: exact, of the city and of each office's site. */
const times = (some: Facts) => `SELECT start, scope, skpd, site, ${nothing([...counted, ...visited, 'visitors'])},
    groupArray(duration) AS ms, groupArray(n) AS times
  FROM (
    SELECT start, if(grouping(skpd) = 0, 'skpd_situs', 'kota') AS scope, skpd, site, duration, sum(one) AS n
    FROM (
      SELECT ${DAY} AS start, skpd, site, assumeNotNull(duration_ms) AS duration, count() AS one
      FROM ${hitsOf(some)} AND ${HUMAN_PAGE} AND duration_ms IS NOT NULL GROUP BY start, skpd, site, duration
    ) GROUP BY GROUPING SETS ((start, duration), (start, skpd, site, duration))
    ORDER BY start, scope, skpd, site, duration
  ) GROUP BY start, scope, skpd, site`;

/** Sessions by office and site: of days they stand in `web_hours` already. */
const sessions = (some: Facts) =>
  some.built
    ? `SELECT start, skpd, site, ${summed(visited)} FROM web_hours WHERE span = 'hari' AND built = ${some.built} GROUP BY start, skpd, site`
    : `SELECT start, skpd, site, ${named(VISITS)} FROM (${visitsOf(some)}) GROUP BY start, skpd, site`;

const webSums: DayTable = {
  name: 'web_sums',
  columns: ['scope', 'skpd', 'site', ...counted, ...visited, 'visitors', 'ms', 'times'],
  days: (
    some,
  ) => `SELECT start, scope, skpd, site, ${summed([...counted, ...visited, 'visitors'])}, groupArrayArray(ms) AS ms, groupArrayArray(times) AS times
    FROM (
      SELECT start, ${SCOPES} AS scope, skpd, site, ${summed([...counted, ...visited])}, 0 AS visitors, emptyArrayUInt32() AS ms, emptyArrayUInt64() AS times
      FROM (
        SELECT ${DAY} AS start, skpd, site, ${named(COUNTS)}, ${nothing(visited)} FROM ${hitsOf(some)} GROUP BY start, skpd, site
        UNION ALL
        SELECT start, skpd, site, ${nothing(counted)}, ${visited.join(', ')} FROM (${sessions(some)})
      ) GROUP BY ${SETS}
      UNION ALL
      SELECT start, ${SCOPES} AS scope, skpd, site, ${nothing([...counted, ...visited])}, uniqExact(visitor) AS visitors, emptyArrayUInt32(), emptyArrayUInt64()
      FROM (SELECT DISTINCT ${DAY} AS start, skpd, site, visitor FROM ${hitsOf(some)} AND ${HUMAN_PAGE}) GROUP BY ${SETS}
      UNION ALL
      ${times(some)}
    ) GROUP BY start, scope, skpd, site`,
  month: (days, month) => `SELECT scope, skpd, site, ${summed([...counted, 'sessions', 'visitors'])},
      ${settled('singles', 'joined_singles', month)}, ${ofFirst('carried', month)},
      sumMap(ms, times) AS counts, counts.1 AS ms, counts.2 AS times
    FROM ${days} GROUP BY scope, skpd, site`,
};

/** Of which places sums are told apart. */
const KEYS = { kota: [], skpd: ['skpd'], situs: ['site'], skpd_situs: ['skpd', 'site'] } as const;
export type Scope = keyof typeof KEYS;

/**
 * The same sums of the edge of a period, which is worked out for each question: of one scope and some columns alone, in one look at
 * its hits, and one more at its sessions where these are asked for.
 */
export function webSumsOf(scope: Scope, wanted: readonly string[]): DayTable {
  const columns = [...wanted, ...(wanted.includes('singles') ? ['joined_singles'] : [])];
  const asked = (names: readonly string[]) => names.filter((name) => columns.includes(name));
  const keys: readonly string[] = KEYS[scope];
  const place = ['skpd', 'site'].map((key) => (keys.includes(key) ? key : `'' AS ${key}`)).join(', ');
  const groups = ['start', ...keys].join(', ');
  const withTimes = columns.includes('ms');
  const took = `sumMapIf([assumeNotNull(duration_ms)], [toUInt64(1)], ${HUMAN_PAGE} AND duration_ms IS NOT NULL) AS taken, taken.1 AS ms, taken.2 AS times`;
  const list = (counts: string, visits: string, visitors: string, times: string) =>
    [
      `start, '${scope}' AS scope, ${place}`,
      counts,
      visits,
      ...(columns.includes('visitors') ? [`${visitors} AS visitors`] : []),
      ...(withTimes ? [times] : []),
    ]
      .filter(Boolean)
      .join(', ');
  const of = (expressions: Readonly<Record<string, string>>) =>
    named(Object.fromEntries(Object.entries(expressions).filter(([name]) => columns.includes(name))));
  const all = [
    'start',
    'scope',
    'skpd',
    'site',
    ...asked([...counted, ...visited, 'visitors']),
    ...(withTimes ? ['ms', 'times'] : []),
  ];
  const days = (some: Facts) => {
    const hits = `SELECT ${list(of(COUNTS), nothing(asked(visited)), `uniqExactIf(visitor, ${HUMAN_PAGE})`, took)}
      FROM (SELECT *, ${DAY} AS start FROM ${hitsOf(some)}) GROUP BY ${groups}`;
    const sessions = `SELECT ${list(nothing(asked(counted)), of(VISITS), '0', 'emptyArrayUInt32() AS ms, emptyArrayUInt64() AS times')}
      FROM (${visitsOf(some)}) GROUP BY ${groups}`;
    const parts = [hits, ...(asked(visited).length > 0 ? [sessions] : [])];
    return parts.map((part) => `SELECT ${all.join(', ')} FROM (${part})`).join(' UNION ALL ');
  };
  return { ...webSums, days };
}

/** By what else figures are split by, `by` being the dimension: the member's requests and those of them by robots. */
const webSplits: DayTable = {
  name: 'web_splits',
  columns: ['by', 'skpd', 'site', 'member', 'n', 'bot'],
  days: (some) => {
    // Grouped as they are stored, then named: of so many hits a text each would cost more than all the rest.
    const of = (by: string, column: string, member: string, only: string) =>
      `SELECT start, '${by}' AS by, skpd, site, ${member} AS member, sum(one) AS n, sum(robots) AS bot FROM (
        SELECT ${DAY} AS start, skpd, site, ${column}, count() AS one, countIf(agent_class = 'bot') AS robots
        FROM ${hitsOf(some)} AND ${only} GROUP BY start, skpd, site, ${column}
      ) GROUP BY start, skpd, site, member`;
    return [
      of('agen', 'agent_class', 'toString(agent_class)', 'true'),
      of('aturan', 'agent_rule', 'toString(agent_rule)', 'true'),
      of('perujuk', 'referrer_host', `if(referrer_host = site, 'dalam_situs', toString(referrer_host))`, HUMAN_PAGE),
      of('keadaan', 'status', 'toString(status)', `${HUMAN_ASKED} AND status >= 400`),
    ].join(' UNION ALL ');
  },
  month: (days) =>
    `SELECT by, skpd, site, member, sum(n) AS n, sum(bot) AS bot FROM ${days} GROUP BY by, skpd, site, member`,
};

const PAGES = [
  'pages',
  'downloads',
  'asked',
  'failed',
  'entries',
  'exits',
  'singles',
  'joined_exits',
  'joined_singles',
];

/** By page, of what people asked for; `page` stands for site and path, `ms` are the times of the answers. */
const webPages: DayTable = {
  name: 'web_pages',
  columns: ['page', 'skpd', 'site', 'path', ...PAGES, 'ms'],
  days: (
    some,
  ) => `SELECT start, sipHash64(site, path) AS page, skpd, site, path, ${summed(PAGES)}, groupArrayArray(ms) AS ms FROM (
      SELECT ${DAY} AS start, skpd, site, path, countIf(${HUMAN_PAGE}) AS pages, countIf(${HUMAN_DOWNLOAD}) AS downloads,
        count() AS asked, countIf(status >= 400) AS failed, ${nothing(PAGES.slice(4))},
        groupArrayIf(assumeNotNull(duration_ms), ${HUMAN_PAGE} AND duration_ms IS NOT NULL) AS ms
      FROM ${hitsOf(some)} AND ${HUMAN_ASKED} GROUP BY start, skpd, site, path
      UNION ALL
      SELECT start, skpd, site, path, ${nothing(PAGES.slice(0, 4))}, countIf(begins) AS entries, countIf(ends) AS exits, countIf(single) AS singles,
        countIf(joins) AS joined_exits, countIf(alone) AS joined_singles, emptyArrayUInt32() AS ms
      FROM (${visitsOf(some)}) WHERE begins OR ends OR joins GROUP BY start, skpd, site, path
    ) GROUP BY start, skpd, site, path`,
  month: (
    days,
    month,
  ) => `SELECT page, skpd, site, path, ${summed(['pages', 'downloads', 'asked', 'failed', 'entries'])},
      ${settled('exits', 'joined_exits', month)}, ${settled('singles', 'joined_singles', month)}, groupArrayArray(ms) AS ms
    FROM ${days} GROUP BY page, skpd, site, path`,
};

/** Sums of websites. */
export const webSumsOfDays = namedSums('situs', {
  fact: 'web_hits',
  tables: [webHours, webSums, webSplits, webPages],
});

export const webTables = { web_hours: webHours, web_sums: webSums, web_splits: webSplits, web_pages: webPages };
