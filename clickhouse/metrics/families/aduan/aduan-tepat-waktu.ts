import type { MetricSource } from '../../definition';
import { COMPLAINT_DIMENSIONS, complaintDimensions, dueComplaints } from '../../sql/complaints';
import { complaintDetail, DETAIL_COLUMNS, dueColumn, filteredComplaints } from './detail';

export const aduanTepatWaktu: MetricSource = {
  definition: {
    name: { id: 'Aduan tuntas tepat waktu', en: 'Complaints settled in time' },
    formula: {
      id: 'Dari aduan yang jatuh tempo dalam periode: bagian yang ditutup pelapor atau admin sebelum batas klasifikasinya. Yang masih terbuka dan yang ditutup sistem dihitung terlambat; yang bukan kewenangan atau diarsipkan sebelum jatuh tempo tidak dihitung.',
      en: 'Of the complaints due in the period, the share closed by the reporter or an admin within the limit of their class. Open ones and those closed by the system count as late; those sent elsewhere or archived before they were due are left out.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'aduan jatuh tempo',
    sources: ['complaints'],
    parts: {
      ditutup_sistem: { id: 'ditutup sistem', en: 'closed by the system' },
      masih_terbuka: { id: 'jatuh tempo dan masih terbuka', en: 'due and still open' },
    },
  },
  rows: `SELECT due_at AS moment, due_at, ${DETAIL_COLUMNS}, ${complaintDimensions}, in_time FROM (${dueComplaints})`,
  value: '100 * avgOrNull(toFloat64(in_time))',
  n: 'countIf(in_time IS NOT NULL)',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [
    ...complaintDetail,
    dueColumn,
    { column: 'in_time', label: { id: 'Tepat waktu', en: 'In time' }, kind: 'ya_tidak' },
  ],
  parts: `SELECT toFloat64(countIf(state = 'selesai' AND closed_by_whom = 'sistem')) AS ditutup_sistem,
    toFloat64(countIf(NOT closed)) AS masih_terbuka FROM (${filteredComplaints(dueComplaints)})`,
  whenNull: 'Waktu penutupan tidak tercatat pada sumber.',
};
