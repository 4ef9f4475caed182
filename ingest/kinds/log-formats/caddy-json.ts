import {
  addressSql,
  anyTimeSql,
  bytesSql,
  firstOf,
  hostSql,
  jsonObject,
  methodSql,
  mostLines,
  msSql,
  problemSql,
  statusSql,
  validJsonLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Caddy's access log: JSON with the request as an object. Lines of its other loggers are no requests. */
export const caddyJson: LogFormat = {
  id: 'caddy-json',
  name: 'Caddy JSON',
  recognises: (head) =>
    mostLines(head, (line) => {
      const request = jsonObject(line)?.request;
      return typeof request === 'object' && request !== null && 'uri' in request && 'method' in request;
    }),
  // client_ip is the visitor behind the proxies that Caddy was told to trust; before 2.5 there was remote_addr alone.
  fieldsSql: `
  JSONExtract(${validJsonLine}, 'Tuple(
    logger String, ts String, duration String, size String, status String,
    request Tuple(remote_ip String, remote_addr String, client_ip String, method String, host String, uri String,
      headers Tuple("User-Agent" Array(String), Referer Array(String))))') AS entry,
  entry.request AS asked,
  ${anyTimeSql('entry.ts')} AS at,
  ${addressSql(firstOf('asked.client_ip', 'asked.remote_ip', 'asked.remote_addr'))} AS client,
  ${hostSql('asked.host')} AS host,
  ${methodSql('asked.method')} AS method,
  asked.uri AS target,
  ${statusSql('entry.status')} AS status,
  ${bytesSql('entry.size')} AS bytes,
  asked.headers.Referer[1] AS referrer,
  asked.headers."User-Agent"[1] AS agent,
  ${msSql('entry.duration', 1000)} AS duration_ms,
  ${problemSql(`asked.uri != '' AND entry.status != ''`)} AS problem`,
};
