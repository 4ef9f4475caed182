import {
  addressSql,
  bytesSql,
  clfTimeSql,
  hostSql,
  mostLines,
  msSql,
  problemSql,
  QUOTED,
  quotedTailSql,
  requestSql,
  statusSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Amazon S3's server access log: the bucket is the host. Operations without a request line are no visits. */
export const s3: LogFormat = {
  id: 's3',
  name: 'Amazon S3',
  recognises: (head) =>
    mostLines(head, (line) => /^[0-9a-f]{64} \S+ \[[^\]]+\] \S+ \S+ \S+ [A-Z][A-Z0-9_.]+ \S+ ["-]/.test(line)),
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^[0-9a-f]+ ([^ ]+) \\[([^\\[\\]]+)\\] ([^ ]+) [^ ]+ [^ ]+ [^ ]+ [^ ]+ ${QUOTED} ([0-9]{3}|-) [^ ]+ ([0-9]+|-) (?:[0-9]+|-) ([0-9]+|-) (?:[0-9]+|-) (?:${QUOTED}|-) (?:${QUOTED}|-)') AS parts,
  ${clfTimeSql('parts[2]')} AS at,
  ${addressSql('parts[3]')} AS client,
  ${hostSql('parts[1]')} AS host,
  ${requestSql('parts[4]')} AS request_words,
  request_words[1] AS method,
  request_words[2] AS target,
  ${statusSql('parts[5]')} AS status,
  ${bytesSql('parts[6]')} AS bytes,
  ${quotedTailSql('parts[8]', 'parts[9]')},
  ${msSql('parts[7]', 1)} AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
