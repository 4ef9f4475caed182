import { submittedCases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';

export const sebelumDiminta = defineProbe({
  id: 'sebelum-diminta',
  tahap: 4,
  mandatory: false,
  question: {
    id: 'Adakah layanan yang dibuka sebelum diminta?',
    en: 'Proactive: a case opened by an event of another office?',
  },
  origin: 'Teks 1; LOSI 239',
  effort: 'berat',
  remedy: {
    id: 'Buka berkas otomatis dari peristiwa kantor lain, misalnya akta dari kelahiran di RSUD. Minta warga hanya menyetujui.',
    en: 'Open cases from events of other offices, such as a birth at the hospital. Ask the citizen only to agree.',
  },
  unit: 'layanan',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, countIf(origin_told) AS n, toFloat64(uniqExactIf(service, proactive)) AS value,
    concat(${count('countIf(proactive)')}, ' berkas pada ', ${count('uniqExactIf(service, proactive)')}, ' layanan dibuka sebelum diminta.') AS detail
  FROM (${submittedCases}) GROUP BY skpd`,
  evidence: caseEvidence(`SELECT * FROM (${submittedCases}) WHERE proactive`, `'proaktif' AS asal`),
});
