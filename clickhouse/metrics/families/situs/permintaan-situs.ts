import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { CLOCK, HIT_DETAIL, hitDetail, inPeriod, PLACE } from './hits';
import { fromSums } from './sums';

const ROWS = `SELECT time AS moment, ${PLACE}, ${CLOCK}, agent_class AS d_agen, agent_rule AS d_aturan, ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod}`;
const DIMENSIONS = ['agen', 'aturan', 'skpd', 'situs', 'halaman', 'jam', 'hari'] as const;

export const permintaanSitus: MetricSource = {
  definition: {
    name: { id: 'Permintaan ke situs', en: 'Requests to the sites' },
    formula: {
      id: 'Semua baris log akses situs dalam periode: halaman, berkas pendukung, dan unduhan, oleh manusia, robot, dan yang tidak dikenal. Robot dikenali dari nama agennya; tanpa nama agen berarti tidak dikenal.',
      en: 'All lines of the access logs in the period: pages, supporting files and downloads, by people, robots and unknown. Robots are told by the name of their agent; without one the visitor is unknown.',
    },
    unit: 'kali',
    direction: 'netral',
    minimumN: 1,
    counts: 'permintaan',
    sources: ['web_hits'],
    parts: {
      manusia: { id: 'oleh manusia', en: 'by people' },
      robot: { id: 'oleh robot', en: 'by robots' },
      tak_dikenal: { id: 'tidak dikenal', en: 'unknown' },
    },
  },
  rows: ROWS,
  value: 'toFloat64(count())',
  n: 'count()',
  dimensions: DIMENSIONS,
  detail: hitDetail,
  summed: fromSums({
    value: 'toFloat64(sum(requests))',
    n: 'sum(requests)',
    parts: {
      manusia: 'toFloat64(sum(human))',
      robot: 'toFloat64(sum(bot))',
      tak_dikenal: 'toFloat64(sum(requests) - sum(human) - sum(bot))',
    },
    members: ['agen', 'aturan'],
  }),
};

export const robotSitus: MetricSource = {
  definition: {
    name: { id: 'Permintaan oleh robot', en: 'Requests by robots' },
    formula: {
      id: 'Bagian permintaan ke situs (halaman, unduhan, dan berkas pendukung) yang agennya dikenal sebagai robot. Yang tanpa nama agen tetap dalam pembagi dan bukan robot.',
      en: 'Share of all requests whose agent is known as a robot. Those without an agent stay in the denominator and are not robots.',
    },
    unit: 'persen',
    direction: 'netral',
    minimumN: 30,
    counts: 'permintaan',
    sources: ['web_hits'],
    parts: { tak_dikenal_persen: { id: 'persen tanpa nama agen', en: 'per cent without an agent' } },
  },
  rows: ROWS,
  value: percentOf(`d_agen = 'bot'`),
  n: 'count()',
  dimensions: DIMENSIONS.slice(1),
  detail: hitDetail,
  summed: fromSums({
    value: 'if(sum(requests) = 0, NULL, 100 * (sum(bot) / sum(requests)))',
    n: 'sum(requests)',
    parts: {
      tak_dikenal_persen:
        'if(sum(requests) = 0, NULL, 100 * ((sum(requests) - sum(human) - sum(bot)) / sum(requests)))',
    },
    members: ['aturan'],
    memberValue: (by) => `100 * (sumIf(bot, split = '${by}') / sumIf(n, split = '${by}'))`,
  }),
};
