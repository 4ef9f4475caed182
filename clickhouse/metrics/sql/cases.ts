import { dueMoment } from '../../calendar/sql';
import { inOrder, newestProfile, ofOffice } from './city';

/** Steps that end a case with a decision for the applicant; a reasoned refusal is one. */
const DECIDED = `('selesai', 'diserahkan', 'ditolak')`;
/** Steps that end a case without one. */
const ABANDONED = `('dibatalkan', 'kedaluwarsa')`;

/** Of the steps of a case the earliest, or the latest. */
const FIRST = inOrder('toUnixTimestamp(e.time)', '0', 'e.record_key');

/** The kind of user that a source tells (attribute `pengguna`): umum | bisnis | pemerintah | pns | wna. */
export const userOf = (e: string) =>
  `maxIf(lower(${e}.attributes['pengguna']), lower(${e}.attributes['pengguna']) IN ('umum', 'bisnis', 'pemerintah', 'pns', 'wna'))`;

/** A case that came in earlier than this many days before the period and is sent in again is not a new application. */
const RESUBMITTED_WITHIN_DAYS = 45;
/**
 * How many days before the period a case may begin and still fall due in it: the longest promise of the catalogue in days,
 * holidays and two months of waiting for verification included.
 */
const LONGEST_CASE_DAYS = `(SELECT toUInt32(60 + max(multiIf(sla_unit = 'hari_kerja', assumeNotNull(sla_value) * 7 / 5 + 21,
    sla_unit = 'jam_kerja', assumeNotNull(sla_value) * 7 / 20 + 21, sla_unit = 'hari_kalender', assumeNotNull(sla_value), assumeNotNull(sla_value) / 24)))
  FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL)`;

/**
 * Applications seen before {to}, one row each: `skpd, service, case_id, submitted_at, started_at, channel, decided,
 * decided_at, ended_at, returned, ...`. The promise runs from verified receipt, or from submission where the office
 * records no verification. Queue tickets are not applications. decided_at is null when the source knows only the step.
 */
const casesSince = (days: string, only = '') => `SELECT e.skpd AS skpd, e.service AS service, e.case_id AS case_id,
    minIf(e.time, e.step = 'diajukan') AS submitted_at,
    if(countIf(e.step = 'diverifikasi' AND e.time_known) > 0, minIf(e.time, e.step = 'diverifikasi' AND e.time_known), submitted_at) AS started_at,
    countIf(e.step = 'diajukan' AND NOT e.time_known) = 0 AS start_known,
    argMinIf(e.channel, ${FIRST}, e.step = 'diajukan') AS channel,
    countIf(e.step IN ${DECIDED}) > 0 AS decided,
    countIf(e.step = 'ditolak') > 0 AS refused,
    countIf(e.step IN ${DECIDED} AND e.officer != 0) > 0 AS decided_by_officer,
    argMax(e.step, e.time) AS last_step,
    minOrNullIf(e.time, e.step = 'diverifikasi' AND e.time_known) AS verified_at,
    minOrNullIf(e.time, e.step = 'selesai' AND e.time_known) AS completed_at,
    minOrNullIf(e.time, e.step = 'diserahkan' AND e.time_known) AS handed_at,
    maxOrNullIf(e.time, e.step IN ('dikembalikan', 'diverifikasi', 'diproses') AND e.time_known) AS worked_at,
    minOrNullIf(e.time, e.step IN ${DECIDED} AND e.time_known) AS decided_at,
    countIf(e.step = 'kedaluwarsa') > 0 AS expired,
    minOrNullIf(e.time, e.step IN ${ABANDONED}) AS abandoned_at,
    countIf(e.step = 'dikembalikan') AS returned,
    countIf(e.step IN ('selesai', 'diserahkan') AND e.channel = 'daring') > 0 AS handed_online,
    countIf(e.step IN ('selesai', 'diserahkan')) > 0 AS granted,
    max(e.amount) AS paid,
    argMaxIf(e.channel, ${FIRST}, e.amount > 0) AS paid_channel,
    groupUniqArrayArray(e.shared_refs) AS refs,
    argMinIf(e.identity, ${FIRST}, e.step = 'diajukan') AS identity,
    max(e.linked_case) AS linked_case,
    countIf(e.origin = 'proaktif') > 0 AS proactive,
    countIf(e.origin != '') > 0 AS origin_told,
    argMinIf(e.wilayah, ${FIRST}, e.step = 'diajukan') AS wilayah,
    ${userOf('e')} AS user_told,
    max(e.source_id) AS source_id
  FROM service_events AS e
  WHERE e.time >= toDateTime({from:DateTime('UTC')}, 'UTC') - toIntervalDay(${days}) AND e.time < {to:DateTime('UTC')} AND ${ofOffice('e.skpd')} ${only}
  GROUP BY e.skpd, e.service, e.case_id
  HAVING countIf(e.step = 'diajukan') > 0`;

/** Applications that can fall due or be decided in the period. */
export const cases = casesSince(LONGEST_CASE_DAYS);

