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
  unescapedSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

const TIME = String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:]{8} [+-]\d{4}`;
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const LINE = new RegExp(
  `^\\S+ \\S+ .*\\[${TIME}\\] ${TEXT} \\d{3} (?:\\d+|-) ${TEXT} ${TEXT} (?:${TEXT}|-|\\d+\\.\\d{3})(?: |$)`,
);

/**
 * Combined with something behind it, as nginx.org's packages are set (`main`: the addresses of X-Forwarded-For in quotes) and as
 * administrators add `$request_time`. What a visitor may write himself (X-Forwarded-For) does not say who he is.
 */
export const combinedPlus: LogFormat = {
  id: 'combined-plus',
  name: 'combined dengan tambahan di belakang (nginx main)',
  recognises: (head) => mostLines(head, (line) => LINE.test(line)),
  // The time a request took is known by its three decimals; whole numbers may be anything.
  fieldsSql: String.raw`
  extractGroups(${validLine}, '^(?:([A-Za-z0-9.-]+)(?::[0-9]{1,5})? )?([^ ]+) [^ ]+ .+ \\[([^\\[\\]]+)\\] ${QUOTED} ([0-9]{3}) ([0-9]+|-) ${QUOTED} ${QUOTED} ((?:"(?:[^"\\\\]|\\\\.)*"|[^" ]+)(?: .*)?)$') AS parts,
  -- A user name of two words makes an address look like a host in front.
  parts[1] != '' AND isNull(toIPv4OrNull(parts[1])) AS with_host,
  ${clfTimeSql('parts[3]')} AS at,
  ${addressSql(`if(with_host OR parts[1] = '', parts[2], parts[1])`)} AS client,
  if(with_host, ${hostSql('parts[1]')}, '') AS host,
  ${requestSql(unescapedSql('parts[4]'))} AS request_words,
  request_words[1] AS method,
  request_words[2] AS target,
  ${statusSql('parts[5]')} AS status,
  ${bytesSql('parts[6]')} AS bytes,
  ${quotedTailSql('parts[7]', 'parts[8]')},
  extract(parts[9], '(?:^| )"?([0-9]{1,5}[.][0-9]{3})"?(?: |$)') AS seconds_text,
  ${msSql('seconds_text', 1000)} AS duration_ms,
  ${problemSql('notEmpty(parts)')} AS problem`,
};
