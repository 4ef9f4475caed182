import type { MetricSource } from '../../definition';
import { COMPLAINT_DIMENSIONS, closedComplaints, complaintDimensions } from '../../sql/complaints';
import { percentOf } from '../../sql/percent';
import { survivalMedianHoursOf } from '../../sql/survival';
import { complaintDetail, DETAIL_COLUMNS, hoursBetween } from './detail';
import { ofReceived } from './of-received';

/**
 * Of complaints that the period saw closed: the closing that holds at its end (`holds`), where it was seen in the period, and the
 * first closing of the period, which may have been undone.
 */
const ofClosings = {
  rows: `SELECT arrayJoin(if(closed_since >= {from:DateTime('UTC')}, [true, false], [false])) AS holds,
    if(holds, assumeNotNull(closed_since), first_closing) AS moment, closed_since, first_closing, reopened, ${DETAIL_COLUMNS}, ${complaintDimensions},
    ${hoursBetween('received_at', 'moment')} AS hours
  FROM (${closedComplaints})`,
  dimensions: COMPLAINT_DIMENSIONS,
} satisfies Partial<MetricSource>;

/** Closings that hold as done. */
const DONE = `holds AND d_keadaan = 'selesai'`;
const DONE_BY_KNOWN = `${DONE} AND d_penutup IN ('pelapor', 'admin', 'sistem')`;
const doneBy = (whom: string) => `${DONE} AND d_penutup = '${whom}'`;

const closedColumn = {
  column: 'closed_since',
  label: { id: 'Ditutup', en: 'Closed' },
  kind: 'waktu',
} as const;
const hoursColumn = { column: 'hours', label: { id: 'Jam', en: 'Hours' }, kind: 'angka' } as const;

export const aduanDitutup: MetricSource = {
  definition: {
    name: { id: 'Aduan ditutup', en: 'Complaints closed in the period' },
    formula: {
      id: 'Banyaknya aduan yang penutupannya terlihat dalam periode dan masih tertutup pada akhirnya, kapan pun diterima. Aduan yang sudah tertutup ketika pertama kali terlihat tidak dihitung, karena waktu penutupannya tidak diketahui.',
      en: 'Complaints whose closing was seen in the period and that are closed at its end, whenever they came in. Those first seen closed are left out: when they were closed is not known.',
    },
    unit: 'aduan',
    direction: 'netral',
    minimumN: 0,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      pelapor: { id: 'oleh pelapor', en: 'by the reporter' },
      admin: { id: 'oleh admin', en: 'by an admin' },
      sistem: { id: 'oleh sistem', en: 'by the system' },
      tanpa_penutup: { id: 'penutup tidak tercatat', en: 'not told by whom' },
      diarsipkan: { id: 'diarsipkan', en: 'archived' },
      bukan_kewenangan: { id: 'bukan kewenangan', en: 'sent elsewhere' },
    },
  },
  ...ofClosings,
  value: 'countIf(holds)',
  n: 'countIf(holds)',
  opens: 'holds',
  detail: [...complaintDetail, closedColumn, hoursColumn],
  rowParts: {
    pelapor: `countIf(${doneBy('pelapor')})`,
    admin: `countIf(${doneBy('admin')})`,
    sistem: `countIf(${doneBy('sistem')})`,
    tanpa_penutup: `countIf(${DONE} AND NOT (${DONE_BY_KNOWN}))`,
    diarsipkan: `countIf(holds AND d_keadaan = 'diarsipkan')`,
    bukan_kewenangan: `countIf(holds AND d_keadaan = 'bukan_kewenangan')`,
  },
};

