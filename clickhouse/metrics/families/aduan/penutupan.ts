import type { MetricSource } from '../../definition';
import { COMPLAINT_DIMENSIONS, closedComplaints, complaintDimensions, receivedComplaints } from '../../sql/complaints';
import { survivalMedianHoursOf } from '../../sql/survival';
import { complaintDetail, DETAIL_COLUMNS, filteredComplaints, filteredRows } from './detail';

/** A closing dated before its receipt is a fault of the source's clock and counts as at once. */
const hours = (from: string, to: string) =>
  `greatest(0, toInt64(toUnixTimestamp(${to})) - toInt64(toUnixTimestamp(${from}))) / 3600`;

const closings = `SELECT assumeNotNull(closed_since) AS moment, closed_since, ${DETAIL_COLUMNS}, ${complaintDimensions},
    ${hours('received_at', 'assumeNotNull(closed_since)')} AS hours
  FROM (${closedComplaints}) WHERE closed_since >= {from:DateTime('UTC')}`;

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
  rows: closings,
  value: 'count()',
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [...complaintDetail, closedColumn, hoursColumn],
  parts: `SELECT toFloat64(countIf(d_keadaan = 'selesai' AND d_penutup = 'pelapor')) AS pelapor,
    toFloat64(countIf(d_keadaan = 'selesai' AND d_penutup = 'admin')) AS admin,
    toFloat64(countIf(d_keadaan = 'selesai' AND d_penutup = 'sistem')) AS sistem,
    toFloat64(countIf(d_keadaan = 'selesai')) - pelapor - admin - sistem AS tanpa_penutup,
    toFloat64(countIf(d_keadaan = 'diarsipkan')) AS diarsipkan,
    toFloat64(countIf(d_keadaan = 'bukan_kewenangan')) AS bukan_kewenangan FROM (${filteredRows(closings)})`,
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
  rows: `SELECT * FROM (${closings}) WHERE d_keadaan = 'selesai' AND d_penutup IN ('pelapor', 'admin', 'sistem')`,
  value: `100 * avgOrNull(d_penutup != 'sistem')`,
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
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
  rows: `SELECT * FROM (${closings}) WHERE d_keadaan = 'selesai'`,
  value: 'quantileExactInclusiveOrNull(0.5)(hours)',
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [...complaintDetail, closedColumn, hoursColumn],
  parts: `SELECT quantileExactInclusiveOrNullIf(0.5)(hours, d_penutup = 'pelapor') AS pelapor,
    quantileExactInclusiveOrNullIf(0.5)(hours, d_penutup = 'admin') AS admin,
    quantileExactInclusiveOrNullIf(0.5)(hours, d_penutup = 'sistem') AS sistem
  FROM (${filteredRows(closings)}) WHERE d_keadaan = 'selesai'`,
};

/**
 * Wait of every complaint received in the period: until it was closed as done, else until it left or until {to}. What was
 * first seen after {to} waited at {to}.
 */
const waits = `SELECT received_at AS moment, ${DETAIL_COLUMNS}, ${complaintDimensions}, state = 'selesai' AND seen_by_end AS happened,
    ${hours('received_at', `if(closed AND seen_by_end, assumeNotNull(closed_at), toDateTime({to:DateTime('UTC')}, 'UTC'))`)} AS hours
  FROM (${receivedComplaints}) WHERE closing_known`;

const happenedColumn = { column: 'happened', label: { id: 'Sudah selesai', en: 'Done' }, kind: 'ya_tidak' } as const;

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
  rows: waits,
  value: survivalMedianHoursOf('hours', 'happened'),
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [...complaintDetail, hoursColumn, happenedColumn],
  parts: `SELECT toFloat64(countIf(NOT happened)) AS masih_terbuka FROM (${filteredRows(waits)})`,
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
  rows: `SELECT first_closing AS moment, first_closing, ${DETAIL_COLUMNS}, ${complaintDimensions}, reopened FROM (${closedComplaints})`,
  value: '100 * avgOrNull(reopened)',
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [
    ...complaintDetail,
    { column: 'first_closing', label: { id: 'Ditutup', en: 'Closed' }, kind: 'waktu' },
    { column: 'reopened', label: { id: 'Dibuka kembali', en: 'Reopened' }, kind: 'ya_tidak' },
  ],
  parts: `SELECT toFloat64(countIf(reopened)) AS dibuka_kembali FROM (${filteredComplaints(closedComplaints)})`,
};
