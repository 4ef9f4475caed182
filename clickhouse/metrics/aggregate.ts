import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { factsIn, named, remember } from '../warehouse/remember';
import type { DimensionId } from './dimensions';
import { parameters, period } from './narrow';
import type { MetricInput } from './types';

/** What rows are grouped by: nothing, the local days or months of `moment`, or a dimension of theirs. */
type Grouping = 'semua' | 'per_hari' | 'per_bulan' | DimensionId;

export interface Ask {
  /** Appears in the engine's process list and in errors. */
  name: string;
  /** SQL of one row per case. */
  rows: string;
  /** Aggregates over the rows, as numbers. */
  columns: Record<string, string>;
  by: readonly Grouping[];
  /** Of each dimension only this many members, those with most of a column first. */
  most?: { column: string; members: number };
}

export interface Group {
  by: string;
  /** Seconds since 1970 at which a local day or month begins; the member of a dimension; '' of everything. */
  member: string;
  columns: Record<string, number | null>;
}

interface Waiting {
  ask: Ask;
  answer: (groups: Group[]) => void;
  fail: (error: unknown) => void;
}

const EVERYTHING: Grouping = 'semua';
const TIMES: readonly Grouping[] = ['per_hari', 'per_bulan'];
const keyOf = (by: Grouping) =>
  by === 'per_hari'
    ? `toDate(moment, {timezone:String})`
    : by === 'per_bulan'
      ? `toStartOfMonth(toDate(moment, {timezone:String}))`
      : `d_${by}`;
const memberOf = (by: Grouping) =>
  TIMES.includes(by) ? `toString(toUnixTimestamp(toDateTime(g_${by}, {timezone:String})))` : `toString(g_${by})`;

const waiting = new Map<string, { input: MetricInput; asks: Waiting[] }>();

/** Aggregates rows; an answer is remembered while the tables that the rows come from stay as they are. */
export function aggregate(ask: Ask, input: MetricInput): Promise<Group[]> {
  const { rows, columns, by, most } = ask;
  const asked = named(`${rows} ${Object.values(columns).join(' ')} {timezone:`, parameters(input));
  return remember(factsIn(rows), [rows, columns, by, most, asked], () => together(ask, input));
}

/**
 * What is asked of the same rows over the same period within one turn of the event loop, by whomever, is one
 * query: a page asks for dozens of figures that differ only in what they count of the same cases.
 */
function together(ask: Ask, input: MetricInput): Promise<Group[]> {
  const key = JSON.stringify([ask.rows, parameters(input)]);
  if (!waiting.has(key)) {
    waiting.set(key, { input, asks: [] });
    setImmediate(() => {
      const { asks } = waiting.get(key)!;
      waiting.delete(key);
      for (const some of [asks.filter(isDear), asks.filter((ask) => !isDear(ask))])
        if (some.length > 0) void answerAll(some, input);
    });
  }
  return new Promise((answer, fail) => waiting.get(key)!.asks.push({ ask, answer, fail }));
}

/**
 * Whether a question gathers all its cases, as medians with open cases do: together with the others it would gather them for each
 * group that one of those asks for, which over twelve months costs more than the rows read once more.
 */
const isDear = ({ ask }: Waiting) => Object.values(ask.columns).some((expression) => expression.includes('groupArray'));

async function answerAll(asks: readonly Waiting[], input: MetricInput): Promise<void> {
  const all = asks.map(({ ask }) => ask);
  const expressions = [...new Set(all.flatMap(({ columns }) => Object.values(columns)))];
  const query = defineQuery({
    name: [...new Set(all.map(({ name }) => name))].join(' '),
    sql: sqlOf(all, expressions),
    params: period,
    row: z.object({ by: z.string(), member: z.string(), cells: z.array(z.number().nullable()) }),
  });
  try {
    const found = await query(parameters(input));
    for (const { ask, answer } of asks)
      answer(
        found
          .filter(({ by }) => ask.by.some((own) => own === by))
          .map(({ by, member, cells }) => ({
            by,
            member,
            columns: Object.fromEntries(
              Object.entries(ask.columns).map(([name, expression]) => [name, cells[expressions.indexOf(expression)]!]),
            ),
          })),
      );
  } catch (error) {
    for (const { fail } of asks) fail(error);
  }
}

/** Names given here are none that rows give to a table of theirs: the engine would take one for the other. */
function sqlOf(asks: readonly Ask[], expressions: readonly string[]): string {
  const keys = [...new Set(asks.flatMap(({ by }) => by))].filter((by) => by !== EVERYTHING);
  const told = (what: (by: Grouping) => string, otherwise: string) =>
    keys.reduceRight((rest, by) => `if(grouping(g_${by}) = 0, ${what(by)}, ${rest})`, otherwise);
  const grouped = `SELECT ${told((by) => `'${by}'`, `'${EVERYTHING}'`)} AS by, ${told(memberOf, `''`)} AS member,
      ${expressions.map((expression, i) => `toNullable(toFloat64(${expression})) AS c_${i}`).join(',\n      ')}
    FROM (SELECT ${['*', ...keys.map((by) => `${keyOf(by)} AS g_${by}`)].join(', ')} FROM (${asks[0]!.rows}))
    GROUP BY GROUPING SETS (${[...keys.map((by) => `(g_${by})`), '()'].join(', ')})`;
  const ranks = new Map(
    asks.flatMap(({ most, columns }) =>
      most ? [[expressions.indexOf(columns[most.column]!), most.members] as const] : [],
    ),
  );
  const few = [...ranks].map(
    ([column, members]) => `row_number() OVER (PARTITION BY by ORDER BY c_${column} DESC, member) <= ${members}`,
  );
  return `SELECT by, member, [${expressions.map((_, i) => `c_${i}`).join(', ')}] AS cells FROM (${grouped})
    ${few.length === 0 ? '' : `QUALIFY by IN ('${EVERYTHING}', '${TIMES.join("', '")}') OR ${few.join(' OR ')}`}`;
}
