import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';
import { LIMITS } from '../thresholds';

const DOWNLOAD = `kind = 'unduhan' AND agent_class = 'human' AND status IN (200, 206, 304)`;

/** The access log covers the office, so a site without a used document is a `belum`. */
export const unduhanDokumen = defineProbe({
  id: 'unduhan-dokumen',
  tahap: 1,
  mandatory: false,
  question: { id: 'Adakah dokumen publik dan dipakai warga?', en: 'Are public documents there and used?' },
  origin: 'DESIGN 5 web_hits',
  effort: 'ringan',
  remedy: {
    id: 'Unggah formulir, standar pelayanan, dan laporan kinerja sebagai berkas yang dapat diunduh. Tautkan dari halaman layanan yang paling ramai.',
    en: 'Upload forms, service standards and performance reports as files. Link them from the busiest service pages.',
  },
  unit: 'dokumen',
  higherIsBetter: true,
  tables: ['web_hits'],
  query: `SELECT pages.skpd AS skpd, toFloat64(files.used) AS value, pages.seen AS n,
    concat(${count('files.used')}, ' dokumen diunduh sedikitnya ${LIMITS.visitorsPerDocument} pengunjung; ', ${count('files.documents')}, ' dokumen pernah diunduh.') AS detail
  FROM (SELECT skpd, countIf(${HUMAN_PAGE}) AS seen FROM web_hits WHERE ${inPeriod} AND ${office} GROUP BY skpd) AS pages
  LEFT JOIN (
    SELECT skpd, count() AS documents, countIf(visitors >= ${LIMITS.visitorsPerDocument}) AS used
    FROM (SELECT skpd, path, uniqExact(visitor) AS visitors FROM web_hits WHERE ${inPeriod} AND ${office} AND ${DOWNLOAD} GROUP BY skpd, path)
    GROUP BY skpd
  ) AS files ON files.skpd = pages.skpd`,
  evidence: {
    table: 'web_hits',
    sql: `SELECT site AS situs, path AS dokumen, uniqExact(visitor) AS pengunjung, toString(max(time)) AS terakhir
    FROM web_hits WHERE ${inPeriod} AND ${office} AND ${DOWNLOAD} GROUP BY situs, dokumen ORDER BY pengunjung DESC, dokumen LIMIT ${EVIDENCE_LIMIT}`,
  },
});
