import { dueMoment } from '../calendar/sql';
import { inOrder, kecamatanOf, newestProfile } from '../metrics/sql/city';
import { relationOf, userKindOf } from '../metrics/sql/service-dimensions';
import type { DerivedTable } from './table';

/** Steps that end a case with a decision for the applicant; a reasoned refusal is one. */
const DECIDED = `('selesai', 'diserahkan', 'ditolak')`;
/** Steps that end a case without one. */
const ABANDONED = `('dibatalkan', 'kedaluwarsa')`;
const ENDING = `('selesai', 'diserahkan', 'ditolak', 'dibatalkan', 'kedaluwarsa')`;
/** When something happened that has not: the last second that the engine knows, so that it lies before no moment that is asked for. */
const NEVER = `toDateTime(4294967295, 'UTC')`;

/** A number that was silent for so long and is sent in again is a new application: offices begin their numbers anew. */
const SILENT_DAYS = 365;

/** Orders the steps of a case: the earliest first, of equal times always the same. */
const FIRST = inOrder('toUnixTimestamp(e.time)', '0', 'e.record_key');

/** The kind of user that a source tells (attribute `pengguna`): umum | bisnis | pemerintah | pns | wna. */
export const userOf = (e: string) =>
  `maxIf(lower(${e}.attributes['pengguna']), lower(${e}.attributes['pengguna']) IN ('umum', 'bisnis', 'pemerintah', 'pns', 'wna'))`;

/** An application's number as one number: sets of them are a fraction of the work of sets of their texts. */
const NUMBER = 'cityHash64(skpd, service, case_id)';

/** Numbers in use for longer than that; only their steps need be put in order to tell applications apart. */
const longUsed = `(SELECT number FROM (SELECT ${NUMBER} AS number, time FROM service_events)
    GROUP BY number HAVING max(time) >= min(time) + toIntervalDay(${SILENT_DAYS}))`;

/** Events with `spell`: which of the applications under one number they belong to. */
const events = `SELECT *, 0 AS spell FROM service_events WHERE ${NUMBER} NOT IN ${longUsed}
  UNION ALL
  SELECT * EXCEPT begins, sum(begins) OVER (PARTITION BY skpd, service, case_id ORDER BY time, step != 'diajukan', record_key) AS spell
  FROM (
    SELECT *, step = 'diajukan' AND time >= toDateTime(max(time) OVER (PARTITION BY skpd, service, case_id
        ORDER BY time, step != 'diajukan', record_key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 'UTC') + toIntervalDay(${SILENT_DAYS}) AS begins
    FROM service_events WHERE ${NUMBER} IN ${longUsed}
  )`;

const firstOf = (condition: string) => `ifNull(minOrNullIf(e.time, ${condition}), ${NEVER})`;

/** One row per application with the moment at which each thing was first so; queue tickets are no applications. */
const milestones = `SELECT e.skpd AS skpd, e.service AS service, e.case_id AS case_id,
    minIf(e.time, e.step = 'diajukan') AS submitted_at,
    ${firstOf(`e.step = 'diajukan' AND NOT e.time_known`)} AS unsure_since,
    argMinIf(e.channel, ${FIRST}, e.step = 'diajukan') AS channel,
    argMinIf(e.identity, ${FIRST}, e.step = 'diajukan') AS identity,
    argMinIf(e.wilayah, ${FIRST}, e.step = 'diajukan') AS wilayah,
    ${userOf('e')} AS user_told,
    max(e.source_id) AS source_id,
    ${firstOf(`e.step = 'diverifikasi' AND e.time_known`)} AS verified_first,
    ${firstOf(`e.step IN ${DECIDED}`)} AS decision_seen,
    ${firstOf(`e.step IN ${DECIDED} AND e.time_known`)} AS decided_first,
    ${firstOf(`e.step IN ${DECIDED} AND e.officer != 0`)} AS officer_decided,
    ${firstOf(`e.step = 'ditolak'`)} AS refused_first,
    ${firstOf(`e.step = 'selesai' AND e.time_known`)} AS completed_first,
    ${firstOf(`e.step = 'diserahkan' AND e.time_known`)} AS handed_first,
    ${firstOf(`e.step IN ('selesai', 'diserahkan')`)} AS granted_first,
    ${firstOf(`e.step IN ('selesai', 'diserahkan') AND e.channel = 'daring'`)} AS handed_online_first,
    ${firstOf(`e.step = 'kedaluwarsa'`)} AS expired_first,
    ${firstOf(`e.step IN ${ABANDONED}`)} AS abandoned_first,
    ${firstOf(`e.step IN ${ENDING}`)} AS ended_at,
    ${firstOf(`e.origin = 'proaktif'`)} AS proactive_first,
    ${firstOf(`e.origin != ''`)} AS origin_first,
    ${firstOf(`e.linked_case != ''`)} AS linked_first,
    max(e.linked_case) AS linked,
    groupArrayIf(e.time, e.step = 'dikembalikan') AS returns,
    groupArrayIf(e.time, e.step IN ('dikembalikan', 'diverifikasi', 'diproses') AND e.time_known) AS works,
    arraySort(groupArray((e.time, toString(e.step)))) AS steps,
    arraySort(groupArrayIf((e.time, toFloat64(assumeNotNull(e.amount)), toString(e.channel)), e.amount > 0)) AS payments,
    arrayFlatten(groupArrayIf(arrayMap(ref -> (e.time, toString(ref)), e.shared_refs), notEmpty(e.shared_refs))) AS shared
  FROM (${events}) AS e
  GROUP BY e.skpd, e.service, e.case_id, e.spell
  HAVING countIf(e.step = 'diajukan') > 0`;

/** The last second of the promise that runs from a moment; 1970: nothing promised, or not computable. */
const due = (started: string) => `ifNull(${dueMoment('c.skpd', started, 's.sla', 's.sla_unit')}, toDateTime(0, 'UTC'))`;

/**
 * Applications with the moment of each milestone, so that how one stood at any moment is told by comparing: what was first so
 * before it. The promise runs from verified receipt, or from submission while the office has recorded no verification.
 */
export const serviceCases: DerivedTable = {
  name: 'service_cases',
  from: ['service_events'],
  select: `SELECT c.* EXCEPT (wilayah, user_told), c.decided_first < ${NEVER} AS is_decided,
      ${kecamatanOf('c.wilayah')} AS kecamatan, ${relationOf('c.service')} AS relation, ${userKindOf('c.user_told', 'relation')} AS user_kind,
      ${due('c.submitted_at')} AS due_submitted, if(c.verified_first = ${NEVER}, due_submitted, ${due('c.verified_first')}) AS due_verified
    FROM (${milestones}) AS c
    LEFT JOIN (
      SELECT service AS promised_service, assumeNotNull(sla_value) AS sla, sla_unit
      FROM city_services WHERE profile_version = ${newestProfile} AND sla_value IS NOT NULL
    ) AS s ON s.promised_service = c.service`,
};
