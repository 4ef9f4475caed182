import { addressSql, bytesSql, firstOf, hostSql, isoTimeSql, methodSql, msSql, statusSql } from './line-sql';
import type { LogFormat } from './log-format';

/** The names of a `#Fields:` line, in lower case. */
function w3cFields(line: string): string[] {
  return line.slice('#Fields:'.length).toLowerCase().split(/\s+/).filter(Boolean);
}

/** The `#Fields:` line of requests of a web site, if the head has one: who asked, when, what, and the answer. */
export function w3cRequestFields(head: string[]): string[] | undefined {
  return head
    .filter((line) => line.startsWith('#Fields:'))
    .map(w3cFields)
    .find((names) => {
      const has = (...any: string[]) => any.some((name) => names.includes(name));
      return (
        has('date', 'date-local') &&
        has('time', 'time-local') &&
        has('c-ip') &&
        has('cs-method') &&
        has('cs-uri-stem', 'cs-uri') &&
        has('sc-status')
      );
    });
}

/** The value of the first of these fields that has one. */
const field = (...names: string[]) => firstOf(...names.map((name) => `field_of['${name}']`));

/**
 * SQL of a log in W3C extended format: the last `#Fields:` line names the columns, separated by spaces or tabs, values with
 * spaces in quotes. Times are UTC, except in the columns `date-local` and `time-local`.
 */
export const w3cSql = (special: { agent: string; msPerUnitOfTimeTaken: string }) => String.raw`
  arrayFilter(name -> name != '', splitByRegexp('[ \t]+', lower(substring(directive, 9)))) AS field_names,
  multiIf(
    position(raw, '\t') > 0, splitByChar('\t', raw),
    position(raw, '"') > 0, arrayMap(
      value -> if(startsWith(value, '"') AND length(value) > 1, substring(value, 2, length(value) - 2), value),
      extractAll(if(isValidUTF8(raw), raw, toValidUTF8(raw)), '"[^"]*"|[^ ]+')),
    splitByChar(' ', trimRight(raw))) AS field_values,
  mapFromArrays(field_names, arrayResize(field_values, length(field_names))) AS field_of,
  concat(${field('date', 'date-local')}, ' ', ${field('time', 'time-local')}) AS time_text,
  if(has(field_names, 'date'), ${isoTimeSql('time_text', `'UTC'`)}, ${isoTimeSql('time_text')}) AS at,
  ${addressSql(field('c-ip'))} AS client,
  ${hostSql(field('x-host-header', 'cs-host', 'cs(host)'))} AS host_named,
  ${field('cs-uri-stem', 'cs-uri')} AS stem,
  -- Incapsula writes the host before the path.
  if(host_named = '' AND NOT startsWith(stem, '/'), ${hostSql(`splitByChar('/', stem)[1]`)}, host_named) AS host,
  ${methodSql(field('cs-method'))} AS method,
  if(startsWith(stem, '/') OR position(stem, '/') = 0, stem, substring(stem, position(stem, '/'))) AS stem_path,
  ${field('cs-uri-query')} AS query_text,
  if(query_text = '', stem_path, concat(stem_path, '?', query_text)) AS target,
  ${statusSql(field('sc-status'))} AS status,
  ${bytesSql(field('sc-bytes'))} AS bytes,
  ${field('cs(referer)', 'cs(referrer)')} AS referrer,
  ${field('cs(user-agent)')} AS agent_text_given,
  ${special.agent} AS agent,
  ${field('timetakenms', 'time-taken')} AS taken,
  ${msSql('taken', special.msPerUnitOfTimeTaken)} AS duration_ms,
  multiIf(
    trimBoth(raw) = '', 'baris_kosong',
    startsWith(raw, '#'), 'baris_petunjuk',
    empty(field_names), 'bukan_baris_log',
    length(field_values) != length(field_names), 'jumlah_kolom_berbeda',
    isNull(at), 'waktu_tak_terbaca',
    '') AS problem`;

/** IIS, and what else writes W3C extended logs with spaces between the columns (NetScaler, Incapsula). */
export const w3c: LogFormat = {
  id: 'w3c',
  name: 'W3C extended (IIS)',
  directives: '#Fields:',
  recognises: (head) => w3cRequestFields(head) !== undefined,
  fieldsSql: w3cSql({
    // IIS writes + for each space; a quoted value has its spaces.
    agent: `if(position(agent_text_given, ' ') > 0, agent_text_given, replaceAll(agent_text_given, '+', ' '))`,
    // The format says seconds; IIS (known by columns of its own) writes ms.
    msPerUnitOfTimeTaken: `if(hasAny(field_names, ['timetakenms', 'sc-win32-status', 'sc-substatus', 's-sitename']), 1, 1000)`,
  }),
};
