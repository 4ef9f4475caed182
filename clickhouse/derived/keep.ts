import { z } from 'zod';
import { storedTable } from '../migrations/ddl';
import { DATABASE, engineAddress, warehouse, workshop } from '../warehouse/client';
import { presentState, warehouseState } from '../warehouse/state';
import { ask } from './ask';
import { fingerprint } from './fingerprint';
import { type DerivedTable, derivedTables } from './tables';

/** The build that is read: the newest that is finished. */
export const newestBuild = (name: string) => `(SELECT max(built) FROM derived_builds WHERE name = '${name}')`;

/** A build that was replaced stays so long for the queries that still read it. */
const KEPT_MS = 60_000;

/** The build of each table that a query is to read. */
type Builds = Record<string, number>;

/** A query with the builds that it is to read in place of the question for the newest, which costs the engine some milliseconds each time. */
export const ofBuilds = (sql: string, builds: Builds): string =>
  Object.entries(builds).reduce((text, [name, built]) => text.replaceAll(newestBuild(name), String(built)), sql);

/** The derived tables that a query names. */
export const derivedIn = (sql: string): DerivedTable[] => derivedTables.filter(({ name }) => sql.includes(name));

/** Of each engine and table the state that was built last by this process, or is being built. */
const known = new Map<string, { state: string; ready: Promise<number> }>();

/** How each table is worked out. */
const ways = new Map(derivedTables.map(({ name, select }) => [name, fingerprint(select)]));

/** What a build was worked out from: the profile, the facts, and how. */
const stateOf = ({ name, from }: DerivedTable, now: Record<string, number>) =>
  JSON.stringify([now.profile, ...from.map((fact) => now[fact]), ways.get(name)]);

/** Works out the tables anew whose facts, or the city profile, are no longer as they were; their newest builds. */
export async function keepDerived(tables: readonly DerivedTable[] = derivedTables): Promise<Builds> {
  if (tables.length === 0) return {};
  const now = await warehouseState();
  const builds = tables.map(async (table): Promise<[string, number]> => {
    const key = `${engineAddress().url} ${table.name}`;
    let state = stateOf(table, now);
    // A page that began before the last build must not have its older state built again.
    if (known.get(key)?.state !== state) state = stateOf(table, await presentState());
    let last = known.get(key);
    if (last?.state !== state) {
      // One build after the other: two at once would both take the memory of one.
      const earlier = last?.ready.catch(() => {}) ?? Promise.resolve();
      last = { state, ready: earlier.then(() => keep(table, state)) };
      known.set(key, last);
      const begun = last;
      last.ready.catch(() => known.get(key) === begun && known.delete(key));
    }
    return [table.name, await last.ready];
  });
  return Object.fromEntries(await Promise.all(builds));
}

async function keep({ name, select }: DerivedTable, state: string): Promise<number> {
  const [newest] = await ask(
    `SELECT state, built FROM derived_builds WHERE name = {name:String} ORDER BY built DESC LIMIT 1`,
    z.object({ state: z.string(), built: z.number() }),
    { name },
  );
  if (newest?.state === state) return newest.built;
  // Greater than any build there is, whatever the clock says.
  const built = Math.max(Date.now(), (newest?.built ?? 0) + 1);
  const columns = await ask(
    `SELECT name FROM system.columns WHERE database = '${DATABASE}' AND table = {name:String} AND name != 'built' ORDER BY position`,
    z.object({ name: z.string() }),
    { name },
  );
  const list = columns.map((column) => column.name).join(', ');
  await workshop().command({
    query: `INSERT INTO ${name} (built, ${list}) SELECT {built:UInt64}, ${list} FROM (${select})`,
    query_params: { built, timezone: await zone() },
    clickhouse_settings: {
      log_comment: `derive ${name}`,
      distributed_foreground_insert: 1,
      insert_deduplicate: 0,
      max_execution_time: 0,
      max_threads: 1,
      // Of the usual million wide rows a block takes more memory than working them out does.
      min_insert_block_size_rows: '300000',
      min_insert_block_size_bytes: '67108864',
    },
  });
  await warehouse().insert({ table: 'derived_builds', values: [{ name, built, state }], format: 'JSONEachRow' });
  merge(name, built).catch(() => {}); // an engine that stops meanwhile leaves the parts as they are
  if (newest) await forgetBefore(name, newest.built);
  setTimeout(() => forgetBefore(name, built).catch(() => {}), KEPT_MS).unref();
  return built;
}

/** Makes one part of a build's parts, which the engine would leave as they are: questions are a quarter faster so. */
async function merge(name: string, built: number): Promise<void> {
  await workshop().command({
    query: `OPTIMIZE TABLE ${storedTable(name)} PARTITION {built:UInt64} FINAL`,
    query_params: { built },
  });
}

/** The zone of the city, of the newest profile. */
async function zone(): Promise<string> {
  const rows = await ask(
    `SELECT if(json = '', extract(yaml, 'zona_waktu:\\\\s*["\\']?([A-Za-z_/+-]+)'), JSONExtractString(json, 'zona_waktu')) AS zone
      FROM city_profiles ORDER BY version DESC LIMIT 1`,
    z.object({ zone: z.string() }),
  );
  return rows[0]?.zone || 'UTC';
}

/** Drops builds that nobody reads any more, finished or not: those before `build`, or before the newest should that be older. */
async function forgetBefore(name: string, build: number): Promise<void> {
  const old = await ask(
    `SELECT DISTINCT built FROM ${name} WHERE built < least({build:UInt64}, ${newestBuild(name)})`,
    z.object({ built: z.number() }),
    { build },
  );
  for (const { built } of old)
    await warehouse().command({
      query: `ALTER TABLE ${storedTable(name)} DROP PARTITION {built:UInt64}`,
      query_params: { built },
    });
}
