import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { CLOCK, HIT_DETAIL, HUMAN_ASKED, hitDetail, inPeriod, PLACE } from './hits';
import { byPage } from './pages';
import { fromSums } from './sums';

export const galatSitus: MetricSource = {
  definition: {
    name: { id: 'Permintaan warga yang gagal', en: 'Failed requests of people' },
    formula: {
      id: 'Dari halaman dan unduhan yang diminta manusia: bagian yang dijawab dengan galat (status 4xx, misalnya halaman tidak ditemukan, atau 5xx, gangguan server). Robot tidak dihitung.',
      en: 'Of the pages and downloads that people asked for, the share answered with an error (status 4xx, such as page not found, or 5xx, trouble of the server). Robots are left out.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 30,
    counts: 'permintaan halaman dan unduhan',
    sources: ['web_hits'],
    parts: {
      galat_4xx_persen: { id: 'persen 4xx (tidak ada atau tidak boleh)', en: 'per cent 4xx (missing or forbidden)' },
      galat_5xx_persen: { id: 'persen 5xx (gangguan server)', en: 'per cent 5xx (trouble of the server)' },
    },
  },
  rows: `SELECT time AS moment, ${PLACE}, ${CLOCK}, status >= 400 AS failed,
    ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED}`,
  value: percentOf('failed'),
  n: 'count()',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  opens: 'failed',
  summed: fromSums({
    value: 'if(sum(asked) = 0, NULL, 100 * (sum(failed) / sum(asked)))',
    n: 'sum(asked)',
    parts: {
      galat_4xx_persen: 'if(sum(asked) = 0, NULL, 100 * (sum(failed_4xx) / sum(asked)))',
      galat_5xx_persen: 'if(sum(asked) = 0, NULL, 100 * (sum(failed_5xx) / sum(asked)))',
    },
    more: [byPage('asked', ({ failed, asked }) => 100 * (failed / asked))],
  }),
};

export const gagalSitus: MetricSource = {
  definition: {
    name: { id: 'Galat yang ditemui warga', en: 'Errors that people met' },
    formula: {
      id: 'Banyaknya halaman dan unduhan yang diminta manusia dan dijawab dengan galat (status 4xx atau 5xx).',
      en: 'Pages and downloads that people asked for and that were answered with an error (status 4xx or 5xx).',
    },
    unit: 'kali',
    direction: 'turun_baik',
    minimumN: 0,
    counts: 'galat',
    sources: ['web_hits'],
    parts: {
      tidak_ditemukan: { id: 'halaman tidak ditemukan (404, 410)', en: 'pages not found (404, 410)' },
      gangguan_server: { id: 'gangguan server (5xx)', en: 'trouble of the server (5xx)' },
    },
  },
  rows: `SELECT time AS moment, ${PLACE}, ${CLOCK}, toString(status) AS d_keadaan, ${HIT_DETAIL}
    FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED} AND status >= 400`,
  value: 'toFloat64(count())',
  n: 'count()',
  dimensions: ['keadaan', 'skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  summed: fromSums({
    value: 'toFloat64(sum(failed))',
    n: 'sum(failed)',
    parts: { tidak_ditemukan: 'toFloat64(sum(missing))', gangguan_server: 'toFloat64(sum(failed_5xx))' },
    members: ['keadaan'],
    more: [byPage('failed')],
  }),
};
