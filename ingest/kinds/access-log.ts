import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { isbotMatch } from 'isbot';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { LineBlock } from '../files/line-blocks';
import { type FactColumn, stagingDdl } from '../ledger/staging';
import { encryptedSql, keyedHash128Sql, maskedSql } from '../privacy/mask';
import { asOneBlock } from './one-block';

/*
 * Access logs of web servers: Common and Combined Log Format, with or without the virtual host in front (`host:port`), as
 * Apache and nginx write them. Parsed in the engine by splitting at quotes: a million lines on 2 cores take 1.6 s so,
 * against 4.3 s with one big regular expression.
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

/** Endings after the convention of Matomo's log importer: neither a page nor a document. */
const assetEndings = 'gif|jpe?g|png|bmp|ico|svgz?|ttf|otf|eot|woff2?|class|swf|css|m?js|map|xml|webp|avif|txt';
/** Documents that people fetch on purpose: at tahap 1 a use of published information. */
const downloadEndings = '7z|csv|docx?|gz|json|odt|ods|odp|pdf|pptx?|rar|rtf|xlsx?|zip|apk|mp3|mp4|epub|geojson|shp';

/** A quoted field as its writer meant it: escaped backslashes and quotes were stood in for while the line was split. */
const unescaped = (sql: string) => String.raw`replaceAll(replaceAll(${sql}, '\x01', '"'), '\x02', '\\')`;

const parseSql = String.raw`
INSERT INTO parsed
WITH
  trimRight(text_line, '\r') AS raw,
  if(position(raw, '\\') > 0, replaceAll(replaceAll(raw, '\\\\', '\x02'), '\\"', '\x01'), raw) AS guarded,
  splitByChar('"', guarded) AS q,
  q[1] AS head,
  length(q) IN (3, 7)
    AND match(head, '^(?:[A-Za-z0-9.-]+:[0-9]{1,5} )?[^ ]+ [^ ]+ .+ \\[[^\\[\\]]+\\] $')
    AND match(q[3], if(length(q) = 3, '^ [0-9]{3} (?:[0-9]+|-)$', '^ [0-9]{3} (?:[0-9]+|-) $'))
    AND (length(q) = 3 OR (q[5] = ' ' AND q[7] = '')) AS shaped,
  parseDateTimeOrNull(extract(head, '\\[([^\\[\\]]+)\\] $'), '%d/%b/%Y:%H:%i:%s %z', 'UTC') AS at,
  splitByChar(' ', head) AS words,
  match(words[1], '^[A-Za-z0-9.-]+:[0-9]{1,5}$') AND length(words) >= 7 AS with_host,
  words[if(with_host, 2, 1)] AS client,
  if(with_host, lower(splitByChar(':', words[1])[1]), {site:String}) AS site_of_line,
  splitByChar(' ', ${unescaped('q[2]')}) AS request,
  length(request) >= 2 AND match(request[1], '^[A-Z]{3,12}$') AS is_http,
  if(is_http, cutFragment(cutQueryString(if(match(request[2], '^[a-z]+://'), path(request[2]), request[2]))), '') AS target,
  splitByChar(' ', trimLeft(q[3])) AS answer,
  if(length(q) = 7, ${unescaped('q[4]')}, '') AS referrer,
  if(length(q) = 7, ${unescaped('q[6]')}, '') AS agent,
  lower(extract(target, '\\.([A-Za-z0-9]{1,7})$')) AS ending,
  multiIf(raw = '', 'abai', NOT shaped, 'tolak', isNull(at), 'tolak', 'ok') AS found,
  substring(sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), {run:String}, {file:UInt16}, 'nonce', file_line), 1, 12) AS nonce
SELECT
  file_line AS line,
  found AS verdict,
  multiIf(raw = '', 'baris_kosong', NOT shaped, 'bukan_baris_log', isNull(at), 'waktu_tak_terbaca', '') AS reject_reason,
  '' AS reject_detail,
  nonce AS iv,
  if(found = 'tolak', ${encryptedSql('raw', 'nonce')}, '') AS text_encrypted,
  if(found = 'ok', ${keyedHash128Sql('{source:String}', 'raw', 'ordinal')}, 0) AS record_key,
  0 AS record_row,
  ifNull(at, toDateTime(0, 'UTC')) AS time,
  if(with_host, transform(site_of_line, {hosts:Array(String)}, {owners:Array(String)}, {skpd:String}), {skpd:String}) AS skpd,
  '' AS wilayah,
  site_of_line AS site,
  sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), 'pengunjung', toString(toDate(time, {tz:String})), client, agent) AS visitor,
  multiIf(
    isNotNull(toIPv4OrNull(client)), replaceRegexpOne(client, '\\.[0-9]+$', '.0'),
    isNotNull(toIPv6OrNull(client)), cutIPv6(IPv6StringToNumOrDefault(client), 10, 0),
    '') AS client_net,
  if(is_http, request[1], '') AS method,
  substringUTF8(toValidUTF8(
    if(match(target, '[0-9](?:[ .-]?[0-9]){8}|@|%40'), ${maskedSql("replaceAll(target, '%40', '@')")}, target)), 1, 512) AS path,
  multiIf(
    NOT is_http, 'lain',
    match(ending, '^(?:${assetEndings})$'), 'aset',
    match(ending, '^(?:${downloadEndings})$'), 'unduhan',
    'halaman') AS kind,
  toUInt16OrZero(answer[1]) AS status,
  toUInt64OrZero(answer[2]) AS bytes,
  lower(domain(referrer)) AS referrer_host,
  '' AS agent_class,
  '' AS agent_rule,
  NULL AS duration_ms,
  if(found = 'ok' AND agent != '-', toValidUTF8(agent), '') AS agent_text,
  line_hash
FROM (
  SELECT text_line, file_line, line_hash,
    row_number() OVER (PARTITION BY line_hash ORDER BY file_line) + seen.n AS ordinal
  FROM (
    SELECT text_line, rowNumberInAllBlocks() + {first_line:UInt64} AS file_line,
      sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), trimRight(text_line, '\r')) AS line_hash
    FROM input('text_line String')
  ) AS numbered
  LEFT JOIN (SELECT line_hash, count() AS n FROM lines_before GROUP BY line_hash) AS seen USING line_hash
)
ORDER BY line
FORMAT LineAsString`;

