import { dueCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';

export const tepatWaktu = defineProbe({
  id: 'tepat-waktu',
  tahap: 3,
  mandatory: true,
  question: { id: 'Apakah layanan selesai dalam waktu yang dijanjikan?', en: 'Within the promised time?' },
  origin: 'UU 25/2009',
  effort: 'sedang',
  remedy: {
    id: 'Kerjakan berkas menurut tanggal jatuh tempo dan pindahkan petugas ke langkah yang paling lama. Bila janji memang tidak masuk akal, ubah standar pelayanannya secara resmi.',
    en: 'Work cases by due date and move people to the slowest step. If the promise is unreasonable, change the service standard formally.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avgOrNull(toFloat64(in_time)) AS value, countIf(in_time IS NOT NULL) AS n,
    concat(${count('countIf(in_time = true)')}, ' dari ', ${count('n')}, ' permohonan jatuh tempo diputus tepat waktu; ',
      ${count('countIf(NOT decided)')}, ' belum diputus.') AS detail
  FROM (${dueCases}) GROUP BY skpd`,
  evidence: caseEvidence(
    dueCases,
    'toString(due_at) AS batas, toString(decided_at) AS diputus, toBool(in_time) AS tepat_waktu',
  ),
});
