import type { MetricSource } from '../../definition';
import { CLOCK, HIT_DETAIL, HUMAN_PAGE, hitDetail, inPeriod, PLACE } from './hits';

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
  parts: `SELECT toFloat64(quantileExactOrNull(0.5)(duration_ms)) AS median_ms, 100 * avgOrNull(duration_ms IS NOT NULL) AS tercatat_persen
  FROM web_hits WHERE ${inPeriod} AND ${HUMAN_PAGE}`,
};
