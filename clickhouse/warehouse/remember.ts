import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { derivedIn } from '../derived/keep';
import { engineAddress } from './client';
import { defineQuery } from './define-query';
import { FACT_TABLES, type FactTable } from './fact-tables';
import { warehouseState } from './state';

/** Enough for all pages in some periods and filters; an answer is some dozens of small rows. */
const MOST_ANSWERS = 2_000;
const answers = new LRUCache<string, Promise<readonly unknown[]>>({ max: MOST_ANSWERS });

const words = FACT_TABLES.map((table) => [table, new RegExp(`\\b${table}\\b`)] as const);
const found = new LRUCache<string, FactTable[]>({ max: MOST_ANSWERS });

/** The tables of facts that a query rests on. */
export function factsIn(sql: string): FactTable[] {
  let facts = found.get(sql);
  if (!facts) {
    const derived = new Set(derivedIn(sql).flatMap(({ from }) => from));
    facts = words.filter(([table, word]) => derived.has(table) || word.test(sql)).map(([table]) => table);
    found.set(sql, facts);
  }
  return facts;
}

/** Of some parameters those that a query names: what it does not name makes no other question of it. */
export const named = <P extends Record<string, unknown>>(sql: string, params: P): Partial<P> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => sql.includes(`{${name}:`))) as Partial<P>;

/**
 * An answer that is kept as long as the tables it rests on and the city profile stay as they are: ten people who look at one page
 * cost one reading. The same question asked twice at a time is asked once. `question` must hold all else that the answer depends on.
 * Rows are frozen, since they are shared.
 */
export async function remember<R extends object>(
  facts: readonly FactTable[],
  question: unknown,
  ask: () => Promise<R[]>,
): Promise<R[]> {
  const state = await warehouseState();
  const key = JSON.stringify([engineAddress().url, state.profile, facts.map((table) => state[table]), question]);
  let answer = answers.get(key) as Promise<readonly R[]> | undefined;
  if (!answer) {
    answer = ask().then((rows) => rows.map((row) => Object.freeze(row)));
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return [...(await answer)];
}

/** Forgets all answers. */
export const forgetAnswers = () => answers.clear();

let numbered = 0;

/** A query whose answers are remembered by its parameters. */
export function remembered<P, R extends object>(
  facts: readonly FactTable[],
  ask: (params: P) => Promise<R[]>,
): (params: P) => Promise<R[]> {
  numbered += 1;
  const own = numbered;
  return (params) => remember(facts, [own, params], () => ask(params));
}

/** A named query whose answers are remembered while the facts that its text names stay as they are. */
export function defineRemembered<P extends z.ZodType<Record<string, unknown>>, R extends z.ZodType<object>>(
  definition: Parameters<typeof defineQuery<P, R>>[0],
): (params: z.input<P>) => Promise<z.output<R>[]> {
  const query = defineQuery(definition);
  numbered += 1;
  const own = numbered;
  return (params) =>
    remember(factsIn(definition.sql), [own, named(definition.sql, params as Record<string, unknown>)], () =>
      query(params),
    );
}
