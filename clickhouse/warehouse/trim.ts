/*
 * The engine takes a tenth of a millisecond and more to understand each column of a query, also of those that nothing asks for, and a
 * page asks some dozens of queries. Rows with many columns mark those that a question may do without.
 */

const MARKED = /\/\*\?(\w+)\*\/[\s\S]*?\/\*!\*\//g;

/** A column of a SELECT list, with its comma, that is left out where nothing names it. Never the last of the list. */
export const optional = (name: string, expression: string) =>
  `/*?${name}*/ ${expression === name ? name : `${expression} AS ${name}`},/*!*/`;

const MOST_KEPT = 2_000;
const trimmed = new Map<string, string>();

/** A query without the marked columns that it names nowhere else. `SELECT *` is no naming. */
export function trim(sql: string): string {
  if (!sql.includes('/*?')) return sql;
  let answer = trimmed.get(sql);
  if (answer === undefined) {
    answer = withoutUnused(sql);
    if (trimmed.size >= MOST_KEPT) trimmed.clear();
    trimmed.set(sql, answer);
  }
  return answer;
}

function withoutUnused(sql: string): string {
  // A column that goes may have been the only one to name another.
  for (let text = sql; ; ) {
    const names = new Set([...text.matchAll(MARKED)].map(([, name]) => name!));
    const unused = new Set([...names].filter((name) => !isNamed(name, text)));
    if (unused.size === 0) return text.replace(/\/\*(\?\w+|!)\*\//g, '');
    text = text.replace(MARKED, (column, name: string) => (unused.has(name) ? '' : column));
  }
}

const isNamed = (name: string, text: string) =>
  new RegExp(`\\b${name}\\b`).test(text.replace(MARKED, (column, own: string) => (own === name ? '' : column)));
