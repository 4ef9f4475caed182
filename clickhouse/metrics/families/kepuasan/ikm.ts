import type { MetricSource } from '../../definition';
import { ofOffice } from '../../sql/city';
import type { Mutu } from '../../types';

/** The nine unsur by key: sources number the last two differently. */
const UNSUR = [
  'persyaratan',
  'prosedur',
  'waktu',
  'biaya',
  'produk',
  'kompetensi',
  'perilaku',
  'pengaduan',
  'sarpras',
] as const;

const sheets = `SELECT time, ${UNSUR.join(', ')} FROM survey_answers
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}
    AND (${UNSUR.map((u) => `${u} IS NOT NULL`).join(' OR ')})`;

/**
 * Smallest sample for a population by Krejcie and Morgan, as the annex of Permen PANRB 14/2017 tabulates it:
 * s = 3.841 N 0.25 / (0.0025 (N - 1) + 3.841 0.25). SQL of a population expression.
 */
export const krejcieMorgan = (population: string) =>
  `floor(3.841 * (${population}) * 0.25 / (0.0025 * (greatest(${population}, 1) - 1) + 3.841 * 0.25) + 0.5)`;

/** Distinct applications and queue tickets of the period: the people who could have been asked. */
const serviceUsers = `SELECT uniqExact(skpd, service, case_id) AS users FROM service_events
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND step IN ('diajukan', 'ambil') AND ${ofOffice()}`;

export const ikm: MetricSource = {
  definition: {
    name: { id: 'Indeks Kepuasan Masyarakat', en: 'Public satisfaction index (IKM)' },
    formula: {
      id: 'Rata-rata jawaban (1-4) tiap unsur dari semua responden digabung, dijumlah dengan bobot tepat 1/9, dikali 25 (Permen PANRB 14/2017). Jawaban kosong tidak masuk pembagi.',
      en: 'Mean answer (1-4) of each of the nine elements over all respondents pooled, summed with the exact weight 1/9, times 25 (Permen PANRB 14/2017). Blank answers are not in the divisor.',
    },
    unit: 'skor',
    direction: 'naik_baik',
    minimumN: 5,
    counts: 'responden',
    sources: ['survey_answers'],
    parts: {
      n_minimum: { id: 'sampel minimum (Krejcie-Morgan)', en: 'smallest sample (Krejcie-Morgan)' },
      pengguna: { id: 'pengguna layanan periode ini', en: 'service users of the period' },
    },
  },
  rows: `SELECT time AS moment, ${UNSUR.join(', ')} FROM (${sheets})`,
  value: `round((${UNSUR.map((u) => `avgOrNull(${u})`).join(' + ')}) / 9 * 25, 2)`,
  n: 'count()',
  parts: `SELECT if(users = 0, NULL, ${krejcieMorgan('users')}) AS n_minimum, if(users = 0, NULL, toFloat64(users)) AS pengguna
    FROM (${serviceUsers})`,
  whenNull: 'Ada unsur yang tidak dijawab satu responden pun.',
};

/** Quality letter of an IKM on the 25-100 scale, rounded to two decimals first (the regulation's bands leave gaps). */
export function mutuOf(value: number | null): Mutu | null {
  if (value === null) return null;
  const rounded = Math.round(value * 100) / 100;
  if (rounded >= 88.31) return 'A';
  if (rounded >= 76.61) return 'B';
  return rounded >= 65 ? 'C' : 'D';
}
