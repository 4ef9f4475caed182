import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import { frontDesk } from './client';
import { FACT_TABLES } from './fact-tables';

const SQL = `SELECT (SELECT max(version) FROM city_profiles) AS profile, ${FACT_TABLES.map((t) => `(SELECT count() FROM ${t}) AS ${t}`).join(', ')}`;
const row = z.record(z.string(), z.number());

let asked: Promise<Record<string, number>> | undefined;

/**
 * Rows of each table of facts, and the version of the city `profile`. Facts are only ever added, so that their number tells whether
 * a table is as it was; the engine knows it without reading. Of the questions of one page, asked at once, all share one look.
 */
export function warehouseState(): Promise<Record<string, number>> {
  const page = pages.getStore();
  if (!page) return presentState();
  page.state ??= presentState().catch((error) => {
    page.state = undefined;
    throw error;
  });
  return page.state;
}

interface Page {
  number: number;
  state?: Promise<Record<string, number>>;
}
const pages = new AsyncLocalStorage<Page>();
let begun = 0;

/** All that is asked within, however long it takes, is asked of one state: the first that is looked at. */
export function inOneState<T>(work: () => Promise<T>): Promise<T> {
  begun += 1;
  return pages.run(pages.getStore() ?? { number: begun }, work);
}

/** Which page asks, numbered as they began; none outside of `inOneState`. */
export const pageNumber = (): number | undefined => pages.getStore()?.number;

/** The same, whatever the page began with. */
export function presentState(): Promise<Record<string, number>> {
  asked ??= look().finally(() => {
    asked = undefined;
  });
  return asked;
}

async function look(): Promise<Record<string, number>> {
  const answer = await frontDesk().query({
    query: SQL,
    format: 'JSONEachRow',
    clickhouse_settings: { log_comment: 'warehouse-state' },
  });
  return row.parse((await answer.json<unknown>())[0]);
}
