import { defineProbe } from '../probe';
import { caseEvidence, onlineCases, sourcesThatTell } from '../sql/applications';
import { count } from '../sql/say';
import { LIMITS } from '../thresholds';

const covered = `SELECT *, arrayFilter(r -> r != skpd, refs) AS owners FROM (${onlineCases}) WHERE source_id IN ${sourcesThatTell('notEmpty(shared_refs)')}`;

/** Judged where the source writes data references at all; a silent source is not an unwilling office. */
export const dataBersama = defineProbe({
  id: 'data-bersama',
  tahap: 4,
  mandatory: true,
  question: {
    id: 'Apakah transaksi memakai basis data bersama alih-alih bertanya lagi?',
    en: 'Do transactions use the shared database instead of asking again?',
  },
  origin: 'Teks 1; Perpres 39/2019',
  effort: 'berat',
  remedy: {
    id: 'Ganti unggahan KTP, KK, dan NPWPD dengan pencarian ke data pemiliknya lewat penghubung layanan. Mulai dari dua pemilik data yang paling sering diminta.',
    en: 'Replace uploads of identity papers by look-ups at their owners over the service bus. Start with the two owners most often needed.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(notEmpty(owners)) AS value, count() AS n,
    length(groupUniqArrayArray(owners)) >= ${LIMITS.dataOwners} AS holds,
    concat(${count('countIf(notEmpty(owners))')}, ' dari ', ${count('count()')}, ' permohonan daring memakai data ', ${count('length(groupUniqArrayArray(owners))')}, ' pemilik lain.') AS detail
  FROM (${covered}) GROUP BY skpd`,
  evidence: caseEvidence(covered, `arrayStringConcat(owners, ', ') AS data_milik`),
});
