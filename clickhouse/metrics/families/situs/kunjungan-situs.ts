import type { MetricSource } from '../../definition';
import { ofOffice } from '../../sql/city';

const period = `time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}`;

/** A page that a person saw: answered, not an asset, not asked for by a robot. */
export const HUMAN_PAGE = `kind = 'halaman' AND agent_class = 'human' AND status >= 200 AND status < 400`;

export const kunjunganSitus: MetricSource = {
  definition: {
    name: { id: 'Halaman dilihat warga', en: 'Pages seen by people' },
    formula: {
      id: 'Banyaknya halaman situs yang dibuka manusia dan berhasil dijawab; robot dan berkas pendukung tidak dihitung.',
      en: 'Pages of the sites that people opened and got; robots and supporting files are left out.',
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
  rows: `SELECT time AS moment FROM web_hits WHERE ${period} AND ${HUMAN_PAGE}`,
  value: 'toFloat64(count())',
  n: 'count()',
  parts: `SELECT toFloat64(uniqExactIf(visitor, ${HUMAN_PAGE})) AS pengunjung,
    if(count() = 0, NULL, 100 * countIf(agent_class = 'bot') / count()) AS bot_persen
  FROM web_hits WHERE ${period} AND kind = 'halaman'`,
};
