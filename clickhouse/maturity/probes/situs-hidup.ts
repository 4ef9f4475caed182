import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { firstDay, inPeriod, lastDay, localDate, office } from '../sql/period';
import { count, said } from '../sql/say';
import { LIMITS } from '../thresholds';

/** An access log covers every day of the period, so a day without people counts; server errors may not pass 1 %. */
export const situsHidup = defineProbe({
  id: 'situs-hidup',
  tahap: 1,
  mandatory: true,
  question: { id: 'Adakah situs SKPD yang menjawab?', en: 'Does the office have a site that answers?' },
  origin: 'Teks 1; DESIGN 5 web_hits, site_observations',
  effort: 'sedang',
  remedy: {
    id: 'Periksa hosting dan sertifikat situs, lalu pasang pemantauan yang memberi tahu pengelola saat situs mati. Satukan situs yang jarang dikunjungi ke portal kota.',
    en: 'Check the hosting and certificate and set up monitoring that tells the keeper when the site is down. Merge rarely visited sites into the city portal.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['web_hits', 'site_observations'],
  query: `SELECT skpd,
    argMax(share, (ok, share, looked, text)) AS value, max(ok) AS holds,
    argMax(looked, (ok, share, looked, text)) AS n, argMax(text, (ok, share, looked, text)) AS detail
  FROM (
    SELECT skpd, 100 * uniqExactIf(${localDate('time')}, ${HUMAN_PAGE}) / looked AS share,
      toUInt64(dateDiff('day', ${firstDay}, ${lastDay}) + 1) AS looked,
      100 * countIf(status >= 500) / count() AS errors, errors <= ${LIMITS.serverErrorPercent} AS ok,
      concat('Log akses: ada pembaca pada ', ${said('share')}, ' % hari; galat server ', ${said('errors', 2)}, ' % permintaan.') AS text
    FROM web_hits WHERE ${inPeriod} AND ${office} GROUP BY skpd
    UNION ALL
    SELECT skpd, 100 * countIf(reachable) / count() AS share, count() AS looked, 0. AS errors, true AS ok,
      concat('Pemindaian: ', ${count('countIf(reachable)')}, ' dari ', ${count('looked')}, ' halaman menjawab.') AS text
    FROM site_observations WHERE ${inPeriod} AND ${office} GROUP BY skpd
  ) GROUP BY skpd`,
  evidence: {
    table: 'web_hits',
    sql: `SELECT toString(day) AS tanggal, site AS situs, sum(views) AS halaman_dilihat, sum(errors) AS galat_server, sum(requests) AS permintaan,
      sum(scanned) AS halaman_dipindai, sum(answered) AS halaman_menjawab
    FROM (
      SELECT ${localDate('time')} AS day, site, toNullable(countIf(${HUMAN_PAGE})) AS views, toNullable(countIf(status >= 500)) AS errors,
        toNullable(count()) AS requests, NULL AS scanned, NULL AS answered
      FROM web_hits WHERE ${inPeriod} AND ${office} GROUP BY day, site
      UNION ALL
      SELECT ${localDate('time')} AS day, site, NULL AS views, NULL AS errors, NULL AS requests, toNullable(count()) AS scanned, toNullable(countIf(reachable)) AS answered
      FROM site_observations WHERE ${inPeriod} AND ${office} GROUP BY day, site
    ) GROUP BY day, site ORDER BY tanggal DESC, situs LIMIT ${EVIDENCE_LIMIT}`,
  },
});
