import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_ASKED, hitDetail, inPeriod, PLACE } from './hits';

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
  value: '100 * avgOrNull(failed)',
  n: 'count()',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  opens: 'failed',
  parts: `SELECT 100 * avgOrNull(status >= 400 AND status < 500) AS galat_4xx_persen, 100 * avgOrNull(status >= 500) AS galat_5xx_persen
  FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED}`,
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
  parts: `SELECT toFloat64(countIf(status IN (404, 410))) AS tidak_ditemukan, toFloat64(countIf(status >= 500)) AS gangguan_server
  FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED} AND status >= 400`,
};
