import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { complaintDetail, dueColumn } from './detail';
import { ofLimits, SETTLING } from './of-limits';

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
  ...ofLimits,
  value: percentOf('in_time', `in_time IS NOT NULL AND ${SETTLING}`),
  n: `countIf(${SETTLING} AND in_time IS NOT NULL)`,
  opens: SETTLING,
  detail: [
    ...complaintDetail,
    dueColumn,
    { column: 'in_time', label: { id: 'Tepat waktu', en: 'In time' }, kind: 'ya_tidak' },
  ],
  rowParts: {
    ditutup_sistem: `countIf(${SETTLING} AND d_keadaan = 'selesai' AND d_penutup = 'sistem')`,
    masih_terbuka: `countIf(${SETTLING} AND NOT closed)`,
  },
  whenNull: 'Waktu penutupan tidak tercatat pada sumber.',
};
