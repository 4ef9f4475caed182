import { dueComplaints } from '../../metrics/sql/complaints';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { count } from '../sql/say';

/** Closed by the system after ten silent days is closed, not settled; open ones past their limit count as not settled. */
export const aduanTuntas = defineProbe({
  id: 'aduan-tuntas',
  tahap: 2,
  mandatory: true,
  question: {
    id: 'Apakah aduan ditindaklanjuti dalam batas waktunya?',
    en: 'Are complaints followed up within their limit?',
  },
  origin: 'Teks 3; Permen PANRB 62/2018',
  effort: 'sedang',
  remedy: {
    id: 'Tindak lanjuti aduan sebelum batas klasifikasinya dan minta pelapor menutupnya. Kerjakan lebih dulu yang jatuh tempo minggu ini.',
    en: 'Follow complaints up before the limit of their class and ask the reporter to close them. Work first on those due this week.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['complaints'],
  query: `SELECT skpd, avgOrNull(toFloat64(in_time)) * 100 AS value, countIf(in_time IS NOT NULL) AS n,
    concat(${count('countIf(in_time = true)')}, ' dari ', ${count('n')}, ' aduan jatuh tempo tuntas dalam batas; ',
      ${count(`countIf(state = 'selesai' AND closed_by_whom = 'sistem')`)}, ' ditutup sistem, ', ${count('countIf(NOT closed)')}, ' masih terbuka.') AS detail
  FROM (${dueComplaints}) GROUP BY skpd`,
  evidence: {
    table: 'complaints',
    sql: `SELECT tracking_id AS aduan, classification AS klasifikasi, toString(received_at) AS diterima, toString(due_at) AS batas, state AS keadaan,
      closed_by_whom AS ditutup_oleh, toString(closed_at) AS ditutup, toBool(in_time) AS dalam_batas
    FROM (${dueComplaints}) ORDER BY in_time, due_at DESC, aduan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
