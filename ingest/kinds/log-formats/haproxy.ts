import {
  addressSql,
  bytesSql,
  clfTimeSql,
  hostOfUrlSql,
  mostLines,
  msSql,
  problemSql,
  requestSql,
  statusSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/**
 * HAProxy's HTTP log (`option httplog`), with or without the prefix of syslog. It names neither agent nor referrer; captured
 * headers are of the administrator's choosing and not read. Times have no offset.
 */
export const haproxy: LogFormat = {
  id: 'haproxy',
  name: 'HAProxy',
  recognises: (head) =>
    mostLines(head, (line) =>
      /(?:^|: )\S+:\d+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:.]+\] \S+ \S+ [\d+/-]+ -?\d+ \+?\d+ /.test(line),
    ),
  // The last of the five timers is the whole time; -1 and a + in front: cut off, or logged before the end.
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^(?:.{0,200}: )?([^ ]+):[0-9]+ \\[([0-9A-Za-z/:.]+)\\] [^ ]+ [^ ]+ (?:[0-9-]+/){4}([+]?-?[0-9]+) (-1|[0-9]{3}) ([+]?[0-9]+) [^ ]+ [^ ]+ [^ ]{4} [0-9/+]+ [0-9/]+ (?:[{].*[}] )?"([^"]*)"?$') AS parts,
  ${clfTimeSql('parts[2]')} AS at,
  ${addressSql('parts[1]')} AS client,
  ${requestSql('parts[6]')} AS request_words,
  ${hostOfUrlSql('request_words[2]')} AS host,
  request_words[1] AS method,
  request_words[2] AS target,
  ${statusSql('parts[4]')} AS status,
  ${bytesSql('parts[5]')} AS bytes,
  '' AS referrer,
  '' AS agent,
  ${msSql('parts[3]', 1)} AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
