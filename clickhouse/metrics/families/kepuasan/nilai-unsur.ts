import { aggregate } from '../../aggregate';
import type { MetricSource } from '../../definition';
import { narrowed } from '../../narrow';
import type { MetricInput } from '../../types';
import { SHEET_DETAIL } from './ikm';
import { LEAST_SHEETS, SHEET_DIMENSIONS, sheets, UNSUR, UNSUR_NAMES, type Unsur } from './unsur';

/** NRR of one unsur: the mean of its answers, 1 to 4. */
const nilai = (unsur: Unsur): MetricSource => ({
  definition: {
    name: {
      id: `Nilai unsur ${UNSUR_NAMES[unsur].id.toLowerCase()}`,
      en: `Element: ${UNSUR_NAMES[unsur].en.toLowerCase()}`,
    },
    formula: {
      id: `Rata-rata jawaban 1 (tidak baik) sampai 4 (sangat baik) pada unsur ${UNSUR_NAMES[unsur].id.toLowerCase()}: jumlah jawaban dibagi banyaknya lembar yang menjawab unsur ini.`,
      en: `Mean answer from 1 (not good) to 4 (very good) to "${UNSUR_NAMES[unsur].en.toLowerCase()}": the sum of answers by the sheets that answer it.`,
    },
    unit: 'skor',
    direction: 'naik_baik',
    minimumN: LEAST_SHEETS,
    counts: 'jawaban',
    sources: ['survey_answers'],
    parts: {},
  },
  rows: `SELECT * FROM (${sheets}) WHERE ${unsur} IS NOT NULL`,
  value: `avgOrNull(${unsur})`,
  n: 'count()',
  dimensions: SHEET_DIMENSIONS,
  detail: SHEET_DETAIL,
});

type Nilai = `unsur_${Unsur}`;

/** One figure per unsur: unsur_persyaratan, unsur_prosedur, ... */
export const nilaiUnsur = Object.fromEntries(UNSUR.map((unsur) => [`unsur_${unsur}`, nilai(unsur)])) as Record<
  Nilai,
  MetricSource
>;

/** All nine at once, from one reading of the sheets; one that too few sheets answer is null. */
export async function readUnsur(input: MetricInput): Promise<Record<Unsur, { value: number | null; n: number }>> {
  const columns = Object.fromEntries(
    UNSUR.flatMap((unsur) => [
      [unsur, `avgOrNull(${unsur})`],
      [`n_${unsur}`, `count(${unsur})`],
    ]),
  );
  const rows = narrowed({ rows: sheets, dimensions: SHEET_DIMENSIONS });
  const [whole] = await aggregate({ name: 'unsur', rows, columns, by: ['semua'] }, input);
  const told = (unsur: Unsur) => {
    const n = whole?.columns[`n_${unsur}`] ?? 0;
    return { value: n < LEAST_SHEETS ? null : (whole?.columns[unsur] ?? null), n };
  };
  return Object.fromEntries(UNSUR.map((unsur) => [unsur, told(unsur)])) as Record<Unsur, ReturnType<typeof told>>;
}
