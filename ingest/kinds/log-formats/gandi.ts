import {
  addressSql,
  bytesSql,
  clfTimeSql,
  hostSql,
  mostLines,
  problemSql,
  QUOTED,
  quotedTailSql,
  requestSql,
  statusSql,
  unescapedSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Gandi's web hosting: combined with the host in front and whole seconds, such as `(0 s)`, before the request. */
export const gandi: LogFormat = {
  id: 'gandi',
  name: 'Gandi',
  recognises: (head) => mostLines(head, (line) => /^\S+ \S+ \S+ [^"]*\] \(\d+ s\) "/.test(line)),
  // Whole seconds are too coarse for a duration: most would be 0.
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^([^ ]+) ([^ ]+) [^ ]+ .+ \\[([^\\[\\]]+)\\] \\([0-9]+ s\\) ${QUOTED} ([0-9]{3}) ([0-9]+|-) ${QUOTED} ${QUOTED}$') AS parts,
  ${clfTimeSql('parts[3]')} AS at,
  ${addressSql('parts[2]')} AS client,
  ${hostSql('parts[1]')} AS host,
  ${requestSql(unescapedSql('parts[4]'))} AS request_words,
  request_words[1] AS method,
  request_words[2] AS target,
  ${statusSql('parts[5]')} AS status,
  ${bytesSql('parts[6]')} AS bytes,
  ${quotedTailSql('parts[7]', 'parts[8]')},
  CAST(NULL, 'Nullable(UInt32)') AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
