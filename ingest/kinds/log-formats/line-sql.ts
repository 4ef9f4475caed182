/*
 * Pieces of SQL that several log formats share. Each takes an SQL expression of a String and gives one back; what it cannot
 * read becomes '' or NULL, never an error: a log holds whatever strangers sent to the server.
 */

/** A line as valid UTF-8: regular expressions and the JSON parser of the engine are not defined on anything else. */
export const validLine = `if(isValidUTF8(raw), raw, toValidUTF8(raw))`;

/** '' for the '-' that logs write where there is nothing. */
export const orEmpty = (sql: string) => `if(${sql} = '-', '', ${sql})`;

/** The first of these that says something. */
export const firstOf = (...sqls: string[]) => `arrayFirst(said -> said NOT IN ('', '-'), [${sqls.join(', ')}])`;

/**
 * `body` with the value of `sql` under the name `x`: an expression that is named several times is analysed as often, and what
 * it is made of too. Costs a query of many names more time than parsing small blocks.
 */
const withValue = (sql: string, body: string) => `arrayMap(x -> ${body}, [${sql}])[1]`;

/** The address alone: of `192.0.2.1:55008`, of `[2001:db8::1]:443`, of a list of forwarders (the first is the visitor). */
export const addressSql = (sql: string) =>
  withValue(
    `trimBoth(splitByChar(',', ${sql})[1])`,
    String.raw`multiIf(
      startsWith(x, '['), extract(x, '^\\[([^\\]]*)\\]'),
      match(x, '^[^:]*:[0-9]{1,5}$'), splitByChar(':', x)[1],
      x = '-', '', x)`,
  );

/** A host name in lower case without its port; '' for what is none, since a visitor may send any text as host. */
export const hostSql = (sql: string) =>
  String.raw`extract(lower(${sql}), '^([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?$')`;

/** The host of an address with scheme, as proxies write it; '' of a path alone. */
export const hostOfUrlSql = (sql: string) => hostSql(`extract(${sql}, '^[A-Za-z]{2,5}://([^/?#]+)')`);

/** Method and target of `GET /path HTTP/1.1`; both '' of what is no request line, such as the bytes of a TLS greeting. */
export const requestSql = (sql: string) => `extractGroups(${sql}, '^([A-Z]{3,12}) +([^ ]+)')`;

/** A method of HTTP; '' of what is none. */
export const methodSql = (sql: string) => `extract(${sql}, '^[A-Z]{3,12}$')`;

/** `10/Feb/2012:16:42:07 -0500`; without an offset (and with fractions, as HAProxy writes them) in the source's time zone. */
export const clfTimeSql = (sql: string) => `if(match(${sql}, ' [+-][0-9]{4}$'),
    parseDateTimeOrNull(${sql}, '%d/%b/%Y:%H:%i:%s %z', 'UTC'),
    toTimeZone(parseDateTimeOrNull(splitByChar('.', ${sql})[1], '%d/%b/%Y:%H:%i:%s', {tz:String}), 'UTC'))`;

/** `2012-02-10T16:42:07.123Z` and its relatives of the years 1990 to 2099; without an offset in the time zone `zone`. */
export const isoTimeSql = (sql: string, zone = '{tz:String}') => `if(
    match(${sql}, '^(?:199[0-9]|20[0-9]{2})[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}'),
    toTimeZone(parseDateTimeBestEffortOrNull(replaceAll(${sql}, '/', '-'), ${zone}), 'UTC'), NULL)`;

/** A time of a JSON log: ISO, as in a combined log, or seconds or milliseconds since 1970. */
export const anyTimeSql = (sql: string) =>
  withValue(
    sql,
    String.raw`multiIf(
      match(x, '^[0-9]{9,10}(?:\\.[0-9]+)?$'), toDateTimeOrNull(splitByChar('.', x)[1], 'UTC'),
      match(x, '^[0-9]{13}$'), toDateTimeOrNull(substring(x, 1, 10), 'UTC'),
      match(x, '^[0-9]{2}/'), ${clfTimeSql('x')},
      ${isoTimeSql('x')})`,
  );

/** A status code; 0 where the server wrote none. */
export const statusSql = (sql: string) => `toUInt16OrZero(extract(${sql}, '^[0-9]{1,3}$'))`;

/** A count of bytes; 0 for '-' and for what is no number. */
export const bytesSql = (sql: string) => `toUInt64OrZero(extract(${sql}, '^[+]?([0-9]{1,15})$'))`;

/** A duration in ms; NULL where it was not measured ('-', -1, or a number of more than some weeks). */
export const msSql = (sql: string, msPerUnit: number | string) =>
  withValue(
    `toFloat64OrNull(extract(${sql}, '^[0-9]+(?:[.][0-9]+)?$')) * ${msPerUnit}`,
    'if(x < 4e9, toUInt32(round(ifNull(x, 0))), NULL)',
  );

/** A text in which a server wrote odd bytes as `\xHH`, and quotes and backslashes with a backslash, as it was sent. */
export const unescapedSql = (sql: string) => String.raw`if(position(${sql}, '\\') = 0, ${sql},
    replaceRegexpAll(decodeURLComponent(replaceRegexpAll(replaceAll(${sql}, '%', '%25'),
      '\\\\x([0-9A-Fa-f]{2})', '%\\1')), '\\\\(["\\\\])', '\\1'))`;

/** The aliases `referrer` and `agent` of two texts that the server quoted. */
export const quotedTailSql = (referrer: string, agent: string) => `${orEmpty(referrer)} AS referrer_given,
  ${unescapedSql('referrer_given')} AS referrer,
  ${orEmpty(agent)} AS agent_given,
  ${unescapedSql('agent_given')} AS agent`;

/** A quoted text in a regular expression; its quotes and backslashes are escaped with a backslash. */
export const QUOTED = String.raw`"((?:[^"\\\\]|\\\\.)*)"`;

/** What most formats say of a line: blank, not of this form, without a time, or a request. */
export const problemSql = (shaped: string) => `multiIf(
    trimBoth(raw) = '', 'baris_kosong',
    NOT (${shaped}), 'bukan_baris_log',
    isNull(at), 'waktu_tak_terbaca',
    '')`;

/** Whether more than half of the lines that say something look right. */
export function mostLines(head: string[], looksRight: (line: string) => boolean): boolean {
  const lines = head.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.filter(looksRight).length * 2 > lines.length;
}

/** The JSON object of a line; nothing for other lines. */
export function jsonObject(line: string): Record<string, unknown> | undefined {
  try {
    // nginx without escape=json writes \x22, which is no JSON; the engine mends it the same way.
    const value = JSON.parse(line.replaceAll(/\\x([0-9A-Fa-f]{2})/g, '\\u00$1'));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A line of JSON; where nginx wrote `\xHH` in it (a format without `escape=json`), mended to be JSON. */
export const validJsonLine = String.raw`if(position(raw, '\\x') > 0 AND NOT isValidJSON(${validLine}),
    replaceRegexpAll(${validLine}, '\\\\x([0-9A-Fa-f]{2})', '\\\\u00\\1'), ${validLine})`;
