import { submittedCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';

export const pemakaianDaring = defineProbe({
  id: 'pemakaian-daring',
  tahap: 3,
  mandatory: true,
  question: { id: 'Apakah warga memakai kanal daringnya?', en: 'Do people use it?' },
  origin: 'LOSI 253-299',
  effort: 'sedang',
  remedy: {
    id: 'Tanyai pemohon di loket mengapa tidak daring dan perbaiki hambatan pertamanya. Sediakan pendamping dan e-Kios di ruang layanan.',
    en: 'Ask applicants at the counter why not online and fix the first obstacle. Offer help and an e-Kios in the service room.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, countIf(channel != '') AS n, if(n = 0, NULL, 100 * countIf(channel = 'daring') / n) AS value,
    concat(${count(`countIf(channel = 'daring')`)}, ' dari ', ${count('n')}, ' permohonan diajukan daring.') AS detail
  FROM (${submittedCases}) GROUP BY skpd`,
  evidence: caseEvidence(`SELECT * FROM (${submittedCases}) WHERE channel != ''`, 'channel AS kanal'),
});
