import { z } from 'zod';
import { localDate, localMidnight } from '../local-time';
import { storedTable } from '../migrations/ddl';
import { engineAddress, warehouse, workshop } from '../warehouse/client';
import type { FactTable } from '../warehouse/fact-tables';
import { presentState, warehouseState } from '../warehouse/state';
import { ask } from './ask';
import { fingerprint } from './fingerprint';

/**
 * Sums of facts by local days, and of the days of a month that is over by months, for tables too large to be worked out whole.
 * Facts are only ever added, so the number of a day's rows tells whether its sums still hold.
 */
export interface DaySums {
  /** Begins with its table of facts; a new definition or plan is a new name (`namedSums`). */
  name: string;
  fact: FactTable;
  /** In the order in which they are filled. */
  tables: readonly DayTable[];
  /** Bound by the statements that fill. */
  params?: Readonly<Record<string, string>>;
}

/** A table of sums: columns `span, start, built` and those told here. Rows count only with the line of their build. */
export interface DayTable {
  name: string;
  columns: readonly string[];
  /** Selects `start` (the local day) and its columns from some facts; {timezone:String} is the city's zone. */
  days: (some: Facts) => string;
  /** Selects its columns of a month from `days` of the same table, `month` being its first day. */
  month: (days: string, month: string) => string;
}

/** Facts from a moment on up to another, in seconds since 1970. */
export interface Facts {
  from: number;
  to: number;
  /** Conditions on them: some local days alone, and those of an office or a site. */
  days?: string;
  place?: string;
  /** The build in which tables filled before can be read; without it there is none. */
  built?: string;
}

/** What is kept of a table of sums: local days (ISO dates) with their newest record, and months (their first day). */
interface Kept {
  days: ReadonlyMap<string, { newest: number }>;
  months: ReadonlySet<string>;
}

/** A period in what is summed, and what remains to be read from the facts. */
export interface Pieces {
  months: string[];
  /** Runs of local days, the end excluded. */
  days: { from: string; to: string }[];
  edges: { from: Date; to: Date }[];
  /** The start of the stored piece with which the period begins; '' when it begins with an edge. */
  first: string;
}

/** Rows that one statement reads at most, but for a single day that has more. */
const ROWS_AT_ONCE = 5_000_000;
/** Days further apart are not read in one statement. */
const NEIGHBOURS_DAYS = 3;
/** Sums that were replaced are removed when there are so many, none of them younger than a minute. */
const MOST_REPLACED = 8;
const READ_MS = 60_000;
/** Rows without the line of a build that should have ended long ago. */
const ABANDONED_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/** Gives sums their name: it tells what they are of, and changes with what they count. */
export function namedSums(what: string, sums: Omit<DaySums, 'name'>): DaySums {
  const some: Facts = { from: 0, to: 0 };
  const told = sums.tables.map(({ name, columns, days, month }) => [name, columns, days(some), month('', '')]);
  const print = fingerprint(JSON.stringify([told, sums.params]));
  return { ...sums, name: `${sums.fact} ${what} ${print}` };
}

const known = new Map<string, { rows: number; kept: Promise<Kept> }>();

/** Sums anew the days whose facts have grown, and tells what there is. */
export async function keepDays(sums: DaySums, zone: string): Promise<Kept> {
  const key = `${engineAddress().url} ${sums.name} ${zone}`;
  let rows = (await warehouseState())[sums.fact]!;
  // A page that began before the last sums must not have its older state summed again.
  if (known.get(key)?.rows !== rows) rows = (await presentState())[sums.fact]!;
  let last = known.get(key);
  if (last?.rows !== rows) {
    // One after the other: two at once would both take the memory of one.
    const before = last?.kept.catch(() => {}) ?? Promise.resolve();
    last = { rows, kept: before.then(() => keep(sums, zone, rows)) };
    known.set(key, last);
    const begun = last;
    last.kept.catch(() => known.get(key) === begun && known.delete(key));
  }
  return last.kept;
}

