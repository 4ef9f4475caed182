import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';

export const situsAman = defineProbe({
  id: 'situs-aman',
  tahap: 1,
  mandatory: false,
  question: { id: 'Apakah situsnya memakai HTTPS dengan sertifikat sah?', en: 'HTTPS with a valid certificate?' },
  origin: 'DESIGN 5 site_observations',
  effort: 'ringan',
  remedy: {
    id: 'Pasang sertifikat yang diperpanjang otomatis dan alihkan semua alamat http ke https. Uji sebulan sebelum masa berlakunya habis.',
    en: 'Install a certificate that renews itself and redirect http to https. Test it a month before it expires.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['site_observations'],
  query: `SELECT skpd, countIf(https_valid = true) AS valid, count(https_valid) AS n, if(n = 0, NULL, 100 * valid / n) AS value,
    concat(${count('valid')}, ' dari ', ${count('n')}, ' pengamatan bersertifikat sah.') AS detail
  FROM site_observations WHERE ${inPeriod} AND ${office} GROUP BY skpd`,
  evidence: {
    table: 'site_observations',
    sql: `SELECT toString(time) AS waktu, site AS situs, page AS halaman, https_valid AS sah
    FROM site_observations WHERE ${inPeriod} AND ${office} AND https_valid IS NOT NULL ORDER BY time DESC, page LIMIT ${EVIDENCE_LIMIT}`,
  },
});
