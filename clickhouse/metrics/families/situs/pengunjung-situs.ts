import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_PAGE, hitDetail, inPeriod, PLACE } from './hits';
import { fromSums } from './sums';

/** Of each day: a key that does not change at midnight counts again. */
const VISITORS = 'uniqExact(visitor, toDate(moment, {timezone:String}))';

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
  value: `toFloat64(${VISITORS})`,
  n: VISITORS,
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: hitDetail,
  summed: fromSums({
    value: 'toFloat64(sum(visitors))',
    n: 'sum(visitors)',
    parts: { halaman_per_pengunjung: 'sum(pages) / nullIf(sum(visitors), 0)' },
    clock: false,
  }),
};
