import { dueThreads, REPLY_DUE_WORKING_DAYS } from '../../metrics/sql/threads';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { count } from '../sql/say';

export const pesanDibalas = defineProbe({
  id: 'pesan-dibalas',
  tahap: 2,
  mandatory: true,
  question: { id: 'Apakah pesan warga dibalas?', en: 'Are messages answered?' },
  origin: 'Teks 1; LOSI 250',
  effort: 'ringan',
  remedy: {
    id: 'Tunjuk petugas piket yang membalas setiap hari kerja dan siapkan jawaban baku untuk pertanyaan yang sering masuk. Periksa daftar pesan yang lewat batas setiap pagi.',
    en: 'Name someone on duty to reply every working day and prepare answers to frequent questions. Look at the list of overdue messages each morning.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['interactions'],
  query: `SELECT skpd, 100 * avg(answered) AS value, count() AS n,
    concat(${count('countIf(answered)')}, ' dari ', ${count('count()')}, ' percakapan yang lewat ${REPLY_DUE_WORKING_DAYS} hari kerja sudah dibalas.') AS detail
  FROM (${dueThreads}) GROUP BY skpd`,
  evidence: {
    table: 'interactions',
    sql: `SELECT channel AS kanal, thread_id AS percakapan, toString(asked_at) AS masuk, toString(due_at) AS batas, toString(replied_at) AS dibalas
    FROM (${dueThreads}) ORDER BY answered, asked_at DESC, percakapan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