export const aduanDitutupOrang: MetricSource = {
  definition: {
    name: { id: 'Ditutup pelapor atau admin', en: 'Closed by the reporter or an admin' },
    formula: {
      id: 'Dari aduan yang selesai dalam periode dan penutupnya tercatat: bagian yang ditutup pelapor atau admin. Sisanya ditutup sistem sesudah sepuluh hari tanpa balasan pelapor.',
      en: 'Of the complaints closed as done in the period whose closer is told, the share closed by the reporter or an admin. The system closed the others after ten days without a reply of the reporter.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'aduan selesai',
    sources: ['complaints'],
    parts: {},
  },
  ...ofClosings,
  value: percentOf(`d_penutup != 'sistem'`, DONE_BY_KNOWN),
  n: `countIf(${DONE_BY_KNOWN})`,
  opens: DONE_BY_KNOWN,
  detail: [...complaintDetail, closedColumn],
};

export const aduanWaktuTutup: MetricSource = {
  definition: {
    name: { id: 'Median waktu sampai selesai', en: 'Median time to closing' },
    formula: {
      id: 'Nilai tengah lama (jam kalender) sejak aduan diterima sampai ditutup sebagai selesai, atas aduan yang ditutup dalam periode. Aduan yang masih terbuka tidak terhitung di sini; lihat median dengan yang masih terbuka.',
      en: 'The middle of the time (clock hours) from receipt to closing as done, of complaints closed in the period. Open ones are not in it; see the median that counts them.',
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan selesai',
    sources: ['complaints'],
    parts: {
      pelapor: { id: 'jam, ditutup pelapor', en: 'hours, closed by the reporter' },
      admin: { id: 'jam, ditutup admin', en: 'hours, closed by an admin' },
      sistem: { id: 'jam, ditutup sistem', en: 'hours, closed by the system' },
    },
  },
  ...ofClosings,
  value: `quantileExactInclusiveOrNullIf(0.5)(hours, ${DONE})`,
  n: `countIf(${DONE})`,
  opens: DONE,
  detail: [...complaintDetail, closedColumn, hoursColumn],
  rowParts: {
    pelapor: `quantileExactInclusiveOrNullIf(0.5)(hours, ${doneBy('pelapor')})`,
    admin: `quantileExactInclusiveOrNullIf(0.5)(hours, ${doneBy('admin')})`,
    sistem: `quantileExactInclusiveOrNullIf(0.5)(hours, ${doneBy('sistem')})`,
  },
};

const happenedColumn = { column: 'done', label: { id: 'Sudah selesai', en: 'Done' }, kind: 'ya_tidak' } as const;

export const aduanWaktuTutupSurvival: MetricSource = {
  definition: {
    name: { id: 'Median waktu sampai selesai, yang terbuka dihitung', en: 'Median time to closing, open ones counted' },
    formula: {
      id: 'Lama (jam kalender) sampai separuh aduan yang diterima dalam periode selesai, menurut Kaplan-Meier: aduan yang masih terbuka ikut dihitung selama menunggu, sehingga aduan yang dibiarkan terbuka tidak membuat kantor tampak cepat.',
      en: 'Time (clock hours) until half of the complaints received in the period are done, by Kaplan and Meier: open ones count for as long as they have waited, so that leaving complaints open makes no office look fast.',
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan',
    sources: ['complaints'],
    parts: { masih_terbuka: { id: 'belum selesai', en: 'not done yet' } },
  },
  ...ofReceived,
  value: survivalMedianHoursOf('closing_hours', 'done', 'km_closing'),
  n: 'countIf(closing_known)',
  opens: 'closing_known',
  detail: [...complaintDetail, { ...hoursColumn, column: 'closing_hours' }, happenedColumn],
  rowParts: { masih_terbuka: 'countIf(closing_known AND NOT done)' },
  whenNull: 'Belum separuh aduan selesai.',
};

export const aduanDibukaKembali: MetricSource = {
  definition: {
    name: { id: 'Aduan dibuka kembali', en: 'Complaints reopened' },
    formula: {
      id: 'Dari aduan yang penutupannya terlihat dalam periode: bagian yang sesudah itu, sampai akhir periode, terlihat terbuka lagi.',
      en: 'Of the complaints whose closing was seen in the period, the share that was seen open again after it, until the end of the period.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'aduan ditutup',
    sources: ['complaints'],
    parts: { dibuka_kembali: { id: 'dibuka kembali', en: 'reopened' } },
  },
  ...ofClosings,
  value: percentOf('reopened', 'NOT holds'),
  n: 'countIf(NOT holds)',
  opens: 'NOT holds',
  detail: [
    ...complaintDetail,
    { column: 'first_closing', label: { id: 'Ditutup', en: 'Closed' }, kind: 'waktu' },
    { column: 'reopened', label: { id: 'Dibuka kembali', en: 'Reopened' }, kind: 'ya_tidak' },
  ],
  rowParts: { dibuka_kembali: 'countIf(NOT holds AND reopened)' },
};
