import { submittedCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence, sourcesThatTell } from '../sql/applications';
import { count } from '../sql/say';

const naming = `time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 90 DAY AND time < {to:DateTime('UTC')} AND linked_case != ''`;
/** The case of another office that a case names, told in the period or a little before it. */
const links = `SELECT DISTINCT skpd, case_id, linked_case FROM service_events WHERE ${naming}`;
/**
 * Offices that have a case which another names: they may have had it for longer than those that name it. Numbers of cases are
 * looked up as one number each, a third less work.
 */
const named = `SELECT any(e.skpd) AS skpd, any(e.case_id) AS case_id FROM service_events AS e
  WHERE e.time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 240 DAY AND e.time < {to:DateTime('UTC')}
    AND cityHash64(e.case_id) IN (SELECT cityHash64(linked_case) FROM service_events WHERE ${naming})
  GROUP BY cityHash64(e.skpd, e.case_id)`;

/** Applications with the other offices at either end of a link: those whose case it names, and those whose case names it. */
const judged = `SELECT c.*, arrayDistinct(arrayConcat(ahead.offices, arrayFilter(o -> o != c.skpd, behind.offices))) AS partners
  FROM (${submittedCases}) AS c
  LEFT JOIN (
    SELECT one.skpd AS office, one.case_id AS id, groupUniqArray(toString(other.skpd)) AS offices
    FROM (${links}) AS one INNER JOIN (${named}) AS other ON other.case_id = one.linked_case
    WHERE other.skpd != one.skpd GROUP BY office, id
  ) AS ahead ON ahead.office = c.skpd AND ahead.id = c.case_id
  LEFT JOIN (SELECT linked_case AS id, groupUniqArray(toString(skpd)) AS offices FROM (${links}) GROUP BY id) AS behind ON behind.id = c.case_id
  WHERE c.source_id IN ${sourcesThatTell(`linked_case != ''`)}`;

export const lintasSkpd = defineProbe({
  id: 'lintas-skpd',
  tahap: 4,
  mandatory: true,
  question: { id: 'Apakah berkas berjalan lintas kantor?', en: 'Do cases run across offices?' },
  origin: 'Teks 1',
  effort: 'berat',
  remedy: {
    id: 'Ganti surat antarkantor dengan permohonan bertaut di sistem: sebutkan nomor berkas asal pada setiap langkah kantor lain. Mulai dari satu izin yang butuh rekomendasi.',
    en: 'Replace letters between offices by linked cases: name the original case at every step of another office. Start with one permit that needs a recommendation.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(notEmpty(partners)) AS value, count() AS n,
    concat(${count('countIf(notEmpty(partners))')}, ' dari ', ${count('count()')}, ' berkas bertaut dengan ', ${count('length(groupUniqArrayArray(partners))')}, ' SKPD lain.') AS detail
  FROM (${judged}) GROUP BY skpd`,
  evidence: caseEvidence(
    `SELECT * FROM (${judged}) WHERE notEmpty(partners)`,
    `arrayStringConcat(partners, ', ') AS skpd_lain`,
  ),
});
