import type { ClickHouseClient } from '@clickhouse/client';
import { isbotMatch } from 'isbot';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { LineBlock } from '../files/line-blocks';
import { encryptedSql, keyedHash128Sql } from '../privacy/mask';
import { inOrder } from './in-order';
import type { LogFormat } from './log-formats/log-format';

/*
 * Access logs of web servers. A format's SQL cuts a line into the fields of a request; what a request becomes is the same for
 * all formats and stands here: who asked as a hash of the day, what was asked without its query, masked, and of which kind.
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

const quoted = (words: string) => words.split(' ').map((word) => `'${word}'`);
/** Endings after the convention of Matomo's log importer: neither a page nor a document. */
const assetEndings = quoted(
  'gif jpg jpeg png bmp ico svg svgz ttf otf eot woff woff2 class swf css js mjs map xml webp avif txt',
);
/** Documents that people fetch on purpose: at tahap 1 a use of published information. */
const downloadEndings = quoted(
  '7z csv doc docx gz json odt ods odp pdf ppt pptx rar rtf xls xlsx zip apk mp3 mp4 epub geojson shp',
);

const pathSql = (path: string) => `substringUTF8(toValidUTF8(${path}), 1, 512)`;
/** An address for mail, or nine digits in a row. */
const personalInPath = '@|[0-9](?:[ .-]?[0-9]){8}';
/**
 * A path in which people wrote numbers of persons or addresses for mail, without them. The rules for free text are no help in
 * a path, and only compiling them would cost more than parsing the lines.
 */
const maskedPathSql = (path: string) => `replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(${path},
    '[A-Za-z0-9._%+-]*@[A-Za-z0-9.-]*', '[surel]'),
    '[0-9](?:[ .-]?[0-9]){15,}', '[NIK]'),
    '[0-9](?:[ .-]?[0-9]){8,}', '[nomor]')`;

/**
 * The identity of a line within its source; equal lines are told apart later. Its text goes through a fast hash first, since the
 * keyed one of a whole line takes ten times as long; see docs/decisions/0015-log-speed.md for what that gives up.
 */
const lineKeySql = (line: string) => `reinterpretAsUInt128(sipHash128ReferenceKeyed((
    sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), 'baris', {source:String}),
    sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), 'log', {source:String})), xxh3_128(${line})))`;
/** A line as the server meant it: without a Windows line end, and without the byte order mark that some editors put first. */
const bareLine = String.raw`trimRight(if(startsWith(text_line, '\xEF\xBB\xBF'), substring(text_line, 4), text_line), '\r')`;

/** What this reason is written for stands in `text_encrypted` as it is, for as long as the block is being staged. */
const SET_ASIDE = 'disisihkan';

const intoParsed = `INSERT INTO parsed (line, problem, iv, text_encrypted, line_key, time, skpd, site, visitor, client_net, method, path,
  kind, status, bytes, referrer_host, agent, duration_ms)`;

/** What both ways to read a line make of its fields. */
const sharedSql = `
  ifNull(at_of_line, toDateTime(0, 'UTC')) AS time,
  replaceRegexpOne(toLowCardinality(cutQueryStringAndFragment(target)), '^[a-z]+://[^/?#]*', '') AS bare_path,
  match(bare_path, '${personalInPath}')
    OR (position(bare_path, '%') > 0 AND match(decodeURLComponent(bare_path), '${personalInPath}')) AS is_personal,
  length(bare_path) > 512 OR NOT isValidUTF8(bare_path) AS is_odd_path,
  -- Few agents, methods and endings come again and again: what is computed of them is computed once each.
  toLowCardinality(agent_of_line) AS agent,
  toLowCardinality(method_of_line) AS method,
  transform(toLowCardinality(host), [''], [{site:String}]) AS site`;

