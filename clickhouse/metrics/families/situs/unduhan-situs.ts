import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_DOWNLOAD, hitDetail, inPeriod, PLACE } from './hits';
import { byPage, readPages } from './pages';
import { fromSums } from './sums';

export const unduhanSitus: MetricSource = {
  definition: {
    name: { id: 'Unduhan dokumen', en: 'Downloads' },
    formula: {
      id: 'Banyaknya dokumen (pdf, xlsx, zip, dan sejenisnya) yang diambil manusia dan terkirim (status 200). Potongan lanjutan berkas besar (206) dan salinan yang masih ada di peramban (304) tidak dihitung.',
      en: 'Documents (pdf, xlsx, zip and the like) that people fetched and got (status 200). Further pieces of large files (206) and copies that the browser still had (304) are left out.',
    },
    unit: 'kali',
    direction: 'naik_baik',
    minimumN: 1,
    counts: 'unduhan',
    sources: ['web_hits'],
    parts: { dokumen: { id: 'dokumen berbeda', en: 'different documents' } },
  },
  rows: `SELECT time AS moment, ${PLACE}, ${CLOCK}, ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod} AND ${HUMAN_DOWNLOAD}`,
  value: 'toFloat64(count())',
  n: 'count()',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  summed: fromSums({
    value: 'toFloat64(sum(downloads))',
    n: 'sum(downloads)',
    readParts: async (input) => ({ dokumen: (await readPages(input, 'downloads')).documents }),
    more: [byPage('downloads')],
  }),
};
