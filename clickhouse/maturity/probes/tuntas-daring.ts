import { dueCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';

const due = `SELECT * FROM (${dueCases}) WHERE channel = 'daring'`;

export const tuntasDaring = defineProbe({
  id: 'tuntas-daring',
  tahap: 3,
  mandatory: true,
  question: { id: 'Apakah transaksi daring tuntas?', en: 'Do online transactions complete?' },
  origin: 'Teks 1',
  effort: 'sedang',
  remedy: {
    id: 'Cari langkah tempat permohonan daring paling banyak berhenti dan sederhanakan langkah itu. Putuskan atau tolak dengan alasan berkas yang menggantung.',
    en: 'Find the step at which most online applications stop and simplify it. Decide hanging cases, or refuse them with a reason.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(finished) AS value, count() AS n,
    concat(${count('countIf(finished)')}, ' dari ', ${count('count()')}, ' permohonan daring yang jatuh tempo sudah diputus.') AS detail
  FROM (${due}) GROUP BY skpd`,
  evidence: caseEvidence(due, 'toString(due_at) AS batas, toBool(finished) AS diputus'),
});
