import type { ClickHouseClient } from '@clickhouse/client';
import { isbotMatch } from 'isbot';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { LineBlock } from '../files/line-blocks';
import { keyedHash128Sql } from '../privacy/mask';
import { inOrder } from './in-order';
import type { LogFormat } from './log-formats/log-format';
import { carefulSql, linesAside, linesBeforeSql, SET_ASIDE, sentLines, usualSql } from './log-sql';

/*
 * Access logs of web servers: a block of lines is parsed by the SQL of `log-sql.ts`, equal lines are told apart, and agents classified.
 */

export interface LogSettings {
  sourceId: string;
  timezone: string;
  /** Site and office of lines that do not name their host. */
  site: string;
  skpd: string;
  /** Registered hosts and the office each belongs to. */
  hosts: { host: string; skpd: string }[];
}

/** A block of lines, and for formats with directives the last directive line that stands before it. */
export interface LogBlock extends LineBlock {
  directive: string;
}

/**
 * Lines that are not the first of their text in the block and the lines before it. A quarter of each key, sorted, finds the few
 * that may be equal (in half the time of grouping them); only those are compared.
 */
const twinsSql = `INSERT INTO twins
  WITH all_lines AS (
    SELECT line_key, line FROM parsed WHERE problem = '' UNION ALL SELECT line_key, toUInt64(0) FROM lines_before)
  SELECT line, ${keyedHash128Sql('line_key', 'nth')} FROM (
    SELECT line, line_key, toUInt32(row_number() OVER (PARTITION BY line_key ORDER BY line)) AS nth FROM all_lines
    WHERE toUInt32(line_key) IN (
      SELECT arrayJoin(arrayFilter((key, step) -> step = 0, keys, arrayDifference(keys)))
      FROM (SELECT arraySort(groupArray(toUInt32(line_key))) AS keys FROM all_lines))
  ) WHERE line > 0 AND nth > 1`;

/** A log has some hundred agents; one that was flooded with invented ones is asked for its agents in portions. */
const AGENTS_AT_ONCE = 20_000;
/** How many agents the table `agents` of a session holds: it is kept from block to block until it has grown large. */
const agentsKept = new WeakMap<ClickHouseClient, number>();
const newAgents = defineQuery({
  name: 'agents-seen',
  sql: `SELECT DISTINCT agent FROM parsed WHERE problem = '' AND agent NOT IN (SELECT agent FROM agents) LIMIT {most:UInt32}`,
  params: z.object({ most: z.number() }),
  row: z.object({ agent: z.string() }),
});

/** Who asked: human, bot with the rule that said so, or unknown when the log does not tell the agent. */
function classifyAgent(agent: string): { agent_class: 'human' | 'bot' | 'unknown'; agent_rule: string } {
  if (agent === '') return { agent_class: 'unknown', agent_rule: 'tanpa agen' };
  const rule = isbotMatch(agent);
  if (rule) return { agent_class: 'bot', agent_rule: `isbot: ${rule.slice(0, 60)}` };
  return { agent_class: 'human', agent_rule: 'peramban' };
}

/**
 * What the ledger takes a chunk from, as a view: a copy of the parsed lines would cost as much as storing a fifth of them.
 * Here stands what needs the whole block: the keys of equal lines, and the class of each agent.
 */
const stagedSql = `CREATE TEMPORARY VIEW staged AS
  WITH
    (SELECT groupArray(agent) FROM agents) AS known,
    (SELECT groupArray(agent_class) FROM agents) AS classes,
    (SELECT groupArray(agent_rule) FROM agents) AS rules
  SELECT line, iv, text_encrypted, time, skpd, site, visitor, client_net, method, path, kind, status, bytes, referrer_host, duration_ms,
    multiIf(problem = '', 'ok', problem IN ('baris_kosong', 'baris_petunjuk'), 'abai', 'tolak') AS verdict,
    problem AS reject_reason,
    '' AS reject_detail,
    if(twin_key = 0, line_key, twin_key) AS record_key,
    0 AS record_row,
    '' AS wilayah,
    transform(agent, known, classes, 'unknown') AS agent_class,
    transform(agent, known, rules, '') AS agent_rule
  FROM parsed LEFT ANY JOIN twins USING line
  WHERE problem != '${SET_ASIDE}'`;

