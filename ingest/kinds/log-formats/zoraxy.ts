import { addressSql, hostSql, isoTimeSql, mostLines, problemSql, statusSql, validLine } from './line-sql';
import type { LogFormat } from './log-format';

/** Zoraxy's log of proxied requests: no bytes, no referrer, times without an offset. */
export const zoraxy: LogFormat = {
  id: 'zoraxy',
  name: 'Zoraxy',
  recognises: (head) =>
    mostLines(head, (line) =>
      /\[\d{4}-\d\d-\d\d [\d:.]+\] \[router:[^\]]*\] \[origin:[^\]]*\] \[client: [^\]]*\] \[useragent: /.test(line),
    ),
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^(?:[0-9/]{10} [0-9:]{8} )?\\[([0-9-]{10} [0-9:.]+)\\] \\[router:[^\\]]*\\] \\[origin:([^\\]]*)\\] \\[client: ([^\\]]*)\\] \\[useragent: ?(.*)\\] ([A-Z]{3,12}) ([^ ]*) ([0-9]{3})$') AS parts,
  ${isoTimeSql('parts[1]')} AS at,
  ${addressSql('parts[3]')} AS client,
  ${hostSql('parts[2]')} AS host,
  parts[5] AS method,
  parts[6] AS target,
  ${statusSql('parts[7]')} AS status,
  toUInt64(0) AS bytes,
  '' AS referrer,
  parts[4] AS agent,
  CAST(NULL, 'Nullable(UInt32)') AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
