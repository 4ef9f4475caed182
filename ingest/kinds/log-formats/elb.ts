import {
  addressSql,
  bytesSql,
  hostOfUrlSql,
  isoTimeSql,
  mostLines,
  orEmpty,
  problemSql,
  QUOTED,
  requestSql,
  statusSql,
  unescapedSql,
  validLine,
} from './line-sql';
import type { LogFormat } from './log-format';

/** Amazon's load balancers: classic (ELB), and application (ALB), which puts the kind of connection in front. */
export const elb: LogFormat = {
  id: 'elb',
  name: 'Amazon ELB/ALB',
  recognises: (head) =>
    mostLines(head, (line) =>
      /^(?:[a-z0-9]+ )?\d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ \S+ [\d.-]+ [\d.-]+ [\d.-]+ \S+ \S+ \d+ \d+ "/.test(line),
    ),
  // A connection without a request (TCP) stands there as "- - - ", without a status.
  fieldsSql: `
  extractGroups(${validLine}, '^(?:[a-z0-9]+ )?([0-9T:.-]+Z) [^ ]+ ([^ ]+) [^ ]+ (-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) ([0-9]{3}|-) [^ ]+ [0-9]+ ([0-9]+) ${QUOTED} ${QUOTED}(?: |$)') AS parts,
  ${isoTimeSql('parts[1]', `'UTC'`)} AS at,
  ${addressSql('parts[2]')} AS client,
  ${requestSql('parts[8]')} AS request_words,
  ${hostOfUrlSql('request_words[2]')} AS host,
  request_words[1] AS method,
  request_words[2] AS target,
  ${statusSql('parts[6]')} AS status,
  ${bytesSql('parts[7]')} AS bytes,
  '' AS referrer,
  ${orEmpty('parts[9]')} AS agent_given,
  ${unescapedSql('agent_given')} AS agent,
  arrayMap(x -> toFloat64OrZero(x), [parts[3], parts[4], parts[5]]) AS seconds_spent,
  if(arrayMin(seconds_spent) < 0 OR arraySum(seconds_spent) > 4e6, NULL, toUInt32(round(arraySum(seconds_spent) * 1000))) AS duration_ms,
  multiIf(
    startsWith(raw, '#'), 'baris_petunjuk',
    ${problemSql(`notEmpty(parts) AND NOT startsWith(parts[8], '- ')`)}) AS problem`,
};
