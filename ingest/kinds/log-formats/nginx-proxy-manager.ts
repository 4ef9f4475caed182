import {
  addressSql,
  bytesSql,
  clfTimeSql,
  hostSql,
  methodSql,
  mostLines,
  problemSql,
  QUOTED,
  quotedTailSql,
  statusSql,
  unescapedSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Nginx Proxy Manager: its `proxy` format (with cache and upstream status) and its `standard` one. */
export const nginxProxyManager: LogFormat = {
  id: 'nginx-proxy-manager',
  name: 'Nginx Proxy Manager',
  recognises: (head) =>
    mostLines(head, (line) =>
      /^\[[^\]]+\] (?:\S+ [\d, :-]+ )?\d{3} - \S+ \S+ \S* "[^"]*" \[Client \S+\] \[Length \S+\] \[Gzip /.test(line),
    ),
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^\\[([^\\[\\]]+)\\] (?:[A-Z-]+ [0-9, :-]+ )?([0-9]{3}) - ([A-Z]+|-) [^ ]+ ([^ ]*) ${QUOTED} \\[Client ([^\\]]+)\\] \\[Length ([0-9]+|-)\\] \\[Gzip [^\\]]*\\](?: \\[Sent-to [^\\]]*\\])? ${QUOTED} ${QUOTED}$') AS parts,
  ${clfTimeSql('parts[1]')} AS at,
  ${addressSql('parts[6]')} AS client,
  ${hostSql('parts[4]')} AS host,
  ${methodSql('parts[3]')} AS method,
  ${unescapedSql('parts[5]')} AS target,
  ${statusSql('parts[2]')} AS status,
  ${bytesSql('parts[7]')} AS bytes,
  ${quotedTailSql('parts[9]', 'parts[8]')},
  CAST(NULL, 'Nullable(UInt32)') AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