/** Makes the temporary tables of one session. */
export async function prepareLogSession(client: ClickHouseClient): Promise<void> {
  for (const query of [
    `CREATE TEMPORARY TABLE parsed (
      line UInt64, problem LowCardinality(String), iv FixedString(12), text_encrypted String, line_key UInt128,
      time DateTime('UTC'), skpd LowCardinality(String), site LowCardinality(String), visitor UInt64, client_net LowCardinality(String),
      method LowCardinality(String), path String, kind LowCardinality(String), status UInt16, bytes UInt64,
      referrer_host LowCardinality(String), agent LowCardinality(String), duration_ms Nullable(UInt32)
    ) ENGINE = Memory`,
    'CREATE TEMPORARY TABLE lines_before (line_key UInt128) ENGINE = Memory',
    'CREATE TEMPORARY TABLE twins (line UInt64, twin_key UInt128) ENGINE = Memory',
    'CREATE TEMPORARY TABLE agents (agent String, agent_class String, agent_rule String) ENGINE = Memory',
    stagedSql,
  ]) {
    await client.command({ query });
  }
}

const countAside = defineQuery({
  name: 'lines-aside',
  sql: `SELECT count() AS lines FROM parsed WHERE problem = '${SET_ASIDE}'`,
  params: z.object({}),
  row: z.object({ lines: z.number() }),
});
/** Sessions whose lines are mostly unusual: going the short way first would cost twice. */
const unusual = new WeakSet<ClickHouseClient>();

async function parseLines(
  client: ClickHouseClient,
  format: LogFormat,
  block: LogBlock,
  params: Record<string, unknown>,
): Promise<void> {
  if (!format.usualSql || unusual.has(client)) {
    await inOrder(client, carefulSql(format, sentLines), block.bytes, params);
    return;
  }
  await inOrder(client, usualSql(format.usualSql), block.bytes, params);
  const { lines } = (await countAside({}, client))[0]!;
  if (lines === 0) return;
  if (lines * 4 > block.lines) unusual.add(client);
  await client.command({
    query: carefulSql(format, linesAside),
    query_params: params,
    clickhouse_settings: { max_threads: 1, compile_expressions: 0 },
  });
}

/**
 * Parses one block of lines of a format; the view `staged` shows them. Equal lines are told apart by counting them, over this block
 * and the lines before it that it carries (equal lines carry the same second, so they stand close together).
 */
export async function stageLogBlock(
  client: ClickHouseClient,
  format: LogFormat,
  block: LogBlock,
  settings: LogSettings,
  params: Record<string, unknown>,
): Promise<void> {
  const isFull = (agentsKept.get(client) ?? 0) > AGENTS_AT_ONCE;
  if (isFull) agentsKept.delete(client);
  for (const table of ['parsed', 'twins', 'lines_before', ...(isFull ? ['agents'] : [])]) {
    await client.command({ query: `TRUNCATE TABLE ${table}` });
  }
  // Only what the statements bind: a city's names make addresses of ten thousand characters.
  const { k0, k1, reject_key, run, file } = params;
  const all = {
    ...{ k0, k1, reject_key, run, file },
    first_line: block.firstLine,
    directive: block.directive,
    source: settings.sourceId,
    site: settings.site,
    skpd: settings.skpd,
    tz: settings.timezone,
    hosts: settings.hosts.map((h) => h.host),
    owners: settings.hosts.map((h) => h.skpd),
  };
  await parseLines(client, format, block, all);
  if (block.before.length) await inOrder(client, linesBeforeSql, block.before, all);
  await client.command({ query: twinsSql, query_params: all });
  for (let found = AGENTS_AT_ONCE; found === AGENTS_AT_ONCE; ) {
    const agents = await newAgents({ most: AGENTS_AT_ONCE }, client);
    const values = agents.map(({ agent }) => ({ agent, ...classifyAgent(agent) }));
    if (values.length) await client.insert({ table: 'agents', format: 'JSONEachRow', values });
    agentsKept.set(client, (agentsKept.get(client) ?? 0) + agents.length);
    found = agents.length;
  }
}
