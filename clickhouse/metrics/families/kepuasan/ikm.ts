import type { DetailColumn, MetricSource } from '../../definition';
import type { Mutu } from '../../types';
import { krejcieMorgan, serviceUsers } from './sample';
import { LEAST_SHEETS, SHEET_DIMENSIONS, sheets, UNSUR, UNSUR_NAMES } from './unsur';

/** The answers of a sheet; who gave it is not told. */
export const SHEET_DETAIL: DetailColumn[] = UNSUR.map((unsur) => ({
  column: unsur,
  label: UNSUR_NAMES[unsur],
  kind: 'angka',
}));

const sumOfMeans = `(${UNSUR.map((u) => `avgOrNull(${u})`).join(' + ')})`;

const common: Pick<MetricSource['definition'], 'unit' | 'direction' | 'minimumN' | 'counts' | 'sources'> = {
  unit: 'skor',
  direction: 'naik_baik',
  minimumN: LEAST_SHEETS,
  counts: 'responden',
  sources: ['survey_answers'],
};

const overSheets = {
  rows: sheets,
  n: 'count()',
  dimensions: SHEET_DIMENSIONS,
  detail: SHEET_DETAIL,
  whenNull: 'Ada unsur yang tidak dijawab satu responden pun.',
};

export const ikm: MetricSource = {
  ...overSheets,
  definition: {
    ...common,
    name: { id: 'Indeks Kepuasan Masyarakat', en: 'Public satisfaction index (IKM)' },
    formula: {
      id: 'Rata-rata jawaban (1-4) tiap unsur dari semua responden digabung, dijumlah dengan bobot tepat 1/9, dikali 25 (Permen PANRB 14/2017). Jawaban kosong tidak masuk pembagi.',
      en: 'Mean answer (1-4) of each of the nine elements over all respondents pooled, summed with the exact weight 1/9, times 25 (Permen PANRB 14/2017). Blank answers are not in the divisor.',
    },
    parts: {
      n_minimum: { id: 'sampel minimum (Krejcie-Morgan)', en: 'smallest sample (Krejcie-Morgan)' },
      pengguna: { id: 'pengguna layanan periode ini', en: 'service users of the period' },
    },
  },
  value: `round(${sumOfMeans} / 9 * 25, 2)`,
  parts: `SELECT if(users = 0, NULL, ${krejcieMorgan('users')}) AS n_minimum, if(users = 0, NULL, toFloat64(users)) AS pengguna
    FROM (SELECT uniqExact(skpd, service, case_id) AS users FROM (${serviceUsers}))`,
};

/** Many offices weigh each unsur with 0.11 instead of 1/9: the same sheets give less, at most 99. */
export const ikmBobot011: MetricSource = {
  ...overSheets,
  definition: {
    ...common,
    name: { id: 'IKM dengan bobot 0,11', en: 'IKM with the weight 0.11' },
    formula: {
      id: 'Seperti IKM, tetapi setiap unsur berbobot 0,11 (1/9 yang dibulatkan), seperti dihitung sebagian unit. Nilai tertingginya 99, bukan 100. Hanya untuk membandingkan dengan laporan unit.',
      en: 'As the IKM, but each element weighs 0.11 (1/9 rounded), as some units compute it. Its highest value is 99, not 100. Only to compare with the reports of units.',
    },
    parts: {},
  },
  value: `round(${sumOfMeans} * 0.11 * 25, 2)`,
};

const ofEachOffice = (unsur: string) =>
  `avgMapIf(map(toString(d_skpd), toFloat64(assumeNotNull(${unsur}))), ${unsur} IS NOT NULL)`;
/** IKM of every office with enough sheets and an answer to each unsur. */
const officeIkms = `arrayMap(office -> (${UNSUR.map((u) => `${ofEachOffice(u)}[office]`).join(' + ')}) / 9 * 25,
    arrayFilter(office -> office != '' AND sumMap(map(toString(d_skpd), toUInt64(1)))[office] >= ${LEAST_SHEETS} AND ${UNSUR.map(
      (u) => `mapContains(${ofEachOffice(u)}, office)`,
    ).join(' AND ')}, mapKeys(sumMap(map(toString(d_skpd), toUInt64(1))))))`;

/** Not the pooled IKM: here a small office weighs as much as a large one. */
export const ikmRataUnit: MetricSource = {
  ...overSheets,
  definition: {
    ...common,
    name: { id: 'Rata-rata IKM unit', en: 'Mean IKM of units' },
    formula: {
      id: `IKM tiap SKPD yang mempunyai sedikitnya ${LEAST_SHEETS} responden dan jawaban untuk semua unsur, lalu rata-rata biasa dari nilai-nilai itu. SKPD kecil berbobot sama dengan yang besar, sehingga nilainya berbeda dari IKM gabungan semua responden.`,
      en: `IKM of every office with at least ${LEAST_SHEETS} respondents and an answer to each element, then the plain mean of these values. A small office weighs as much as a large one, so it differs from the IKM of all respondents pooled.`,
    },
    parts: {},
  },
  value: `round(arrayReduce('avgOrNull', ${officeIkms}), 2)`,
  whenNull: `Belum ada SKPD dengan ${LEAST_SHEETS} responden dan jawaban untuk semua unsur.`,
};

export const respondenSkm: MetricSource = {
  ...overSheets,
  definition: {
    ...common,
    unit: 'responden',
    direction: 'netral',
    minimumN: 1,
    name: { id: 'Responden SKM', en: 'Survey respondents' },
    formula: {
      id: 'Banyaknya lembar jawaban SKM dalam periode yang menjawab sedikitnya satu unsur. Orang yang menjawab dua kali dihitung dua kali.',
      en: 'Answer sheets of the period that answer at least one element. Who answered twice counts twice.',
    },
    parts: {},
  },
  value: 'count()',
  whenNull: undefined,
};

/** Quality letter of an IKM on the 25-100 scale, rounded to two decimals first (the regulation's bands leave gaps). */
export function mutuOf(value: number | null): Mutu | null {
  if (value === null) return null;
  const rounded = Math.round(value * 100) / 100;
  if (rounded >= 88.31) return 'A';
  if (rounded >= 76.61) return 'B';
  return rounded >= 65 ? 'C' : 'D';
}
