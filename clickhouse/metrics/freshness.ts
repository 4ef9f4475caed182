import { z } from 'zod';
import { newestBuild } from '../derived/keep';
import { type DaySums, keepDays, newestBuilds } from '../derived/web-days';
import { newestEvents, newestHits } from '../derived/web-newest';
import { freshnessOf } from '../ledger/freshness';
import { defineQuery } from '../warehouse/define-query';
import { newestProfile } from './sql/city';
import { instant, nullableTime } from './sql/types';
import type { FactTable } from './types';

/** How long a source may be silent when neither a rule nor the profile says, in minutes: two days. */
const DEFAULT_EXPECTED_MINUTES = 2 * 24 * 60;

/** When a row shows that its source spoke: for complaints also when their state was last seen, which their states tell. */
const clock = (table: FactTable) => (table === 'complaints' ? 't.held_from' : 't.time');
const states = `complaint_states AS t WHERE t.built = ${newestBuild('complaint_states')} AND t.seen`;

/**
 * Tables of which the newest record of each day is kept, and only those of the last weeks before each asked moment are read: what is
 * older is told by the ledger.
 */
const LARGE: Partial<Record<FactTable, DaySums>> = { web_hits: newestHits, service_events: newestEvents };
const WINDOW_DAYS = 40;
const before = (moment: string) => `toDateTime({${moment}:DateTime('UTC')}, 'UTC') - INTERVAL ${WINDOW_DAYS} DAY`;
const inWindow = ['to', 'previous_to']
  .map((moment) => `(t.time >= ${before(moment)} AND t.time < {${moment}:DateTime('UTC')})`)
  .join(' OR ');

/** Of each day the newest records, and those before an asked moment on its own day. */
const newestOfDays = (table: FactTable, sums: DaySums) => `(
    SELECT source_id, skpd, newest AS time FROM newest_of_days
    WHERE span = 'hari' AND start >= toDate(least({now:DateTime('UTC')}, {to:DateTime('UTC')}, {previous_to:DateTime('UTC')}) - INTERVAL ${WINDOW_DAYS + 1} DAY, {timezone:String})
      AND (span, start, built) IN ${newestBuilds(sums.name)}
    ${['to', 'previous_to']
      .map(
        (moment) => `UNION ALL SELECT source_id, skpd, max(time) FROM ${table}
      WHERE time >= toDateTime(toStartOfDay({${moment}:DateTime('UTC')}, {timezone:String}), 'UTC') AND time < {${moment}:DateTime('UTC')} GROUP BY source_id, skpd`,
      )
      .join('\n    ')}
  )`;

/** Newest evidence of each source in one scan: per office first, so that asking for one office adds nothing to it. */
const evidenceOf = (table: FactTable) => `SELECT '${table}' AS fact, source_id, true AS exact,
    max(ever) AS newest_ever, max(by_end) AS newest,
    maxOrNullIf(assumeNotNull(by_end), by_end IS NOT NULL AND ({skpd:String} = '' OR skpd = {skpd:String})) AS newest_of_office,
    max(before) AS newest_before_anywhere,
    maxOrNullIf(assumeNotNull(before), before IS NOT NULL AND ({skpd:String} = '' OR skpd = {skpd:String})) AS newest_before
  FROM (
    SELECT t.source_id AS source_id, t.skpd AS skpd, toNullable(max(${clock(table)})) AS ever,
      maxOrNullIf(${clock(table)}, ${clock(table)} < {to:DateTime('UTC')}) AS by_end,
      maxOrNullIf(${clock(table)}, ${clock(table)} < {previous_to:DateTime('UTC')}) AS before
    FROM ${LARGE[table] ? `${newestOfDays(table, LARGE[table])} AS t WHERE ${inWindow} OR t.time >= ${before('now')}` : table === 'complaints' ? states : `${table} AS t`} GROUP BY source_id, skpd
  ) GROUP BY source_id`;

/** The newest record of each source by the ledger: for those that no row within the windows tells of. */
const recordedOf = (
  table: FactTable,
) => `SELECT '${table}' AS fact, source_id, false AS exact, max(last_time) AS newest_ever,
    maxOrNullIf(assumeNotNull(last_time), last_time < {to:DateTime('UTC')}) AS newest, NULL AS newest_of_office,
    maxOrNullIf(assumeNotNull(last_time), last_time < {previous_to:DateTime('UTC')}) AS newest_before_anywhere, NULL AS newest_before
  FROM ingest_chunks WHERE last_time IS NOT NULL
    AND source_id IN (SELECT source_id FROM city_sources WHERE profile_version = ${newestProfile} AND has(feeds, '${table}'))
  GROUP BY source_id`;

