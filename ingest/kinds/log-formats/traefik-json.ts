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
  orEmpty,
  problemSql,
  statusSql,
  validJsonLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Traefik's access log in JSON: flat fields; durations in nanoseconds; headers only where it was told to keep them. */
export const traefikJson: LogFormat = {
  id: 'traefik-json',
  name: 'Traefik JSON',
  recognises: (head) =>
    mostLines(head, (line) => {
      const fields = jsonObject(line);
      return fields !== undefined && 'RequestPath' in fields && ('ClientHost' in fields || 'ClientAddr' in fields);
    }),
  // DownstreamStatus is what the visitor got, OriginStatus what the server behind Traefik answered.
  fieldsSql: `
  JSONExtract(${validJsonLine}, 'Tuple(
    ClientHost String, ClientAddr String, StartUTC String, time String, RequestHost String, RequestMethod String,
    RequestPath String, DownstreamStatus String, DownstreamContentSize String, Duration String,
    "request_Referer" String, "request_User-Agent" String)') AS entry,
  ${anyTimeSql(firstOf('entry.StartUTC', 'entry.time'))} AS at,
  ${addressSql(firstOf('entry.ClientHost', 'entry.ClientAddr'))} AS client,
  ${hostSql('entry.RequestHost')} AS host,
  ${methodSql('entry.RequestMethod')} AS method,
  entry.RequestPath AS target,
  ${statusSql('entry.DownstreamStatus')} AS status,
  ${bytesSql('entry.DownstreamContentSize')} AS bytes,
  ${orEmpty('entry.request_Referer')} AS referrer,
  ${orEmpty('entry."request_User-Agent"')} AS agent,
  ${msSql('entry.Duration', 1e-6)} AS duration_ms,
  ${problemSql(`entry.RequestPath != '' AND entry.DownstreamStatus != ''`)} AS problem`,
};