/** Of these sums the newest finished build of each day and month. */
export const newestBuilds = (name: string) =>
  `(SELECT span, start, max(built) FROM day_builds WHERE name = '${name}' AND zone = {timezone:String} GROUP BY span, start)`;

/** Condition on stored sums that makes up a period. */
export function inPieces({ name }: DaySums, { months, days }: Pieces): string {
  const parts = [
    ...(months.length ? [`span = 'bulan' AND start IN ('${months.join("', '")}')`] : []),
    ...days.map(({ from, to }) => `span = 'hari' AND start >= '${from}' AND start < '${to}'`),
  ];
  if (parts.length === 0) return 'false';
  return `(${parts.join(' OR ')}) AND (span, start, built) IN ${newestBuilds(name)}`;
}

const line = z.object({ span: z.string(), start: z.string(), built: z.number(), rows: z.number(), newest: z.number() });
type Line = z.output<typeof line>;

const linesOf = ({ name }: DaySums, zone: string) =>
  ask(
    `SELECT span, toString(start) AS start, max(day_builds.built) AS built, argMax(day_builds.rows, day_builds.built) AS rows,
      toUnixTimestamp(argMax(day_builds.newest, day_builds.built)) AS newest
    FROM day_builds WHERE name = {name:String} AND zone = {zone:String} GROUP BY span, start`,
    line,
    { name, zone },
  );

async function keep(sums: DaySums, zone: string, rows: number): Promise<Kept> {
  let lines = await linesOf(sums, zone);
  const isDay = ({ span }: Line) => span === 'hari';
  let replaced = 0;
  if (lines.filter(isDay).reduce((sum, day) => sum + day.rows, 0) !== rows) {
    const due = await daysDue(sums, zone, lines.filter(isDay));
    for (const batch of batchesOf(due)) await sumDays(sums, zone, batch);
    replaced = due.filter(({ start }) => lines.some((old) => isDay(old) && old.start === start)).length;
    lines = await linesOf(sums, zone);
  }
  const months = monthsDue(lines);
  for (const month of months) await sumMonth(sums, zone, month);
  if (months.length > 0) lines = await linesOf(sums, zone);
  if (replaced > 0) await forgetReplaced(sums);
  return {
    days: new Map(lines.filter((day) => isDay(day) && day.rows > 0).map((day) => [day.start, { newest: day.newest }])),
    months: new Set(lines.filter((one) => !isDay(one)).map(({ start }) => start)),
  };
}

interface Due {
  start: string;
  rows: number;
  newest: number;
}

