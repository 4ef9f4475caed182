import { type City, groupBy, kecamatanOf } from './city';
import { type AnyRecount, type Ask, type Case, count, inPeriod, mean } from './recount';

export interface AnswerSheet extends Case {
  answers: (number | null)[];
}

export const UNSUR = [
  'persyaratan',
  'prosedur',
  'waktu',
  'biaya',
  'produk',
  'kompetensi',
  'perilaku',
  'pengaduan',
  'sarpras',
];
const knows = ['skpd', 'layanan', 'kecamatan'];

/** Sheets that answer at least one unsur. */
export const sheets = (city: City, ask: Ask): AnswerSheet[] =>
  city.sheets
    .filter((s) => inPeriod(s.t, ask) && (ask.skpd === '' || s.skpd === ask.skpd) && s.answers.some((a) => a !== null))
    .map((s) => ({
      at: s.t,
      answers: s.answers,
      dims: {
        skpd: s.skpd,
        layanan: s.service,
        kecamatan: kecamatanOf(s.wilayah),
        jenis_kelamin: s.sex,
        usia: s.age_group,
        pendidikan: s.education,
        pekerjaan: s.occupation,
      },
    }));

export const meanOf = (all: AnswerSheet[], unsur: number) => mean(all.flatMap((s) => s.answers[unsur] ?? []));

/** The nine means added up, by a weight, on the scale of 25 to 100; null while one unsur has no answer. */
function index(all: AnswerSheet[], weight: number): number | null {
  const means = UNSUR.map((_, i) => meanOf(all, i));
  if (means.some((one) => one === null)) return null;
  return means.reduce((sum: number, one) => sum + one!, 0) * weight * 25;
}
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100 + 1e-9) / 100);

/** Krejcie and Morgan, as the annex of Permen PANRB 14/2017 tabulates them. */
export const smallestSample = (population: number) =>
  Math.floor((3.841 * population * 0.25) / (0.0025 * (population - 1) + 3.841 * 0.25) + 0.5);

/** Applications and queue numbers of the period. */
export function users(city: City, ask: Ask): number {
  const { layanan, kecamatan } = ask.filters;
  const came = city.events.filter(
    (e) =>
      inPeriod(e.t, ask) &&
      ['diajukan', 'ambil'].includes(e.step) &&
      (ask.skpd === '' || e.skpd === ask.skpd) &&
      (!layanan || e.service === layanan) &&
      (!kecamatan || kecamatanOf(e.wilayah) === kecamatan),
  );
  return new Set(came.map((e) => `${e.skpd} ${e.service} ${e.case_id}`)).size;
}

export const kepuasan: Record<string, AnyRecount> = {
  ikm: {
    cases: sheets,
    value: (all: AnswerSheet[]) => rounded(index(all, 1 / 9)),
    knows,
    parts: (_, city, ask) => {
      const n = users(city, ask);
      return n === 0 ? { n_minimum: null, pengguna: null } : { n_minimum: smallestSample(n), pengguna: n };
    },
  },
  ikm_bobot_011: { cases: sheets, value: (all: AnswerSheet[]) => rounded(index(all, 0.11)), knows },
  ikm_rata_unit: {
    cases: sheets,
    value: (all: AnswerSheet[]) => {
      const offices = [...groupBy(all, (s) => s.dims.skpd!)].filter(
        ([office, own]) => office !== '' && own.length >= 5,
      );
      return rounded(mean(offices.flatMap(([, own]) => index(own, 1 / 9) ?? [])));
    },
    knows,
  },
  responden_skm: { cases: sheets, value: count, knows },
  ...Object.fromEntries(
    UNSUR.map((unsur, i): [string, AnyRecount] => [
      `unsur_${unsur}`,
      {
        cases: (city, ask) => sheets(city, ask).filter((s) => s.answers[i] !== null),
        value: (all: AnswerSheet[]) => meanOf(all, i),
        knows,
      },
    ]),
  ),
};
