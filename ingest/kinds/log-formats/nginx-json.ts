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
  requestSql,
  statusSql,
  validJsonLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** How administrators name the fields of a `log_format ... escape=json`: nginx's variable names first. */
const names = {
  client: ['client_ip', 'remote_addr', 'ip', 'remote_ip', 'clientip', 'client', 'remote_host', 'remoteip'],
  time: ['time_iso8601', '@timestamp', 'time_local', 'timestamp', 'time', 'date', 'datetime', 'msec', 'ts'],
  request: ['request'],
  method: ['request_method', 'method', 'verb', 'http_method'],
  target: ['request_uri', 'uri', 'path', 'url', 'request_path', 'request_url'],
  status: ['status', 'status_code', 'response', 'response_code', 'response_status'],
  bytes: ['body_bytes_sent', 'bytes_sent', 'bytes', 'size', 'length', 'body_bytes'],
  referrer: ['http_referer', 'http_referrer', 'referer', 'referrer'],
  agent: ['http_user_agent', 'user_agent', 'useragent', 'agent'],
  // Matomo's example calls nginx's $request_time "generation_time_milli"; it is in seconds all the same.
  seconds: ['request_time', 'generation_time_milli', 'duration', 'response_time'],
  host: ['host', 'http_host', 'server_name', 'vhost', 'virtual_host', 'domain'],
};

const field = (of: keyof typeof names) => firstOf(...names[of].map((name) => `fields['${name}']`));

/** JSON lines of flat fields, as nginx writes them by a format of the administrator's own making. */
export const nginxJson: LogFormat = {
  id: 'nginx-json',
  name: 'nginx JSON',
  recognises: (head) =>
    mostLines(head, (line) => {
      const keys = new Set(Object.keys(jsonObject(line) ?? {}).map((key) => key.toLowerCase()));
      const has = (of: keyof typeof names) => names[of].some((name) => keys.has(name));
      return has('client') && has('time') && has('status') && (has('request') || has('target'));
    }),
  // A log that names paths and no methods, such as Matomo's example, counts pages: they were fetched.
  fieldsSql: `
  CAST(arrayMap(pair -> (lower(pair.1), pair.2), JSONExtractKeysAndValues(${validJsonLine}, 'String')), 'Map(String, String)') AS fields,
  ${field('time')} AS time_text,
  ${anyTimeSql('time_text')} AS at,
  ${field('client')} AS client_text,
  ${addressSql('client_text')} AS client,
  ${field('host')} AS host_text,
  ${hostSql('host_text')} AS host,
  ${field('target')} AS target_text,
  ${requestSql(field('request'))} AS request_words,
  if(target_text = '', request_words[1], if(${field('method')} = '', 'GET', ${methodSql(field('method'))})) AS method,
  if(target_text != '', target_text, request_words[2]) AS target,
  ${field('status')} AS status_text,
  ${statusSql('status_text')} AS status,
  ${bytesSql(field('bytes'))} AS bytes,
  ${field('referrer')} AS referrer,
  ${field('agent')} AS agent,
  ${field('seconds')} AS seconds_text,
  ${msSql('seconds_text', 1000)} AS duration_ms,
  ${problemSql(`client_text != '' AND status_text != ''`)} AS problem`,
};