const sourceRow = z.object({
  fact: z.string(),
  source: z.string(),
  newest_ever: nullableTime,
  newest: nullableTime,
  newest_before_anywhere: nullableTime,
  newest_of_office: nullableTime,
  newest_before: nullableTime,
  ran_at: nullableTime,
  expected_minutes: z.number(),
});
export type SourceState = z.output<typeof sourceRow>;

/**
 * The sources of some fact tables with their newest evidence, their newest successful run and how long they may be
 * silent (city rule `sumber_harap`, else the profile, else two days). A source of the profile that never sent
 * anything is listed without evidence.
 */
function sourcesQuery(tables: readonly FactTable[]) {
  return defineQuery({
    name: 'metrics_sources',
    sql: `SELECT known.fact AS fact, known.source_id AS source, coalesce(maxIf(known.newest_ever, known.exact), max(known.newest_ever)) AS newest_ever, coalesce(maxIf(known.newest, known.exact), max(known.newest)) AS newest, coalesce(maxIf(known.newest_before_anywhere, known.exact), max(known.newest_before_anywhere)) AS newest_before_anywhere, max(known.newest_of_office) AS newest_of_office,
      max(known.newest_before) AS newest_before,
      any(if(runs.ran_at > toDateTime64(0, 3, 'UTC'), toNullable(toDateTime(runs.ran_at, 'UTC')), NULL)) AS ran_at,
      any(multiIf(rule.value > 0, rule.value, profile.minutes > 0, toFloat64(profile.minutes), ${DEFAULT_EXPECTED_MINUTES}.)) AS expected_minutes
    FROM (
      SELECT fact, source_id, false AS exact, NULL AS newest_ever, NULL AS newest, NULL AS newest_of_office, NULL AS newest_before_anywhere, NULL AS newest_before FROM (
        SELECT toString(arrayJoin(feeds)) AS fact, source_id FROM city_sources WHERE profile_version = ${newestProfile}
      ) WHERE fact IN ({facts:Array(String)})
      UNION ALL
      ${[...tables.map(evidenceOf), ...tables.filter((table) => LARGE[table]).map(recordedOf)].join('\nUNION ALL ')}
    ) AS known
    LEFT JOIN (
      SELECT source_id, max(finished_at) AS ran_at FROM ingest_runs
      WHERE state = 'selesai' AND finished_at <= {to:DateTime('UTC')} GROUP BY source_id
    ) AS runs ON runs.source_id = known.source_id
    LEFT JOIN (
      SELECT key, value FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'sumber_harap'
    ) AS rule ON rule.key = known.source_id
    LEFT JOIN (
      SELECT source_id, ifNull(expected_every_minutes, 0) AS minutes FROM city_sources WHERE profile_version = ${newestProfile}
    ) AS profile ON profile.source_id = known.source_id
    GROUP BY fact, source ORDER BY fact, source`,
    params: z.object({
      to: instant,
      previous_to: instant,
      now: instant,
      timezone: z.string(),
      skpd: z.string(),
      facts: z.array(z.string()),
    }),
    row: sourceRow,
  });
}

export async function readSources(
  tables: readonly FactTable[],
  input: { to: Date; previousTo: Date; now: Date; timezone: string; skpd: string },
): Promise<SourceState[]> {
  if (tables.length === 0) return [];
  const { to, previousTo, now, timezone, skpd } = input;
  await Promise.all(tables.flatMap((table) => LARGE[table] ?? []).map((sums) => keepDays(sums, timezone)));
  return sourcesQuery(tables)({ to, previous_to: previousTo, now, timezone, skpd, facts: [...tables] });
}

/** By the rule of the house (clickhouse/ledger/freshness.ts). */
export function isFresh(source: SourceState, at: Date): boolean {
  const heard = {
    heardAt: source.newest,
    lastFinishedAt: source.ran_at,
    expectedEveryMinutes: source.expected_minutes,
  };
  return freshnessOf(heard, at).freshness === 'segar';
}

/** Whether a source can vouch for a state at a past moment: it spoke afterwards, or shortly before. */
export function couldTell(source: SourceState, at: Date): boolean {
  const { newest_ever } = source;
  return isFresh(source, at) || (newest_ever !== null && newest_ever.getTime() >= at.getTime());
}
