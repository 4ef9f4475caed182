import { z } from 'zod';
import { engineAddress, frontDesk } from './client';
import { warehouseState } from './state';

/*
 * Queries look up the same few lists of the city profile again and again, and each look-up inside a query costs the engine some
 * milliseconds. What a version of the profile says never changes: it is asked once, and then bound to the queries that name it.
 */

const NEWEST = '(SELECT max(version) FROM city_profiles)';
const lists = new Map<string, string>();

/** The version of the profile that is in force, in SQL. */
export const newestProfile = NEWEST;

/** A list of texts that only the newest profile tells, in SQL: a query of one value. */
export function cityList(query: string): string {
  const text = `(${query})`;
  if (!lists.has(text)) lists.set(text, `daftar_kota_${lists.size + 1}`);
  return text;
}

const told = new Map<string, Promise<string[]>>();
const row = z.object({ list: z.array(z.string()) });

function ask(text: string, version: number): Promise<string[]> {
  const key = `${engineAddress().url} ${version} ${text}`;
  let answer = told.get(key);
  if (!answer) {
    answer = frontDesk()
      .query({
        query: `SELECT ${text} AS list`,
        format: 'JSONEachRow',
        clickhouse_settings: { log_comment: 'city-list' },
      })
      .then(async (result) => row.parse((await result.json<unknown>())[0]).list);
    told.set(key, answer);
    answer.catch(() => told.delete(key));
  }
  return answer;
}

/** A query with what the profile in force says put in its place. */
export async function settled(sql: string): Promise<{ sql: string; params: Record<string, unknown> }> {
  if (!sql.includes(NEWEST)) return { sql, params: {} };
  const { profile } = await warehouseState();
  const params: Record<string, unknown> = {};
  let text = sql;
  for (const [list, name] of lists) {
    if (!text.includes(list)) continue;
    params[name] = await ask(list, profile!);
    text = text.replaceAll(list, `{${name}:Array(String)}`);
  }
  return { sql: text.replaceAll(NEWEST, String(profile)), params };
}
