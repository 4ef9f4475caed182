import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_PAGE, hitDetail, inPeriod, PLACE } from './hits';

export const pengunjungSitus: MetricSource = {
  definition: {
    name: { id: 'Pengunjung situs', en: 'Visitors of the sites' },
    formula: {
      id: 'Banyaknya kunci pengunjung yang membuka sedikitnya satu halaman. Demi privasi kunci dibuat dari alamat dan peramban lalu berganti tiap hari: orang yang datang tiga hari dihitung tiga kali, dan beberapa orang di balik satu alamat dengan peramban sama dihitung sekali. Pengunjung yang membuka dua situs ada di kedua baris rincian, tetapi sekali dalam jumlah.',
      en: 'Visitor keys that opened at least one page. For privacy a key is made of address and browser and changes daily: somebody who comes on three days counts three times, and several people behind one address with the same browser once. A visitor of two sites stands in both rows of a split, but once in the total.',
    },
    unit: 'pengunjung',
    direction: 'naik_baik',
    minimumN: 1,
    counts: 'pengunjung',
    sources: ['web_hits'],
    parts: { halaman_per_pengunjung: { id: 'halaman per pengunjung', en: 'pages a visitor' } },
  },
  rows: `SELECT time AS moment, visitor, ${PLACE}, ${CLOCK}, ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod} AND ${HUMAN_PAGE}`,
  value: 'toFloat64(uniqExact(visitor))',
  n: 'uniqExact(visitor)',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  parts: `SELECT count() / nullIf(uniqExact(visitor), 0) AS halaman_per_pengunjung FROM web_hits WHERE ${inPeriod} AND ${HUMAN_PAGE}`,
};
