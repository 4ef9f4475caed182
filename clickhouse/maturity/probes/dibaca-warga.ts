import { residents } from '../../metrics/families/partisipasi/acts';
import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, localDate, office } from '../sql/period';
import { said } from '../sql/say';

/** Visitors of every office with a log, beside the lower quartile and the number of such offices. */
const visitors = `SELECT skpd, people, per_10_000, quantileExactLow(0.25)(per_10_000) OVER () AS quartile, count() OVER () AS offices FROM (
    SELECT skpd, uniqExactIf(visitor, ${HUMAN_PAGE}) AS people, 10000 * people / nullIf(${residents}, 0) AS per_10_000
    FROM web_hits WHERE ${inPeriod} GROUP BY skpd)`;

/** Visitor keys change daily: a person who comes on three days counts three times. */
export const dibacaWarga = defineProbe({
  id: 'dibaca-warga',
  tahap: 1,
  mandatory: false,
  question: { id: 'Apakah situsnya dibaca warga?', en: 'Do people read it?' },
  origin: 'DESIGN 5 web_hits',
  effort: 'sedang',
  remedy: {
    id: 'Tautkan situs dari portal kota dan dari tanda terima layanan. Tulis halaman layanan dengan kata yang dicari warga.',
    en: 'Link the site from the city portal and from service receipts. Write service pages in the words people search for.',
  },
  unit: 'per_10_rb',
  higherIsBetter: true,
  tables: ['web_hits'],
  query: `SELECT skpd, per_10_000 AS value, people AS n, quartile AS limit, value > limit AS holds,
    concat(${said('value')}, ' pengunjung per 10.000 penduduk; kuartil bawah kota ', ${said('limit')}, '.') AS detail
  FROM (${visitors}) WHERE ${office} AND offices >= 4`,
  evidence: {
    table: 'web_hits',
    sql: `SELECT toString(${localDate('time')}) AS tanggal, site AS situs, uniqExactIf(visitor, ${HUMAN_PAGE}) AS pengunjung
    FROM web_hits WHERE ${inPeriod} AND ${office} GROUP BY tanggal, situs ORDER BY tanggal DESC, situs LIMIT ${EVIDENCE_LIMIT}`,
  },
});
