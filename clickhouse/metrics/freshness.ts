import { z } from 'zod';
import { newestBuild } from '../derived/keep';
import { type DaySums, keepDays, newestBuilds } from '../derived/web-days';
import { newestEvents, newestHits } from '../derived/web-newest';
import { freshnessOf } from '../ledger/freshness';
import { defineQuery } from '../warehouse/define-query';
import { FACT_TABLES } from '../warehouse/fact-tables';
import { defineRemembered } from '../warehouse/remember';
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

const moments = z.object({ to: instant, previous_to: instant });

/** Newest evidence of each source of a table in one scan: per office first, so that asking for one office adds nothing to it. */
const evidenceOf = (table: FactTable) =>
  defineRemembered({
    name: 'metrics_sources',
    sql: `SELECT source_id AS source, max(ever) AS newest_ever, max(by_end) AS newest,
        maxOrNullIf(assumeNotNull(by_end), by_end IS NOT NULL AND ({skpd:String} = '' OR skpd = {skpd:String})) AS newest_of_office,
        max(before) AS newest_before_anywhere,
        maxOrNullIf(assumeNotNull(before), before IS NOT NULL AND ({skpd:String} = '' OR skpd = {skpd:String})) AS newest_before
      FROM (
        SELECT t.source_id AS source_id, t.skpd AS skpd, toNullable(max(${clock(table)})) AS ever,
          maxOrNullIf(${clock(table)}, ${clock(table)} < {to:DateTime('UTC')}) AS by_end,
          maxOrNullIf(${clock(table)}, ${clock(table)} < {previous_to:DateTime('UTC')}) AS before
        FROM ${LARGE[table] ? `${newestOfDays(table, LARGE[table])} AS t WHERE ${inWindow} OR t.time >= ${before('now')}` : table === 'complaints' ? states : `${table} AS t`} GROUP BY source_id, skpd
      ) GROUP BY source_id`,
    params: moments.extend({ now: instant, timezone: z.string(), skpd: z.string() }),
    row: z.object({
      source: z.string(),
      newest_ever: nullableTime,
      newest: nullableTime,
      newest_of_office: nullableTime,
      newest_before_anywhere: nullableTime,
      newest_before: nullableTime,
    }),
  });
const evidence = Object.fromEntries(FACT_TABLES.map((table) => [table, evidenceOf(table)])) as Record<
  FactTable,
  ReturnType<typeof evidenceOf>
>;

/** What the ledger knows of each source: its newest successful run, and its newest record as its chunks tell. */
const ledger = defineQuery({
  name: 'metrics_sources_ledger',
  sql: `SELECT source_id AS source, max(ran) AS ran_at, max(ever) AS newest_ever, max(by_end) AS newest, max(earlier) AS newest_before
    FROM (
      SELECT source_id, toNullable(toDateTime(max(finished_at), 'UTC')) AS ran, NULL AS ever, NULL AS by_end, NULL AS earlier
      FROM ingest_runs WHERE state = 'selesai' AND finished_at <= {to:DateTime('UTC')} GROUP BY source_id
      UNION ALL
      SELECT source_id, NULL AS ran, max(last_time) AS ever, maxOrNullIf(assumeNotNull(last_time), last_time < {to:DateTime('UTC')}) AS by_end,
        maxOrNullIf(assumeNotNull(last_time), last_time < {previous_to:DateTime('UTC')}) AS earlier
      FROM ingest_chunks WHERE last_time IS NOT NULL GROUP BY source_id
    ) GROUP BY source_id`,
  params: moments,
  row: z.object({
    source: z.string(),
    ran_at: nullableTime,
    newest_ever: nullableTime,
    newest: nullableTime,
    newest_before: nullableTime,
  }),
});

/** The sources of the profile, and how long each may be silent: city rule `sumber_harap`, else the profile; 0: neither says. */
const planned = defineRemembered({
  name: 'metrics_sources_planned',
  sql: `SELECT source, max(fed) AS feeds, if(max(rule) > 0, max(rule), max(minutes)) AS expected
    FROM (
      SELECT source_id AS source, arrayMap(f -> toString(f), feeds) AS fed, 0. AS rule, toFloat64(ifNull(expected_every_minutes, 0)) AS minutes
      FROM city_sources WHERE profile_version = ${newestProfile}
      UNION ALL
      SELECT key AS source, [] AS fed, toFloat64(value) AS rule, 0. AS minutes FROM city_rules
      WHERE profile_version = ${newestProfile} AND kind = 'sumber_harap'
    ) GROUP BY source`,
  params: z.object({}),
  row: z.object({ source: z.string(), feeds: z.array(z.string()), expected: z.number() }),
});

export interface SourceState {
  fact: FactTable;
  source: string;
  newest_ever: Date | null;
  newest: Date | null;
  newest_before_anywhere: Date | null;
  newest_of_office: Date | null;
  newest_before: Date | null;
  ran_at: Date | null;
  expected_minutes: number;
}

/**
 * The sources of some fact tables with their newest evidence, their newest successful run and how long they may be silent (when
 * neither a rule nor the profile says: two days). A source of the profile that never sent anything is listed without evidence.
 */
export async function readSources(
  tables: readonly FactTable[],
  input: { to: Date; previousTo: Date; now: Date; timezone: string; skpd: string },
): Promise<SourceState[]> {
  if (tables.length === 0) return [];
  const { to, previousTo, now, timezone, skpd } = input;
  const params = { to, previous_to: previousTo, now, timezone, skpd };
  const seen = async (table: FactTable) => {
    const sums = LARGE[table];
    if (sums) await keepDays(sums, timezone);
    return evidence[table](params);
  };
  const [plans, told, ...found] = await Promise.all([
    planned({}),
    ledger({ to, previous_to: previousTo }),
    ...tables.map(seen),
  ]);
  const planOf = new Map(plans.map((plan) => [plan.source, plan]));
  const toldOf = new Map(told.map((one) => [one.source, one]));
  return tables
    .flatMap((fact, i) => {
      const feeding = plans.filter(({ feeds }) => feeds.includes(fact)).map(({ source }) => source);
      return [...new Set([...feeding, ...found[i]!.map(({ source }) => source)])].map((source): SourceState => {
        const own = found[i]!.find((row) => row.source === source);
        // The ledger tells of those that no row within the windows tells of.
        const recorded = LARGE[fact] && feeding.includes(source) ? toldOf.get(source) : undefined;
        return {
          fact,
          source,
          newest_ever: own?.newest_ever ?? recorded?.newest_ever ?? null,
          newest: own?.newest ?? recorded?.newest ?? null,
          newest_before_anywhere: own?.newest_before_anywhere ?? recorded?.newest_before ?? null,
          newest_of_office: own?.newest_of_office ?? null,
          newest_before: own?.newest_before ?? null,
          ran_at: toldOf.get(source)?.ran_at ?? null,
          expected_minutes: planOf.get(source)?.expected || DEFAULT_EXPECTED_MINUTES,
        };
      });
    })
    .sort((a, b) => order(a.fact, b.fact) || order(a.source, b.source));
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

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
