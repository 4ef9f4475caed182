import { encryptedSql } from '../privacy/mask';
import type { LogFormat } from './log-formats/log-format';

/*
 * What a line of an access log becomes. A format's SQL cuts it into the fields of a request; what a request becomes is the same for
 * all formats and stands here: who asked as a hash of the day, what was asked without its query, masked, and of which kind.
 */

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
export const SET_ASIDE = 'disisihkan';

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

/** Where lines come from: sent with the statement, or set aside before it. */
export const sentLines = `SELECT text_line, rowNumberInAllBlocks() + {first_line:UInt64} AS file_line FROM input('text_line String')`;
export const linesAside = `SELECT text_encrypted AS text_line, line AS file_line FROM parsed WHERE problem = '${SET_ASIDE}'`;

/** The fields that a format gives, by names that no column of the table has. */
const fields = `at AS at_of_line, client, host, method AS method_of_line, target, status, bytes, referrer, agent AS agent_of_line, duration_ms`;
/** No log is older: the clock of such a server was never set. */
const firstTime = `toDateTime('1990-01-01', 'UTC')`;

/**
 * Parses usual lines into the table `parsed` by the short way of a format, in four fifths of the time that reading
 * every line with all care takes, and sets the others aside.
 */
export const usualSql = (usual: string) => String.raw`${intoParsed}
WITH
  ${sharedSql},
  NOT is_usual OR time < ${firstTime} OR is_personal OR is_odd_path
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
  SELECT raw, file_line, is_usual, ${fields}
  FROM (SELECT text_line AS raw, file_line FROM (${sentLines}))
)
FORMAT LineAsString`;

/** Parses lines into the table `parsed`. A time that no log can have is none. */
export const carefulSql = (format: LogFormat, lines: string) => `${intoParsed}
WITH
  if(problem_of_line = '' AND (isNull(at_of_line) OR at_of_line < ${firstTime}),
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
  SELECT raw, file_line, problem AS problem_of_line, ${fields}
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

export const linesBeforeSql = `INSERT INTO lines_before
  SELECT ${lineKeySql(bareLine)} FROM input('text_line String') FORMAT LineAsString`;
