import { krejcieMorgan } from '../../metrics/families/kepuasan/sample';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inYear, localDate, office } from '../sql/period';
import { count } from '../sql/say';
import { STALE_AFTER_DAYS_YEARLY } from '../thresholds';

export const skmTerlaksana = defineProbe({
  id: 'skm-terlaksana',
  tahap: 2,
  mandatory: false,
  question: {
    id: 'Apakah survei kepuasan dilakukan dengan responden cukup?',
    en: 'Is satisfaction surveyed with enough answers?',
  },
  origin: 'Permen PANRB 14/2017; LOSI 293, 294',
  effort: 'ringan',
  remedy: {
    id: 'Sisipkan survei pada tanda selesai layanan sampai sampel minimum tercapai. Terbitkan nilai IKM dan tindak lanjutnya.',
    en: 'Put the survey at the end of each service until the smallest sample is reached. Publish the index and what follows from it.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['survey_answers', 'service_events'],
  staleAfterDays: STALE_AFTER_DAYS_YEARLY,
  query: `SELECT s.skpd AS skpd, s.sheets AS n, if(u.users = 0, NULL, 100 * s.sheets / needed) AS value,
    ${krejcieMorgan('u.users')} AS needed,
    if(u.users = 0, concat(${count('s.sheets')}, ' responden; jumlah pengguna layanan belum tercatat.'),
      concat(${count('s.sheets')}, ' responden dalam 12 bulan dari sampel minimum ', ${count('needed')}, ' (', ${count('u.users')}, ' pengguna layanan).')) AS detail
  FROM (SELECT skpd, count() AS sheets FROM survey_answers WHERE ${inYear} AND ${office} GROUP BY skpd) AS s
  LEFT JOIN (
    SELECT skpd, uniqExact(cityHash64(service, case_id)) AS users FROM service_events
    WHERE ${inYear} AND ${office} AND step IN ('diajukan', 'ambil') GROUP BY skpd
  ) AS u ON u.skpd = s.skpd`,
  evidence: {
    table: 'survey_answers',
    sql: `SELECT service AS layanan, toString(toStartOfMonth(${localDate('time')})) AS bulan, count() AS responden
    FROM survey_answers WHERE ${inYear} AND ${office} GROUP BY layanan, bulan ORDER BY bulan DESC, layanan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
