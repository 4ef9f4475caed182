import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, hitDetail, inPeriod, PLACE } from './hits';

/** What people asked for on purpose. What robots look for is often not there, and no fault of the site. */
export const HUMAN_ASKED = `kind IN ('halaman', 'unduhan') AND agent_class = 'human'`;

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
    ${HIT_DETAIL}, status FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED}`,
  value: '100 * avgOrNull(failed)',
  n: 'count()',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  parts: `SELECT 100 * avgOrNull(status >= 400 AND status < 500) AS galat_4xx_persen, 100 * avgOrNull(status >= 500) AS galat_5xx_persen
  FROM web_hits WHERE ${inPeriod} AND ${HUMAN_ASKED}`,
};