/** Applications submitted in the period. */
export const submittedCases = `SELECT * FROM (${casesSince(String(RESUBMITTED_WITHIN_DAYS))}) WHERE submitted_at >= {from:DateTime('UTC')}`;

/** A case that came in longer ago than this is left out of the times of decided cases and of the backlog. */
const LONGEST_LOOKBACK_DAYS = 365;

/** Applications whose first decision with a known time fell in the period, however long ago they came in (to a year). */
export const decidedCases = `SELECT * FROM (${casesSince(
  String(LONGEST_LOOKBACK_DAYS),
  `AND e.case_id IN (SELECT case_id FROM service_events WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')}
    AND step IN ${DECIDED} AND time_known AND ${ofOffice()})`,
)}) WHERE decided_at >= {from:DateTime('UTC')} AND start_known`;

/**
 * Applications of the last year that were in at {to} and had no end by then: `skpd, service, case_id, submitted_at,
 * started_at, channel, wilayah, returned, last_step, ...`. Ended cases are told by one number each, not by their names, which
 * would be several times the work.
 */
export const openCases = `SELECT * FROM (${casesSince(
  String(LONGEST_LOOKBACK_DAYS),
  `AND e.time >= toDateTime({to:DateTime('UTC')}, 'UTC') - toIntervalDay(${LONGEST_LOOKBACK_DAYS})
   AND cityHash64(e.skpd, e.service, e.case_id) NOT IN (SELECT cityHash64(skpd, service, case_id) FROM service_events
    WHERE time >= toDateTime({to:DateTime('UTC')}, 'UTC') - toIntervalDay(${LONGEST_LOOKBACK_DAYS}) AND time < {to:DateTime('UTC')}
      AND step IN ('selesai', 'diserahkan', 'ditolak', 'dibatalkan', 'kedaluwarsa') AND ${ofOffice()})`,
)}) WHERE submitted_at >= toDateTime({to:DateTime('UTC')}, 'UTC') - toIntervalDay(${LONGEST_LOOKBACK_DAYS})`;

/** Rows of applications with the last second of their promise, \`due_at\` (1970: nothing promised, or not computable). */
export const withDue = (
  rows: string,
) => `SELECT c.*, ifNull(${dueMoment('c.skpd', 'c.started_at', 's.sla', 's.sla_unit')}, toDateTime(0, 'UTC')) AS due_at
  FROM (${rows}) AS c
  LEFT JOIN (
    SELECT service AS promised_service, assumeNotNull(sla_value) AS sla, sla_unit
    FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL
  ) AS s ON s.promised_service = c.service`;

/** Open applications at each of the moments {at} (ascending), as changes summed up to each; one leaves after a year. */
export const openAtMoments = `SELECT moment AS at, toFloat64(sum(sum(opens)) OVER (ORDER BY moment)) AS value,
    toUInt64(sum(sum(seen)) OVER (ORDER BY moment)) AS n
  FROM (
    SELECT arrayFirst(m -> m > change.1, {at:Array(DateTime('UTC'))}) AS moment, toInt64(change.2) AS opens, change.3 AS seen
    FROM (
      SELECT arrayJoin([(opened_at, toInt8(1), toUInt8(1)), (least(closed_at, opened_at + toIntervalDay(${LONGEST_LOOKBACK_DAYS})), toInt8(-1), toUInt8(0))]) AS change
      FROM (
        SELECT minIf(time, step = 'diajukan') AS opened_at,
          if(countIf(step != 'diajukan') > 0, greatest(opened_at, minIf(time, step != 'diajukan')), toDateTime('2100-01-01 00:00:00', 'UTC')) AS closed_at
        FROM service_events
        WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - toIntervalDay(${LONGEST_LOOKBACK_DAYS}) AND time < {to:DateTime('UTC')}
          AND step IN ('diajukan', 'selesai', 'diserahkan', 'ditolak', 'dibatalkan', 'kedaluwarsa') AND ${ofOffice()}
        GROUP BY cityHash64(skpd, service, case_id)
        HAVING countIf(step = 'diajukan') > 0
      )
    ) WHERE moment > toDateTime(0, 'UTC')
    UNION ALL
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS moment, 0 AS opens, 0 AS seen
  )
  GROUP BY moment ORDER BY moment`;

/**
 * Applications whose promise fell due in the period, with `due_at`, `in_time` (decided by then) and `finished` (decided
 * before {to}). Left out: services without a promise, cases withdrawn before they were due, cases whose decision
 * has no known time (for `in_time` only: it is null).
 */
export const dueCases = `SELECT c.*,
    multiIf(NOT c.decided, toNullable(false), c.decided_at IS NULL, NULL, c.decided_at <= c.due_at) AS in_time,
    c.decided AS finished
  FROM (${withDue(cases)}) AS c
  WHERE c.start_known
    AND c.due_at >= {from:DateTime('UTC')} AND c.due_at < {to:DateTime('UTC')}
    AND (c.decided OR c.expired OR c.abandoned_at IS NULL OR c.abandoned_at > c.due_at)`;
