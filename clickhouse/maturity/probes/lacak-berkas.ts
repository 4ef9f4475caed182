import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { FEATURES } from '../features';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { onlineCases } from '../sql/applications';
import { inPeriod, localDate, office } from '../sql/period';
import { count } from '../sql/say';

const TRACKING_PAGE = `${HUMAN_PAGE} AND match(path, '(?i)^/(lacak|cek-status|status-permohonan|tracking)([/?-]|$)')`;

/** A tracking page that answered proves itself; a scan that looked and did not find it disproves it. */
export const lacakBerkas = defineProbe({
  id: 'lacak-berkas',
  tahap: 3,
  mandatory: false,
  question: { id: 'Dapatkah pemohon melacak berkasnya?', en: 'Can the applicant follow the case?' },
  origin: 'Teks 1',
  effort: 'sedang',
  remedy: {
    id: 'Sediakan halaman lacak dengan nomor permohonan tanpa harus masuk. Cetak alamat dan nomornya pada tanda terima.',
    en: 'Offer a tracking page by application number without sign-in. Print its address and the number on the receipt.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['web_hits', 'service_events'],
  query: `SELECT online.skpd AS skpd, online.applicants AS n, least(100., 100 * web.trackers / n) AS value,
    scan.looks = 0 OR scan.found AS holds,
    concat(${count('web.trackers')}, ' pengunjung halaman lacak untuk ', ${count('n')}, ' pemohon daring.') AS detail
  FROM (SELECT skpd, count() AS applicants FROM (${onlineCases}) GROUP BY skpd) AS online
  INNER JOIN (SELECT skpd, uniqExactIf(visitor, ${TRACKING_PAGE}) AS trackers FROM web_hits WHERE ${inPeriod} AND ${office} GROUP BY skpd) AS web
    ON web.skpd = online.skpd
  LEFT JOIN (
    SELECT skpd, count() AS looks, countIf(has(features, '${FEATURES.tracking}')) > 0 AS found
    FROM site_observations WHERE ${inPeriod} AND ${office} AND reachable GROUP BY skpd
  ) AS scan ON scan.skpd = online.skpd`,
  evidence: {
    table: 'web_hits',
    sql: `SELECT toString(${localDate('time')}) AS tanggal, site AS situs, uniqExact(visitor) AS pengunjung_lacak
    FROM web_hits WHERE ${inPeriod} AND ${office} AND ${TRACKING_PAGE} GROUP BY tanggal, situs ORDER BY tanggal DESC, situs LIMIT ${EVIDENCE_LIMIT}`,
  },
});