const agentsSeen = defineQuery({
  name: 'agents-seen',
  sql: `SELECT DISTINCT agent_text FROM parsed WHERE agent_text != ''`,
  params: z.object({}),
  row: z.object({ agent_text: z.string() }),
});

/** Who asked: human, bot with the rule that said so, or unknown when the log does not tell the agent. */
function classifyAgent(agent: string): { agent_class: 'human' | 'bot' | 'unknown'; rule: string } {
  if (agent === '') return { agent_class: 'unknown', rule: 'tanpa agen' };
  const rule = isbotMatch(agent);
  if (rule) return { agent_class: 'bot', rule: `isbot: ${rule.slice(0, 60)}` };
  return { agent_class: 'human', rule: 'peramban' };
}

/** Makes the temporary tables of one session. */
export async function prepareLogSession(client: ClickHouseClient, columns: FactColumn[]): Promise<void> {
  const staged = stagingDdl(columns);
  const parsed = staged
    .replace('TEMPORARY TABLE staged', 'TEMPORARY TABLE parsed')
    .replace('\n)', ',\n  agent_text String,\n  line_hash FixedString(16)\n)');
  await client.command({ query: staged });
  await client.command({ query: parsed });
  await client.command({ query: 'CREATE TEMPORARY TABLE lines_before (line_hash FixedString(16)) ENGINE = Memory' });
  await client.command({
    query: 'CREATE TEMPORARY TABLE agents (agent_text String, agent_class String, rule String) ENGINE = Memory',
  });
}

/**
 * Parses one block of lines into the table `staged`. Equal lines are told apart by counting them, over this block and the one
 * before it (equal lines carry the same second, so they stand close together).
 */
export async function stageLogBlock(
  client: ClickHouseClient,
  block: LineBlock,
  settings: LogSettings,
  params: Record<string, unknown>,
): Promise<void> {
  for (const table of ['staged', 'parsed', 'agents']) await client.command({ query: `TRUNCATE TABLE ${table}` });
  await asOneBlock(client, parseSql, Readable.from([block.bytes]), {
    ...params,
    first_line: block.firstLine,
    source: settings.sourceId,
    site: settings.site,
    skpd: settings.skpd,
    tz: settings.timezone,
    hosts: settings.hosts.map((h) => h.host),
    owners: settings.hosts.map((h) => h.skpd),
  });
  const agents = await agentsSeen({}, client);
  await client.insert({
    table: 'agents',
    format: 'JSONEachRow',
    values: [{ agent_text: '' }, ...agents].map((a) => ({ ...a, ...classifyAgent(a.agent_text) })),
  });
  await client.command({
    query: `INSERT INTO staged
      SELECT parsed.* EXCEPT (agent_text, line_hash) REPLACE (agents.agent_class AS agent_class, agents.rule AS agent_rule)
      FROM parsed LEFT JOIN agents USING agent_text ORDER BY line`,
    clickhouse_settings: { max_threads: 1 },
  });
  await client.command({ query: 'TRUNCATE TABLE lines_before' });
  await client.command({ query: 'INSERT INTO lines_before SELECT line_hash FROM parsed' });
}
