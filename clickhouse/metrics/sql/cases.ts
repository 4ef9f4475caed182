import { newestBuild } from '../../derived/keep';
import { optional } from '../../warehouse/trim';
import { newestProfile, ofOffice } from './city';
import { lastMoment } from './moments';

/**
 * How many days before the period a case may begin and still fall due in it: the longest promise of the catalogue in days,
 * holidays and two months of waiting for verification included.
 */
const LONGEST_CASE_DAYS = `(SELECT toUInt32(60 + max(multiIf(sla_unit = 'hari_kerja', assumeNotNull(sla_value) * 7 / 5 + 21,
    sla_unit = 'jam_kerja', assumeNotNull(sla_value) * 7 / 20 + 21, sla_unit = 'hari_kalender', assumeNotNull(sla_value), assumeNotNull(sla_value) / 24)))
  FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL)`;

const TO = `toDateTime({to:DateTime('UTC')}, 'UTC')`;
/** A moment that lay before {to}; null when it did not, or never was. */
const by = (moment: string) => `if(k.${moment} < ${TO}, k.${moment}, NULL)`;
/** Whether something had begun before {to}. */
const was = (moment: string) => `k.${moment} < ${TO}`;
const earlier = (array: string) => `arrayFilter(x -> x.1 < ${TO}, k.${array})`;

const CASE_COLUMNS: readonly [name: string, expression: string][] = [
  ['case_id', 'k.case_id'],
  ['verified_at', by('verified_first')],
  ['started_at', 'ifNull(verified_at, k.submitted_at)'],
  ['start_known', `NOT (${was('unsure_since')})`],
  ['channel', 'k.channel'],
  ['identity', 'k.identity'],
  ['kecamatan', 'k.kecamatan'],
  ['relation', 'k.relation'],
  ['user_kind', 'k.user_kind'],
  ['source_id', 'k.source_id'],
  ['decided', was('decision_seen')],
  ['refused', was('refused_first')],
  ['decided_by_officer', was('officer_decided')],
  ['last_step', `${earlier('steps')}[-1].2`],
  ['completed_at', by('completed_first')],
  ['handed_at', by('handed_first')],
  ['worked', `arrayFilter(t -> t < ${TO}, k.works)`],
  ['worked_at', 'if(empty(worked), NULL, toNullable(arrayMax(worked)))'],
  ['decided_at', by('decided_first')],
  ['expired', was('expired_first')],
  ['abandoned_at', by('abandoned_first')],
  ['returned', `toUInt64(arrayCount(t -> t < ${TO}, k.returns))`],
  ['handed_online', was('handed_online_first')],
  ['granted', was('granted_first')],
  ['paid_before', earlier('payments')],
  ['paid', 'if(empty(paid_before), NULL, toNullable(arrayMax(p -> p.2, paid_before)))'],
  ['paid_channel', `if(empty(paid_before), '', toString(paid_before[1].3))`],
  ['refs', `arrayDistinct(arrayMap(x -> x.2, ${earlier('shared')}))`],
  ['linked_case', `if(${was('linked_first')}, k.linked, '')`],
  ['proactive', was('proactive_first')],
  ['origin_told', was('origin_first')],
  ['due_at', `if(${was('verified_first')}, k.due_verified, k.due_submitted)`],
];

/**
 * Applications seen before {to}, as they stood then, one row each: `skpd, service, case_id, submitted_at, started_at, channel,
 * decided, decided_at, ended_at, returned, due_at, ...`. The promise runs from verified receipt, or from submission where the
 * office records no verification; `due_at` is its last second (1970: nothing promised, or not computable). Queue tickets are not
 * applications. decided_at is null when the source knows only the step.
 */
const casesWhere = (condition: string) => `SELECT
    ${CASE_COLUMNS.map(([name, expression]) => optional(name, expression)).join('\n    ')}
    k.skpd AS skpd, k.service AS service, k.submitted_at AS submitted_at
  FROM service_cases AS k
  WHERE k.built = ${newestBuild('service_cases')} AND k.submitted_at < ${TO} AND ${ofOffice('k.skpd')} AND ${condition}`;

const submittedSince = (moment: string, days: string) =>
  `k.submitted_at >= toDateTime({${moment}:DateTime('UTC')}, 'UTC') - toIntervalDay(${days})`;

/** Applications that can fall due or be decided in the period. */
export const cases = casesWhere(submittedSince('from', LONGEST_CASE_DAYS));

/** Applications submitted in the period. */
export const submittedCases = casesWhere(submittedSince('from', '0'));

/** A case that came in longer ago than this is left out of the times of decided cases and of the backlog. */
const LONGEST_LOOKBACK_DAYS = '365';

/** Applications whose first decision with a known time fell in the period, however long ago they came in (to a year). */
export const decidedCases = casesWhere(
  `k.decided_first >= {from:DateTime('UTC')} AND ${was('decided_first')} AND NOT (${was('unsure_since')})
    AND ${submittedSince('from', LONGEST_LOOKBACK_DAYS)}`,
);

/** Applications of the last year that were in at {to} and had no end by then. */
export const openCases = casesWhere(`${submittedSince('to', LONGEST_LOOKBACK_DAYS)} AND k.ended_at >= ${TO}`);

const FIRST_MOMENT = `arrayMin({at:Array(DateTime('UTC'))})`;
/** Applications that may be open at one of the moments {at}: none that came in more than a year before the first. */
const inView = `service_cases AS k WHERE k.built = ${newestBuild('service_cases')}
          AND k.submitted_at >= ${FIRST_MOMENT} - toIntervalDay(${LONGEST_LOOKBACK_DAYS}) AND k.submitted_at < ${TO} AND ${ofOffice('k.skpd')}`;
/** When one is open no longer: its end, or after a year. */
const LEFT = `least(greatest(k.submitted_at, k.ended_at), k.submitted_at + toIntervalDay(${LONGEST_LOOKBACK_DAYS}))`;
/**
 * Open applications at each of the moments {at} (ascending), as changes summed up to each; one leaves after a year. A change is
 * gathered under the last moment before it and begins to count at the next; what had ended by the first moment is open at none.
 */
export const openAtMoments = `SELECT moment AS at, toFloat64(sum(sum(opens)) OVER (ORDER BY moment)) AS value, toUInt64(value) AS n
  FROM (
    SELECT arrayFirst(m -> toUnixTimestamp(m) > last, {at:Array(DateTime('UTC'))}) AS moment, opens
    FROM (
      SELECT toUInt32(0) AS last, toInt64(countIf(${LEFT} >= ${FIRST_MOMENT})) AS opens
      FROM ${inView} AND k.submitted_at < ${FIRST_MOMENT} AND k.ended_at >= ${FIRST_MOMENT}
      UNION ALL
      SELECT ${lastMoment('k.submitted_at')} AS last, toInt64(count()) AS opens
      FROM ${inView} AND k.submitted_at >= ${FIRST_MOMENT} GROUP BY last
      UNION ALL
      SELECT ${lastMoment(LEFT)} AS last, -toInt64(count()) AS opens
      FROM ${inView} AND k.ended_at >= ${FIRST_MOMENT} AND ${LEFT} >= ${FIRST_MOMENT} GROUP BY last
    ) WHERE moment > toDateTime(0, 'UTC')
    UNION ALL
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS moment, 0 AS opens
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
  FROM (${cases}) AS c
  WHERE c.start_known
    AND c.due_at >= {from:DateTime('UTC')} AND c.due_at < {to:DateTime('UTC')}
    AND (c.decided OR c.expired OR c.abandoned_at IS NULL OR c.abandoned_at > c.due_at)`;
