import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_PAGE, hitDetail, inPeriod, PLACE } from './hits';
import { timesByPage } from './pages';
import { fromSums } from './sums';

/**
 * The level at which the engine's quantile of counted values takes the same one as that of the values themselves: of n values
 * that at place floor(level * n), counted from 0, and not one before it where level * n is whole.
 */
export const weighted = (level: number) => `${level}00000000001`;

export const lamaJawabSitus: MetricSource = {
  definition: {
    name: { id: 'Lama server menjawab (p90)', en: 'Time of the server to answer (p90)' },
    formula: {
      id: 'Sembilan dari sepuluh halaman yang dibuka manusia dijawab server dalam waktu ini atau kurang. Hanya dari situs yang lognya mencatat lama jawaban; log gabungan Apache dan nginx bawaan tidak mencatatnya.',
      en: 'Nine of ten pages that people opened were answered by the server within this time. Only of sites whose log records it; the standard combined log of Apache and nginx does not.',
    },
    unit: 'milidetik',
    direction: 'turun_baik',
    minimumN: 30,
    counts: 'halaman yang lama jawabannya tercatat di log',
    sources: ['web_hits'],
    parts: {
      median_ms: { id: 'median (milidetik)', en: 'median (milliseconds)' },
      tercatat_persen: { id: 'persen halaman yang lamanya tercatat', en: 'per cent of pages with a recorded time' },
    },
  },
  rows: `SELECT time AS moment, ${PLACE}, ${CLOCK}, duration_ms, ${HIT_DETAIL} FROM web_hits WHERE ${inPeriod} AND ${HUMAN_PAGE}`,
  value: 'quantileExactOrNull(0.9)(duration_ms)',
  n: 'count(duration_ms)',
  dimensions: ['skpd', 'situs', 'halaman', 'jam', 'hari'],
  detail: [...hitDetail, { column: 'duration_ms', label: { id: 'Lama (ms)', en: 'Time (ms)' }, kind: 'angka' }],
  summed: fromSums({
    value: `if(sum(timed) = 0, NULL, quantileExactWeightedArray(${weighted(0.9)})(ms, times))`,
    n: 'sum(timed)',
    parts: {
      median_ms: `if(sum(timed) = 0, NULL, toFloat64(quantileExactWeightedArray(${weighted(0.5)})(ms, times)))`,
      tercatat_persen: 'if(sum(pages) = 0, NULL, 100 * (sum(timed) / sum(pages)))',
    },
    withTimes: true,
    clock: false,
    more: [timesByPage('0.9')],
  }),
};
