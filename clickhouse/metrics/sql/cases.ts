import { calendarOf, dueAt, dueDates, inOrder, newestProfile, ofOffice } from './city';

/** Steps that end a case with a decision for the applicant; a reasoned refusal is one. */
const DECIDED = `('selesai', 'diserahkan', 'ditolak')`;
/** Steps that end a case without one. */
const ABANDONED = `('dibatalkan', 'kedaluwarsa')`;

/** Of the steps of a case the earliest, or the latest. */
const FIRST = inOrder('toUnixTimestamp(e.time)', '0', 'e.record_key');

/** A case that came in earlier than this many days before the period and is sent in again is not a new application. */
const RESUBMITTED_WITHIN_DAYS = 45;
/**
 * How many days before the period a case may begin and still fall due in it: the longest promise of the catalogue in days,
 * holidays and two months of waiting for verification included.
 */
const LONGEST_CASE_DAYS = `(SELECT toUInt32(60 + max(multiIf(sla_unit = 'hari_kerja', assumeNotNull(sla_value) * 7 / 5 + 21,
    sla_unit = 'hari_kalender', assumeNotNull(sla_value), assumeNotNull(sla_value) / 24)))
  FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL)`;

/**
 * Applications seen before {to}, one row each: `skpd, service, case_id, submitted_at, started_at, channel, decided,
 * decided_at, ended_at, returned, ...`. The promise runs from verified receipt, or from submission where the office
 * records no verification. Queue tickets are not applications. decided_at is null when the source knows only the step.
 */
const casesSince = (days: string) => `SELECT e.skpd AS skpd, e.service AS service, e.case_id AS case_id,
    minIf(e.time, e.step = 'diajukan') AS submitted_at,
    if(countIf(e.step = 'diverifikasi' AND e.time_known) > 0, minIf(e.time, e.step = 'diverifikasi' AND e.time_known), submitted_at) AS started_at,
    countIf(e.step = 'diajukan' AND NOT e.time_known) = 0 AS start_known,
    argMinIf(e.channel, ${FIRST}, e.step = 'diajukan') AS channel,
    countIf(e.step IN ${DECIDED}) > 0 AS decided,
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
    max(e.source_id) AS source_id
  FROM service_events AS e
  WHERE e.time >= toDateTime({from:DateTime('UTC')}, 'UTC') - toIntervalDay(${days}) AND e.time < {to:DateTime('UTC')} AND ${ofOffice('e.skpd')}
  GROUP BY e.skpd, e.service, e.case_id
  HAVING countIf(e.step = 'diajukan') > 0`;

/** Applications that can fall due or be decided in the period. */
export const cases = casesSince(LONGEST_CASE_DAYS);

/** Applications submitted in the period. */
export const submittedCases = `SELECT * FROM (${casesSince(String(RESUBMITTED_WITHIN_DAYS))}) WHERE submitted_at >= {from:DateTime('UTC')}`;

/**
 * Applications whose promise fell due in the period, with `due_at`, `in_time` (decided by then) and `finished` (decided
 * before {to}). Left out: services without a promise, cases withdrawn before they were due, cases whose decision
 * has no known time (for `in_time` only: it is null).
 */
export const dueCases = `SELECT c.*,
    ${dueAt('c.started_at', 's.sla', 's.sla_unit')} AS due_at,
    multiIf(NOT c.decided, toNullable(false), c.decided_at IS NULL, NULL, c.decided_at <= due_at) AS in_time,
    c.decided AS finished
  FROM (${cases}) AS c
  INNER JOIN (
    SELECT service AS promised_service, assumeNotNull(sla_value) AS sla, sla_unit, if(sla_unit = 'hari_kerja', toUInt32(ceil(sla)), 0) AS working_days
    FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL
  ) AS s ON s.promised_service = c.service
  LEFT JOIN (${dueDates()}) AS due ON due.calendar = ${calendarOf('c.skpd')} AND due.start_date = toDate(c.started_at, {timezone:String}) AND due.working_days = s.working_days
  WHERE c.start_known
    AND due_at >= {from:DateTime('UTC')} AND due_at < {to:DateTime('UTC')}
    AND (c.decided OR c.expired OR c.abandoned_at IS NULL OR c.abandoned_at > due_at)`;
