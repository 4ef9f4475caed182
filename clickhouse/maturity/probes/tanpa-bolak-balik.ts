import { submittedCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';
import { LIMITS } from '../thresholds';

export const tanpaBolakBalik = defineProbe({
  id: 'tanpa-bolak-balik',
  tahap: 3,
  mandatory: false,
  question: { id: 'Jarangkah berkas dikembalikan berulang?', en: 'Few resubmissions?' },
  origin: 'UU 25/2009',
  effort: 'sedang',
  remedy: {
    id: 'Sebutkan semua kekurangan berkas sekaligus pada pengembalian pertama. Periksa kelengkapan saat formulir diisi.',
    en: 'Name every shortcoming at the first return. Check completeness while the form is filled in.',
  },
  unit: 'persen',
  higherIsBetter: false,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(returned > ${LIMITS.returns}) AS value, count() AS n,
    concat(${count(`countIf(returned > ${LIMITS.returns})`)}, ' dari ', ${count('count()')}, ' permohonan dikembalikan lebih dari sekali.') AS detail
  FROM (${submittedCases}) GROUP BY skpd`,
  evidence: caseEvidence(
    `SELECT * FROM (${submittedCases}) WHERE returned > ${LIMITS.returns}`,
    'returned AS dikembalikan_kali',
  ),
});
