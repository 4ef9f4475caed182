import { submittedCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence, sourcesThatTell } from '../sql/applications';
import { inPeriod } from '../sql/period';
import { count } from '../sql/say';

/** Links between cases of different offices, from both ends: the case that names another, and the one that is named. */
const links = `SELECT DISTINCT skpd, case_id, linked_case FROM service_events
  WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 90 DAY AND time < {to:DateTime('UTC')} AND linked_case != ''`;
const partners = `SELECT one.skpd AS skpd, one.case_id AS case_id, other.skpd AS partner
    FROM (${links}) AS one
    INNER JOIN (SELECT DISTINCT skpd, case_id FROM service_events WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 240 DAY AND time < {to:DateTime('UTC')}
      AND case_id IN (SELECT linked_case FROM (${links}))) AS other
      ON other.case_id = one.linked_case
    WHERE other.skpd != one.skpd`;

const judged = `SELECT c.*, p.partners AS partners FROM (${submittedCases}) AS c
  LEFT JOIN (
    SELECT skpd AS linked_office, case_id AS linked_id, groupUniqArray(partner) AS partners FROM (
      SELECT skpd, case_id, partner FROM (${partners})
      UNION ALL
      SELECT other.skpd AS skpd, one.linked_case AS case_id, one.skpd AS partner
      FROM (${links}) AS one
      INNER JOIN (SELECT DISTINCT skpd, case_id FROM service_events WHERE ${inPeriod} AND step = 'diajukan') AS other ON other.case_id = one.linked_case
      WHERE other.skpd != one.skpd
    ) GROUP BY skpd, case_id
  ) AS p ON p.linked_office = c.skpd AND p.linked_id = c.case_id
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