/** The request that a line tells of; `path`: without anything personal. */
const requestSql = (path: string) => String.raw`
  ${lineKeySql('raw')},
  time,
  transform(site, {hosts:Array(String)}, {owners:Array(String)}, {skpd:String}),
  site,
  sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), client)
    + 3 * sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), agent) + toUInt16(toDate(time, {tz:String}))),
  multiIf(
    isNotNull(toIPv4OrNull(client) AS v4), IPv4NumToString(bitAnd(toUInt32(assumeNotNull(v4)), 0xFFFFFF00)),
    isNotNull(toIPv6OrNull(client)), cutIPv6(IPv6StringToNumOrDefault(client), 10, 1),
    ''),
  method,
  ${path},
  if(method = '', 'lain',
    transform(lower(extract(bare_path, '\\.([A-Za-z0-9]{1,7})$')),
      [${[...assetEndings, ...downloadEndings]}], [${[...assetEndings.map(() => "'aset'"), ...downloadEndings.map(() => "'unduhan'")]}],
      'halaman')),
  status,
  bytes,
  lower(domain(referrer)),
  toValidUTF8(transform(agent, ['-'], [''])),
  duration_ms`;

/**
 * Parses usual lines into the table `parsed` by the short way of a format, in half the time of reading every line with all care,
 * and sets the others aside.
 */
const usualSql = (usual: string) => String.raw`${intoParsed}
WITH
  ${sharedSql},
  NOT is_usual OR time < toDateTime('1990-01-01', 'UTC') OR is_personal OR is_odd_path
    OR endsWith(raw, '\r') OR startsWith(raw, '\xEF\xBB\xBF') AS is_aside
SELECT
  file_line,
  if(is_aside, '${SET_ASIDE}', ''),
  '',
  if(is_aside, raw, ''),
  ${requestSql('bare_path')}
FROM (
  WITH
  ${usual}
  SELECT raw, file_line, is_usual, at AS at_of_line, client, host, method AS method_of_line, target, status, bytes, referrer,
    agent AS agent_of_line, duration_ms
  FROM (SELECT text_line AS raw, rowNumberInAllBlocks() + {first_line:UInt64} AS file_line FROM input('text_line String'))
)
FORMAT LineAsString`;

/** Where lines come from: sent with the statement, or set aside before it. */
const sentLines = `SELECT text_line, rowNumberInAllBlocks() + {first_line:UInt64} AS file_line FROM input('text_line String')`;
const linesAside = `SELECT text_encrypted AS text_line, line AS file_line FROM parsed WHERE problem = '${SET_ASIDE}'`;

/** Parses lines into the table `parsed`. A time that no log can have (a clock that was never set) is none. */
const carefulSql = (format: LogFormat, lines: string) => `${intoParsed}
WITH
  if(problem_of_line = '' AND (isNull(at_of_line) OR at_of_line < toDateTime('1990-01-01', 'UTC')),
    'waktu_tak_terbaca', problem_of_line) AS problem,
  problem NOT IN ('', 'baris_kosong', 'baris_petunjuk') AS is_rejected,
  if(is_rejected, substring(
    sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), {run:String}, {file:UInt16}, 'nonce', file_line), 1, 12), '') AS nonce,
  ${sharedSql}
SELECT
  file_line,
  problem,
  nonce,
  if(is_rejected, ${encryptedSql('raw', 'nonce')}, ''),
  ${requestSql(`
  -- multiIf, since an if between two columns of texts takes ten times as long.
  multiIf(
    is_personal, ${pathSql(maskedPathSql('decodeURLComponent(bare_path)'))},
    is_odd_path, ${pathSql('bare_path')},
    bare_path)`)}
FROM (
  WITH
  ${format.fieldsSql}
  SELECT raw, file_line, problem AS problem_of_line, at AS at_of_line, client, host, method AS method_of_line, target,
    status, bytes, referrer, agent AS agent_of_line, duration_ms
  FROM (
    SELECT raw, file_line${format.directives ? `, ${directiveSql(format.directives)} AS directive` : ''}
    FROM (SELECT ${bareLine} AS raw, file_line FROM (${lines}))
  )
)
${lines === sentLines ? 'FORMAT LineAsString' : ''}`;

/** Every line below carries a copy of the directive: a longer one is no heading, and would cost its size a line. */
export const LONGEST_DIRECTIVE_BYTES = 4096;

/** The last directive line at or before a line. */
const directiveSql = (beginning: string) => `ifNull(
    last_value(if(startsWith(raw, '${beginning}'), toNullable(substring(raw, 1, ${LONGEST_DIRECTIVE_BYTES})), NULL)) IGNORE NULLS
      OVER (ORDER BY file_line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
    {directive:String})`;

const linesBeforeSql = `INSERT INTO lines_before
  SELECT ${lineKeySql(bareLine)} FROM input('text_line String') FORMAT LineAsString`;

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
