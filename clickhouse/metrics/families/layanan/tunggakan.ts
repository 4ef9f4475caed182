import { aggregate } from '../../aggregate';
import type { MetricSource } from '../../definition';
import { narrowed } from '../../narrow';
import { openAtMoments, openCases } from '../../sql/cases';
import { calendarOf, workdays } from '../../sql/city';
import type { MetricInput } from '../../types';
import { caseDetail, caseRows, dimensions, dueBy, returned } from './rows';

/** Open applications with their age in working days of the office (null beyond its calendar) and whether their promise has passed. */
const agedCases = `SELECT open.*, open.due_at > toDateTime(0, 'UTC') AND open.due_at < toDateTime({to:DateTime('UTC')}, 'UTC') AS overdue,
    if(got.working_index > 0 AND today.working_index > 0, toNullable(toInt64(today.working_index) - toInt64(got.working_index)), NULL) AS age
  FROM (${openCases}) AS open
  LEFT JOIN (${workdays}) AS got ON got.calendar = ${calendarOf('open.skpd')} AND got.date = toDate(open.submitted_at, {timezone:String})
  LEFT JOIN (SELECT calendar, working_index FROM (${workdays}) WHERE date = toDate(toDateTime({to:DateTime('UTC')}, 'UTC') - 1, {timezone:String})) AS today
    ON today.calendar = ${calendarOf('open.skpd')}`;

/** The last second of the period: when its open cases are looked at. */
const AT_END = `toDateTime({to:DateTime('UTC')}, 'UTC') - 1`;

const detail = caseDetail(
  { column: 'last_step', label: { id: 'Langkah terakhir', en: 'Last step' }, kind: 'teks' },
  dueBy,
  { column: 'overdue', label: { id: 'Lewat janji', en: 'Overdue' }, kind: 'ya_tidak' },
  { column: 'age', label: { id: 'Umur (hari kerja)', en: 'Age (working days)' }, kind: 'angka' },
  returned,
);

export const tunggakan: MetricSource = {
  definition: {
    name: { id: 'Permohonan terbuka', en: 'Open applications' },
    formula: {
      id: 'Banyaknya permohonan yang diajukan dalam 365 hari sebelum akhir periode dan pada akhir periode belum diputus, dibatalkan atau kedaluwarsa.',
      en: 'Applications submitted within 365 days before the end of the period and neither decided, withdrawn nor lapsed by then.',
    },
    unit: 'permohonan',
    direction: 'turun_baik',
    minimumN: 0,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {
      lewat_janji: { id: 'sudah lewat janji', en: 'past their promise' },
      tanpa_janji: { id: 'layanannya tanpa janji waktu', en: 'service promises no time' },
    },
  },
  atMoments: openAtMoments,
  isState: true,
  rows: caseRows(agedCases, AT_END),
  value: 'count()',
  n: 'count()',
  dimensions,
  detail,
  rowParts: { lewat_janji: 'countIf(overdue)', tanpa_janji: `countIf(due_at = toDateTime(0, 'UTC'))` },
};

export const umurTunggakan: MetricSource = {
  definition: {
    name: { id: 'Umur permohonan terbuka', en: 'Age of open applications' },
    formula: {
      id: 'Median hari kerja (menurut kalender SKPD-nya) sejak pengajuan, untuk permohonan yang masih terbuka pada akhir periode.',
      en: 'Median working days (by the calendar of the office) since submission, of the applications open at the end of the period.',
    },
    unit: 'hari_kerja',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'permohonan terbuka',
    sources: ['service_events'],
    parts: {},
  },
  isState: true,
  rows: caseRows(agedCases, AT_END),
  value: 'quantileExactInclusiveOrNull(0.5)(toFloat64(age))',
  n: 'count(age)',
  dimensions,
  detail,
};

/** Upper ends of the bands of age, in working days; the last band has none. */
const AGE_BANDS = [2, 5, 10, 20, 40];

/** Band of an age: 1 is the youngest, 0 beyond the last limit. */
const BAND = `arrayFirstIndex(limit -> age <= limit, [${AGE_BANDS.join(', ')}])`;
const inBand = (band: number) => `age IS NOT NULL AND ${BAND} = ${band}`;
const bandColumns = Object.fromEntries(
  [...AGE_BANDS, null].flatMap((_, i) => {
    const band = (i + 1) % (AGE_BANDS.length + 1);
    return [
      [`n_${i}`, `countIf(${inBand(band)})`],
      [`overdue_${i}`, `countIf(${inBand(band)} AND overdue)`],
    ];
  }),
);

interface AgeBand {
  /** Working days; `to` null = no upper end. */
  from: number;
  to: number | null;
  n: number;
  /** Of those, past their promise. */
  overdue: number;
}

/** Open applications at the end of the period by age in working days, the youngest band first; bands without one are 0. */
export async function openByAge(input: MetricInput): Promise<AgeBand[]> {
  const [whole] = await aggregate(
    { name: 'open_applications_by_age', rows: narrowed(tunggakan, input), columns: bandColumns, by: ['semua'] },
    input,
  );
  return [...AGE_BANDS, null].map((to, i) => ({
    from: i === 0 ? 0 : AGE_BANDS[i - 1]! + 1,
    to,
    n: whole?.columns[`n_${i}`] ?? 0,
    overdue: whole?.columns[`overdue_${i}`] ?? 0,
  }));
}
