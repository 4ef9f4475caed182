import { z } from 'zod';
import { newestBuild } from '../derived/keep';
import { type DaySums, keepDays, newestBuilds } from '../derived/web-days';
import { newestEvents, newestHits } from '../derived/web-newest';
import { freshnessOf } from '../ledger/freshness';
import { defineQuery } from '../warehouse/define-query';
import { FACT_TABLES } from '../warehouse/fact-tables';
import { defineRemembered } from '../warehouse/remember';
import { newestProfile } from './sql/city';
import { instant, nullableTime, time } from './sql/types';
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
const inWindow = (clock: string) =>
  `(${['to', 'previous_to']
    .map((moment) => `(${clock} >= ${before(moment)} AND ${clock} < {${moment}:DateTime('UTC')}) OR`)
    .join(' ')} ${clock} >= ${before('now')})`;

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

const rowsToTell = (table: FactTable) => {
  const sums = LARGE[table];
  if (sums) return `${newestOfDays(table, sums)} AS t WHERE ${inWindow('t.time')}`;
  return table === 'complaints' ? `${states} AND ${inWindow('t.held_from')}` : `${table} AS t`;
};

/** Newest evidence of each source and office of a table, in one scan for whichever office is asked for. */
const evidenceOf = (table: FactTable) =>
  defineRemembered({
    name: 'metrics_sources',
    sql: `SELECT t.source_id AS source, t.skpd AS skpd, toNullable(max(${clock(table)})) AS newest_ever,
        maxOrNullIf(${clock(table)}, ${clock(table)} < {to:DateTime('UTC')}) AS newest,
        maxOrNullIf(${clock(table)}, ${clock(table)} < {previous_to:DateTime('UTC')}) AS newest_before
      FROM ${rowsToTell(table)} GROUP BY source, skpd`,
    params: moments.extend({ now: instant, timezone: z.string() }),
    row: z.object({
      source: z.string(),
      skpd: z.string(),
      newest_ever: nullableTime,
      newest: nullableTime,
      newest_before: nullableTime,
    }),
  });
const evidence = Object.fromEntries(FACT_TABLES.map((table) => [table, evidenceOf(table)])) as Record<
  FactTable,
  ReturnType<typeof evidenceOf>
>;

/** The newest state of complaints of each source and office, whenever: asked once for each state of the facts. */
const complaintsEver = defineRemembered({
  name: 'metrics_sources_ever',
  sql: `SELECT t.source_id AS source, t.skpd AS skpd, max(t.held_from) AS ever FROM ${states} GROUP BY source, skpd`,
  params: z.object({}),
  row: z.object({ source: z.string(), skpd: z.string(), ever: time }),
});

/** Evidence of complaints: what the weeks before the asked moments do not tell of `wanted` is known however old it is. */
async function complaintEvidence(
  params: { to: Date; previous_to: Date; now: Date; timezone: string },
  wanted: { sources: readonly string[]; skpd: string },
): Promise<Seen[]> {
  const inWindows = await evidence.complaints(params);
  const told = inWindows.filter((row) => row.newest !== null && row.newest_before !== null);
  const tellsOffice = told.some(({ skpd }) => wanted.skpd === '' || skpd === wanted.skpd);
  if (tellsOffice && wanted.sources.every((source) => told.some((row) => row.source === source))) return inWindows;
  const found = new Map(inWindows.map((row) => [`${row.source} ${row.skpd}`, row]));
  return (await complaintsEver({})).map(({ source, skpd, ever }) => {
    const row = found.get(`${source} ${skpd}`);
    return {
      source,
      skpd,
      newest_ever: ever,
      newest: ever < params.to ? ever : (row?.newest ?? null),
      newest_before: ever < params.previous_to ? ever : (row?.newest_before ?? null),
    };
  });
}

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
  const params = { to, previous_to: previousTo, now, timezone };
  const plans = await planned({});
  const feedingOf = (table: FactTable) =>
    plans.filter(({ feeds }) => feeds.includes(table)).map(({ source }) => source);
  const seen = async (table: FactTable) => {
    const sums = LARGE[table];
    if (sums) await keepDays(sums, timezone);
    const isComplaints = table === 'complaints';
    const rows = await (isComplaints
      ? complaintEvidence(params, { sources: feedingOf(table), skpd })
      : evidence[table](params));
    const bySource = new Map<string, Seen[]>();
    for (const row of rows) bySource.set(row.source, [...(bySource.get(row.source) ?? []), row]);
    return bySource;
  };
  const [told, ...found] = await Promise.all([ledger({ to, previous_to: previousTo }), ...tables.map(seen)]);
  const planOf = new Map(plans.map((plan) => [plan.source, plan]));
  const toldOf = new Map(told.map((one) => [one.source, one]));
  return tables
    .flatMap((fact, i) => {
      const feeding = feedingOf(fact);
      return [...new Set([...feeding, ...found[i]!.keys()])].map((source): SourceState => {
        const all = found[i]!.get(source) ?? [];
        const own = skpd === '' ? all : all.filter((row) => row.skpd === skpd);
        // The ledger tells of those that no row within the windows tells of.
        const recorded = LARGE[fact] && feeding.includes(source) ? toldOf.get(source) : undefined;
        return {
          fact,
          source,
          newest_ever: newestOf(all, 'newest_ever') ?? recorded?.newest_ever ?? null,
          newest: newestOf(all, 'newest') ?? recorded?.newest ?? null,
          newest_before_anywhere: newestOf(all, 'newest_before') ?? recorded?.newest_before ?? null,
          newest_of_office: newestOf(own, 'newest'),
          newest_before: newestOf(own, 'newest_before'),
          ran_at: toldOf.get(source)?.ran_at ?? null,
          expected_minutes: planOf.get(source)?.expected || DEFAULT_EXPECTED_MINUTES,
        };
      });
    })
    .sort((a, b) => order(a.fact, b.fact) || order(a.source, b.source));
}

type Seen = Awaited<ReturnType<ReturnType<typeof evidenceOf>>>[number];

const newestOf = (rows: readonly Seen[], moment: 'newest_ever' | 'newest' | 'newest_before') =>
  rows.reduce<Date | null>((newest, { [moment]: at }) => (at && (!newest || at > newest) ? at : newest), null);

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

/** The tables of which no source speaks at a moment: of what runs then nothing can be told from them. */
export async function silentTables<Table extends FactTable>(
  tables: readonly Table[],
  at: Date,
  timezone: string,
): Promise<Set<Table>> {
  const sources = await readSources(tables, { to: at, previousTo: at, now: at, timezone, skpd: '' });
  return new Set(tables.filter((table) => !sources.some((source) => source.fact === table && isFresh(source, at))));
}
