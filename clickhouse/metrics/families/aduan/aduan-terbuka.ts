import { newestBuild } from '../../../derived/keep';
import type { MetricSource } from '../../definition';
import { ofOffice } from '../../sql/city';
import { COMPLAINT_DIMENSIONS, complaintDimensions, metComplaints } from '../../sql/complaints';
import { lastMoment } from '../../sql/moments';
import { complaintDetail, DETAIL_COLUMNS, dueColumn } from './detail';

/**
 * Open complaints at each of the moments {at} (ascending): a complaint stands as its last version seen by then told; before
 * its first sighting it is open if that sighting was, and unknown (not counted) if it was closed by then. Told as changes
 * that are summed up to each moment, gathered under the last moment before them; `begins` is when a span begins to count.
 */
const openAtMoments = (
  begins: string,
  among: string,
) => `SELECT at, sum(sum(opens)) OVER (ORDER BY at) AS value, toUInt64(value) AS n
  FROM (
    SELECT arrayFirst(m -> toUnixTimestamp(m) > change.1, {at:Array(DateTime('UTC'))}) AS at, change.2 AS opens
    FROM (
      SELECT arrayJoin([(begun, toInt64(spans)), (ended, -toInt64(spans))]) AS change
      FROM (
        SELECT ${lastMoment(begins)} AS begun, ${lastMoment('k.held_until')} AS ended, count() AS spans
        FROM complaint_states AS k
        WHERE k.built = ${newestBuild('complaint_states')} AND NOT k.closed AND ${ofOffice('k.skpd')} AND ${among}
          AND k.held_from < arrayMax({at:Array(DateTime('UTC'))}) AND k.held_until >= arrayMin({at:Array(DateTime('UTC'))})
        GROUP BY begun, ended
      )
    ) WHERE at > toDateTime(0, 'UTC')
    UNION ALL
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS at, toInt64(0) AS opens
  )
  GROUP BY at ORDER BY at`;

/** Complaints open at the end of the period, with their limit, and those that the period met. */
const ofMet = {
  rows: `SELECT received_at AS moment, due_at, due_known, overdue, closed, state_unknown, ${DETAIL_COLUMNS}, ${complaintDimensions},
    if(settled AND closing_known AND settled_at >= {from:DateTime('UTC')}, settled_days, NULL) AS settled_in_days
  FROM (${metComplaints})`,
  dimensions: COMPLAINT_DIMENSIONS,
} satisfies Partial<MetricSource>;

export const aduanTerbuka: MetricSource = {
  definition: {
    name: { id: 'Aduan terbuka', en: 'Open complaints' },
    formula: {
      id: 'Banyaknya aduan yang sudah diterima dan belum ditutup pada akhir periode. Aduan yang baru terlihat sesudah itu dan sudah tertutup tidak dihitung.',
      en: 'Complaints received and not closed at the end of the period. Complaints first seen later and already closed are left out.',
    },
    unit: 'aduan',
    direction: 'turun_baik',
    minimumN: 0,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      lewat_batas: { id: 'lewat batas waktu', en: 'past their limit' },
      baru: { id: 'diterima dalam periode', en: 'received in the period' },
      median_tuntas_hk: { id: 'median hari kerja sampai tuntas', en: 'median working days to settlement' },
      tidak_diketahui: { id: 'keadaannya tidak diketahui', en: 'state not known' },
    },
  },
  atMoments: openAtMoments('k.held_from', 'true'),
  isState: true,
  ...ofMet,
  value: 'countIf(NOT closed)',
  n: 'countIf(NOT closed)',
  opens: 'NOT closed',
  detail: complaintDetail,
  rowParts: {
    lewat_batas: 'countIf(overdue)',
    baru: `countIf(received_at >= {from:DateTime('UTC')})`,
    median_tuntas_hk:
      'quantileExactInclusiveOrNullIf(0.5)(toFloat64(assumeNotNull(settled_in_days)), settled_in_days IS NOT NULL)',
    tidak_diketahui: 'countIf(state_unknown)',
  },
};

export const aduanLewatBatas: MetricSource = {
  definition: {
    name: { id: 'Aduan lewat batas', en: 'Overdue complaints' },
    formula: {
      id: 'Banyaknya aduan yang masih terbuka pada akhir periode dan sudah melewati batas waktu klasifikasinya (hari kerja menurut kalender kantornya; hari 0 = hari diterima).',
      en: 'Complaints that are open at the end of the period and past the limit of their class (working days of the calendar of their office; day 0 = the day of receipt).',
    },
    unit: 'aduan',
    direction: 'turun_baik',
    minimumN: 0,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      terbuka: { id: 'masih terbuka', en: 'open' },
      tanpa_batas: { id: 'terbuka tanpa batas yang dapat dihitung', en: 'open without a limit that can be told' },
    },
  },
  atMoments: openAtMoments(
    'greatest(k.held_from, k.due_at)',
    `k.due_at > toDateTime(0, 'UTC') AND k.due_at < k.held_until`,
  ),
  isState: true,
  ...ofMet,
  opens: 'overdue',
  value: 'countIf(overdue)',
  n: 'countIf(overdue)',
  detail: [...complaintDetail, dueColumn],
  rowParts: { terbuka: 'countIf(NOT closed)', tanpa_batas: 'countIf(NOT closed AND NOT due_known)' },
};