async function daysDue({ fact }: DaySums, zone: string, built: readonly Line[]): Promise<Due[]> {
  const counted = await ask(
    `SELECT toString(toDate(time, {zone:String})) AS start, count() AS rows, toUnixTimestamp(max(time)) AS newest FROM ${fact} GROUP BY start`,
    z.object({ start: z.string(), rows: z.number(), newest: z.number() }),
    { zone },
  );
  const found = new Set(counted.map(({ start }) => start));
  const gone = built.filter(({ start }) => !found.has(start)).map(({ start }) => ({ start, rows: 0, newest: 0 }));
  const summed = new Map(built.map(({ start, rows }) => [start, rows]));
  return [...counted, ...gone]
    .filter(({ start, rows }) => (summed.get(start) ?? 0) !== rows)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** Neighbouring days together, up to some number of rows. */
function batchesOf(days: readonly Due[]): Due[][] {
  const batches: Due[][] = [];
  let rows = 0;
  for (const day of days) {
    const batch = batches.at(-1);
    const last = batch?.at(-1);
    const near = last && (Date.parse(day.start) - Date.parse(last.start)) / DAY_MS <= NEIGHBOURS_DAYS;
    if (batch && near && rows + day.rows <= ROWS_AT_ONCE) batch.push(day);
    else batches.push([day]);
    rows = batches.at(-1)!.reduce((sum, one) => sum + one.rows, 0);
  }
  return batches;
}

/** Greater than any earlier build, whatever process made it. */
const newBuild = () => Date.now() * 1_000 + Math.floor(Math.random() * 1_000);
const builtBefore = (ms: number) => (Date.now() - ms) * 1_000;

const midnight = (iso: string, zone: string, later = 0) => {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  return localMidnight(year, month, day + later, zone);
};
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

async function sumDays(sums: DaySums, zone: string, days: readonly Due[]): Promise<void> {
  const built = newBuild();
  const starts = days.map(({ start }) => start);
  const some: Facts = {
    from: seconds(midnight(starts[0]!, zone)),
    to: seconds(midnight(starts.at(-1)!, zone, 1)),
    days: `toDate(time, {timezone:String}) IN ('${starts.join("', '")}')`,
    built: '{built:UInt64}',
  };
  for (const table of sums.tables)
    await fill(sums, table, zone, built, `SELECT 'hari' AS span, * FROM (${table.days(some)})`);
  await record(
    days.map(({ start, rows, newest }) => ({ span: 'hari', start, rows, newest })),
    sums,
    zone,
    built,
  );
}

/** Months that are over, as a later day tells, and whose sums are older than those of a day of theirs. */
function monthsDue(lines: readonly Line[]): string[] {
  const monthOf = (start: string) => `${start.slice(0, 7)}-01`;
  const days = lines.filter(({ span }) => span === 'hari');
  const last = days.reduce((max, { start, rows }) => (rows > 0 && start > max ? start : max), '');
  const newest = new Map<string, number>();
  for (const { start, built } of days) {
    const month = monthOf(start);
    if (month < monthOf(last)) newest.set(month, Math.max(newest.get(month) ?? 0, built));
  }
  const summed = new Map(lines.filter(({ span }) => span === 'bulan').map(({ start, built }) => [start, built]));
  return [...newest].filter(([month, built]) => (summed.get(month) ?? 0) < built).map(([month]) => month);
}

async function sumMonth(sums: DaySums, zone: string, month: string): Promise<void> {
  const built = newBuild();
  for (const table of sums.tables) {
    const days = `${table.name} WHERE span = 'hari' AND start >= '${month}' AND start < addMonths(toDate('${month}'), 1)
      AND (span, start, built) IN ${newestBuilds(sums.name)}`;
    const own = table.month(days, month);
    await fill(sums, table, zone, built, `SELECT 'bulan' AS span, toDate('${month}') AS start, * FROM (${own})`);
  }
  await record([{ span: 'bulan', start: month, rows: 0, newest: 0 }], sums, zone, built);
}

async function fill({ params, name }: DaySums, table: DayTable, zone: string, built: number, select: string) {
  const list = table.columns.join(', ');
  await workshop().command({
    query: `INSERT INTO ${table.name} (built, span, start, ${list}) SELECT {built:UInt64}, span, start, ${list} FROM (${select})`,
    query_params: { ...params, built, timezone: zone },
    clickhouse_settings: {
      log_comment: `sum ${name}`,
      distributed_foreground_insert: 1,
      insert_deduplicate: 0,
      max_execution_time: 0,
      max_threads: 1,
      // Sums go by the name of what they sum.
      prefer_column_name_to_alias: 1,
    },
  });
}

async function record(lines: Omit<Line, 'built'>[], { name }: DaySums, zone: string, built: number): Promise<void> {
  await warehouse().insert({
    table: 'day_builds',
    values: lines.map((one) => ({ ...one, name, zone, built })),
    format: 'JSONEachRow',
  });
}

/** Removes sums that were replaced, once there are some: each removal writes the rest of a month anew. */
async function forgetReplaced(sums: DaySums): Promise<void> {
  const old = await ask(
    `SELECT one.span AS span, toString(one.start) AS start, one.built AS built FROM day_builds AS one
      INNER JOIN (SELECT name, zone, span, start, max(built) AS newest FROM day_builds GROUP BY name, zone, span, start) AS all
        ON all.name = one.name AND all.zone = one.zone AND all.span = one.span AND all.start = one.start
      WHERE one.name = {name:String} AND one.built < all.newest AND one.built < {before:UInt64}`,
    z.object({ span: z.string(), start: z.string(), built: z.number() }),
    { name: sums.name, before: builtBefore(READ_MS) },
  );
  if (old.length < MOST_REPLACED) return;
  const replaced = `(span, start, built) IN (${old.map((o) => `('${o.span}', '${o.start}', ${o.built})`).join(', ')})`;
  for (const { name } of sums.tables) await remove(name, replaced);
  await remove('day_builds', `name = '${sums.name}' AND ${replaced}`);
}

/** Removes what builds left that never ended, and sums of earlier definitions. */
export async function forgetAbandoned(current: readonly DaySums[]): Promise<void> {
  const names = current.map(({ name }) => name);
  const kinds = new Set(names.map((name) => name.split(' ').slice(0, 2).join(' ')));
  const lines = await ask(`SELECT DISTINCT name FROM day_builds`, z.object({ name: z.string() }));
  const old = lines.filter(({ name }) => !names.includes(name) && kinds.has(name.split(' ').slice(0, 2).join(' ')));
  if (old.length > 0)
    await remove(
      'day_builds',
      `name IN ('${old.map(({ name }) => name).join("', '")}') AND built < ${builtBefore(READ_MS)}`,
    );
  for (const table of new Set(current.flatMap(({ tables }) => tables.map(({ name }) => name)))) {
    const rows = await ask(
      `SELECT DISTINCT built FROM ${table} WHERE built < {before:UInt64} AND built NOT IN (SELECT built FROM day_builds)`,
      z.object({ built: z.number() }),
      { before: builtBefore(ABANDONED_MS) },
    );
    if (rows.length > 0) await remove(table, `built IN (${rows.map(({ built }) => built).join(', ')})`);
  }
}

async function remove(table: string, condition: string): Promise<void> {
  await warehouse().command({ query: `ALTER TABLE ${storedTable(table)} DELETE WHERE ${condition}` });
}

/** Cuts a period into months and days that are summed and edges that are not; `byDays` asks for days alone. */
export function cutPeriod(
  { from, to, timezone }: { from: Date; to: Date; timezone: string },
  { days, months }: Kept,
  byDays: boolean,
): Pieces {
  const pieces: Pieces = { months: [], days: [], edges: [], first: '' };
  const isoOf = (at: Date) => localDate(at, timezone).iso;
  const edge = (start: Date, end: Date) => {
    // A day without a record has nothing to read.
    if (start < end && days.has(isoOf(start))) pieces.edges.push({ from: start, to: end });
  };
  if (from >= to) return pieces;
  const beginning = isoOf(from);
  let day = midnight(beginning, timezone) < from ? isoOf(midnight(beginning, timezone, 1)) : beginning;
  let last = isoOf(to);
  // The running day is whole when its records all lie before the end.
  const newest = days.get(last)?.newest;
  if (newest !== undefined && newest < seconds(to) && day <= last) last = isoOf(midnight(last, timezone, 1));
  if (day > last || (day === last && midnight(day, timezone) > to)) {
    edge(from, to);
    return pieces;
  }
  edge(from, midnight(day, timezone));
  if (day < last && from >= midnight(day, timezone)) pieces.first = day;
  const run = (end: string) => {
    const before = pieces.days.at(-1);
    if (before?.to === day) before.to = end;
    else pieces.days.push({ from: day, to: end });
    day = end;
  };
  while (day < last) {
    const next = nextMonth(day);
    if (!byDays && day.endsWith('-01') && next <= last && months.has(day)) {
      pieces.months.push(day);
      day = next;
    } else run(byDays || next > last ? last : next);
  }
  edge(midnight(last, timezone), to);
  return pieces;
}

function nextMonth(iso: string): string {
  const [year, month] = iso.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
