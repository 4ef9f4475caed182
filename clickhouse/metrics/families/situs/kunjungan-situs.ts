import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_PAGE, hitDetail, inPeriod, PLACE, REFERRER } from './hits';
import { byPage } from './pages';
import { fromSums } from './sums';

export { HUMAN_PAGE } from './hits';

export const kunjunganSitus: MetricSource = {
  definition: {
    name: { id: 'Halaman dilihat warga', en: 'Pages seen by people' },
    formula: {
      id: 'Banyaknya halaman situs yang dibuka manusia dan berhasil dijawab (status 2xx atau 304). Robot, berkas pendukung (gambar, gaya, skrip), unduhan, dan pengalihan tidak dihitung.',
      en: 'Pages of the sites that people opened and got (status 2xx or 304). Robots, supporting files (images, styles, scripts), downloads and redirections are left out.',
    },
    unit: 'kunjungan',
    direction: 'naik_baik',
    minimumN: 1,
    counts: 'halaman',
    sources: ['web_hits'],
    parts: {
      pengunjung: { id: 'pengunjung (kunci harian)', en: 'visitors (daily keys)' },
      bot_persen: { id: 'persen permintaan halaman oleh robot', en: 'per cent of page requests by robots' },
    },
  },
  rows: `SELECT time AS moment, ${PLACE}, ${CLOCK}, ${REFERRER}, ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod} AND ${HUMAN_PAGE}`,
  value: 'toFloat64(count())',
  n: 'count()',
  dimensions: ['skpd', 'situs', 'halaman', 'perujuk', 'jam', 'hari'],
  detail: hitDetail,
  summed: fromSums({
    value: 'toFloat64(sum(pages))',
    n: 'sum(pages)',
    parts: {
      pengunjung: 'toFloat64(sum(visitors))',
      bot_persen: 'if(sum(page_requests) = 0, NULL, 100 * sum(page_bots) / sum(page_requests))',
    },
    members: ['perujuk'],
    more: [byPage('pages')],
  }),
};
