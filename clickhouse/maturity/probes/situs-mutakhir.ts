import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { firstDay, inPeriod, lastDay, localDate, office } from '../sql/period';
import { count } from '../sql/say';

/** Pages that carry news: their first visit dates them when no scan does. */
const CONTENT = `match(path, '^/(berita|artikel|pengumuman|agenda|siaran-pers|publikasi|news)/[^?]')`;

/**
 * The age of the newest content on each day looked at: by the dates that the scan read, else by the first visit of
 * content pages in a log that reaches at least 90 days before the period.
 */
export const situsMutakhir = defineProbe({
  id: 'situs-mutakhir',
  tahap: 1,
  mandatory: true,
  question: { id: 'Apakah situsnya dimutakhirkan?', en: 'Is the site kept up to date?' },
  origin: 'Teks 2',
  effort: 'ringan',
  remedy: {
    id: 'Tunjuk satu penulis dan terbitkan paling sedikit satu berita atau pengumuman tiap dua minggu. Cantumkan tanggal terbit pada setiap halaman.',
    en: 'Name one writer and publish at least one piece every two weeks. Put the date of publication on every page.',
  },
  unit: 'hari',
  higherIsBetter: false,
  tables: ['site_observations', 'web_hits'],
  query: `SELECT skpd, argMin(age, rank) AS value, argMin(looked, rank) AS n, argMin(text, rank) AS detail
  FROM (
    SELECT skpd, 1 AS rank, quantileExactInclusive(0.5)(age_of_day) AS age, count() AS looked,
      concat('Pemindaian ', ${count('looked')}, ' hari: isi terbaru berumur ', ${count('age')}, ' hari (median).') AS text
    FROM (
      SELECT skpd, ${localDate('time')} AS day, toFloat64(greatest(0, dateDiff('day', assumeNotNull(max(newest_content)), day))) AS age_of_day
      FROM site_observations WHERE ${inPeriod} AND ${office} AND newest_content IS NOT NULL GROUP BY skpd, day
    ) GROUP BY skpd
    UNION ALL
    SELECT skpd, 2 AS rank, quantileExactInclusive(0.5)(age_of_day) AS age, count() AS looked,
      concat('Log akses: isi terbaru berumur ', ${count('age')}, ' hari (median), menurut kunjungan pertama tiap halaman.') AS text
    FROM (
      SELECT skpd, arrayJoin(arrayMap(i -> addDays(${firstDay}, i), range(toUInt64(dateDiff('day', ${firstDay}, ${lastDay}) + 1)))) AS day,
        arrayMax(arrayFilter(f -> f <= day, firsts)) AS newest,
        if(newest = toDate(0), 90., toFloat64(least(90, dateDiff('day', newest, day)))) AS age_of_day
      FROM (
        SELECT skpd, groupUniqArrayIf(first_on, first_on >= addDays(${firstDay}, -90)) AS firsts
        FROM (
          SELECT skpd, path, ${localDate('min(time)')} AS first_on
          FROM web_hits
          WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 120 DAY AND time < {to:DateTime('UTC')} AND ${office} AND ${HUMAN_PAGE} AND ${CONTENT}
            AND skpd NOT IN (SELECT skpd FROM site_observations WHERE ${inPeriod} AND newest_content IS NOT NULL)
          GROUP BY skpd, path
        ) GROUP BY skpd HAVING min(first_on) <= addDays(${firstDay}, -90)
      )
    ) GROUP BY skpd
  ) GROUP BY skpd`,
  evidence: {
    table: 'site_observations',
    sql: `SELECT waktu, situs, halaman, isi_terbaru FROM (
    SELECT toString(time) AS waktu, toString(site) AS situs, toString(page) AS halaman, toString(newest_content) AS isi_terbaru
    FROM site_observations WHERE ${inPeriod} AND ${office} AND newest_content IS NOT NULL
    UNION ALL
    SELECT toString(min(time)) AS waktu, toString(site) AS situs, path AS halaman, toString(${localDate('min(time)')}) AS isi_terbaru
    FROM web_hits
    WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 120 DAY AND time < {to:DateTime('UTC')} AND ${office} AND ${HUMAN_PAGE} AND ${CONTENT}
      AND skpd NOT IN (SELECT skpd FROM site_observations WHERE ${inPeriod} AND newest_content IS NOT NULL)
    GROUP BY site, path
    ) ORDER BY waktu DESC, halaman LIMIT ${EVIDENCE_LIMIT}`,
  },
});
