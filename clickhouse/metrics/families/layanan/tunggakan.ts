import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import type { MetricSource } from '../../definition';
import { parameters, period } from '../../narrow';
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

const agesQuery = defineQuery({
  name: 'open_applications_by_age',
  sql: `SELECT toUInt8(arrayFirstIndex(limit -> age <= limit, [${AGE_BANDS.join(', ')}])) AS band, toUInt64(count()) AS n, toUInt64(countIf(overdue)) AS overdue_n
    FROM (${caseRows(`SELECT * FROM (${agedCases}) WHERE age IS NOT NULL`, AT_END)})
    WHERE ({layanan:String} = '' OR d_layanan = {layanan:String}) AND ({kanal:String} = '' OR d_kanal = {kanal:String})
      AND ({kecamatan:String} = '' OR d_kecamatan = {kecamatan:String})
    GROUP BY band`,
  params: period,
  row: z.object({ band: z.number(), n: z.number(), overdue_n: z.number() }),
});

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
  const rows = new Map((await agesQuery(parameters(input))).map((row) => [row.band, row]));
  return [...AGE_BANDS, null].map((to, i) => {
    const found = rows.get(to === null ? 0 : i + 1);
    return { from: i === 0 ? 0 : AGE_BANDS[i - 1]! + 1, to, n: found?.n ?? 0, overdue: found?.overdue_n ?? 0 };
  });
}
