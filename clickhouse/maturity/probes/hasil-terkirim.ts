import { cases } from '../../metrics/sql/cases';
import { defineProbe } from '../probe';
import { caseEvidence } from '../sql/applications';
import { count } from '../sql/say';

/** Online applications granted in the period. */
const granted = `SELECT * FROM (${cases}) WHERE channel = 'daring' AND granted AND decided_at >= {from:DateTime('UTC')}`;

export const hasilTerkirim = defineProbe({
  id: 'hasil-terkirim',
  tahap: 3,
  mandatory: true,
  question: {
    id: 'Apakah pemohon diberi tahu dan menerima hasilnya secara elektronik ("timbal balik")?',
    en: 'Is the citizen told and given the result electronically?',
  },
  origin: 'Teks 1',
  effort: 'sedang',
  remedy: {
    id: 'Terbitkan hasil layanan sebagai dokumen bertanda tangan elektronik dan kirim tautannya. Catat penyerahan itu sebagai langkah daring.',
    en: 'Issue results as electronically signed documents and send the link. Record that handing-over as an online step.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(handed_online) AS value, count() AS n,
    concat(${count('countIf(handed_online)')}, ' dari ', ${count('count()')}, ' permohonan daring yang selesai diserahkan secara daring.') AS detail
  FROM (${granted}) GROUP BY skpd`,
  evidence: caseEvidence(granted, 'toString(decided_at) AS selesai, toBool(handed_online) AS diserahkan_daring'),
});
