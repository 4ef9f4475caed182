import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inYear, office } from '../sql/period';
import { count } from '../sql/say';
import { STALE_AFTER_DAYS_YEARLY } from '../thresholds';

const processes = `SELECT skpd, process, max(level) AS deepest, count() AS acts, uniqExact(participant) AS people, max(outcome) AS outcome, max(time) AS newest
  FROM participation WHERE ${inYear} AND ${office} AND level IN ('e-consultation', 'e-decision') GROUP BY skpd, process`;

export const konsultasiPublik = defineProbe({
  id: 'konsultasi-publik',
  tahap: 2,
  mandatory: false,
  question: {
    id: 'Pernahkah pendapat warga diminta dan hasilnya ditunjukkan?',
    en: 'Was an opinion asked and the result shown?',
  },
  origin: 'LOSI 272, 278',
  effort: 'sedang',
  remedy: {
    id: 'Mintalah pendapat warga atas satu rencana dan terbitkan apa yang diterima serta alasannya. Tautkan hasil itu pada prosesnya.',
    en: 'Ask for opinions on one plan and publish what was accepted and why. Link the result to the process.',
  },
  unit: 'proses',
  higherIsBetter: true,
  tables: ['participation'],
  staleAfterDays: STALE_AFTER_DAYS_YEARLY,
  query: `SELECT skpd, toFloat64(countIf(outcome != '')) AS value, count() AS n,
    concat(${count(`countIf(outcome != '')`)}, ' dari ', ${count('count()')}, ' proses dalam 12 bulan berhasil diumumkan.') AS detail
  FROM (${processes}) GROUP BY skpd`,
  evidence: {
    table: 'participation',
    sql: `SELECT process AS proses, deepest AS tingkat, acts AS tindakan, people AS peserta, outcome AS hasil, toString(newest) AS terakhir
    FROM (${processes}) ORDER BY newest DESC, proses LIMIT ${EVIDENCE_LIMIT}`,
  },
});
