import type { MetricSource } from '../../definition';
import { calendarOf, ofOffice, workdays } from '../../sql/city';
import {
  CLOSED,
  COMPLAINT_DIMENSIONS,
  complaintDimensions,
  judgedAmong,
  judgedOpen,
  metComplaints,
  movedSince,
  SELF_DATED,
} from '../../sql/complaints';
import { complaintDetail, DETAIL_COLUMNS, dueColumn, filteredComplaints } from './detail';

/** What was closed by the first of the moments asked for, and has not moved since, is open at none of them. */
const moved = movedSince(`arrayMin({at:Array(DateTime('UTC'))})`);

/**
 * Per complaint: when it was received and its versions in order, as (seen at, open with the office asked for: a complaint that is
 * handed on leaves one office and comes to another). Of what was told at one moment the last holds. One first told as closed by a
 * source that dates its versions was open from its receipt.
 */
const histories = `SELECT c.source_id AS source_id, c.tracking_id AS tracking_id, min(c.time) AS received_at,
    arraySort(groupArray((c.observed_at, c.record_row, c.status NOT IN ${CLOSED}, ${ofOffice('c.skpd')}))) AS told,
    arrayFilter((v, i) -> i = length(told) OR told[i + 1].1 != v.1, told, arrayEnumerate(told)) AS seen,
    arrayMap(v -> (v.1, toInt8(v.3 AND v.4)),
      if(NOT seen[1].3 AND received_at <= seen[1].1 AND (told[1].3 OR source_id IN ${SELF_DATED}),
        arrayPushFront(seen, (received_at, toUInt8(0), toUInt8(1), seen[1].4)), seen)) AS versions
  FROM complaints AS c WHERE ${moved} GROUP BY c.source_id, c.tracking_id
  HAVING countIf(${ofOffice('c.skpd')}) > 0`;

/** The same of those that have passed their limit by {to}, with the limit. */
const lateHistories = `SELECT h.*, j.due_at AS due_at FROM (${histories}) AS h
  INNER JOIN (SELECT source_id, tracking_id, due_at FROM (${judgedAmong(moved)}) WHERE due_known AND due_at < {to:DateTime('UTC')}) AS j
    ON j.source_id = h.source_id AND j.tracking_id = h.tracking_id`;

/**
 * Open complaints at each of the moments {at} (ascending): a complaint stands as its last version seen by then told; before
 * its first sighting it is open if that sighting was, and unknown (not counted) if it was closed by then. Told as changes
 * that are summed up to each moment; `from` moves a change to the moment it begins to count.
 */
const openAtMoments = (
  among: string,
  from: string,
) => `SELECT moment AS at, sum(sum(opens)) OVER (ORDER BY moment) AS value, toUInt64(value) AS n
  FROM (
    SELECT arrayFirst(m -> m > ${from}, {at:Array(DateTime('UTC'))}) AS moment, toInt64(change.2) AS opens
    FROM (
      SELECT *, arrayJoin(arrayConcat(
          [(received_at, toInt16(versions[1].2))],
          arrayFilter(x -> x.2 != 0, arrayMap((v, step) -> (v.1, toInt16(step)), versions, arrayDifference(arrayMap(v -> v.2, versions))))
        )) AS change, change.1 AS changed_at
      FROM (${among})
    ) WHERE moment > toDateTime(0, 'UTC')
    UNION ALL
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS moment, 0 AS opens
  )
  GROUP BY moment ORDER BY moment`;

/** Complaints open at the end of the period, with their limit; `overdue` when it has passed. */
const open = {
  rows: `SELECT received_at AS moment, due_at, due_known, overdue, ${DETAIL_COLUMNS}, ${complaintDimensions} FROM (${judgedOpen})`,
  dimensions: COMPLAINT_DIMENSIONS,
};

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
  atMoments: openAtMoments(histories, 'changed_at'),
  isState: true,
  ...open,
  value: 'count()',
  n: 'count()',
  detail: complaintDetail,
  rowParts: { lewat_batas: 'countIf(overdue)' },
  parts: `WITH days AS (${workdays})
  SELECT toFloat64(countIf(received_at >= {from:DateTime('UTC')})) AS baru,
    quantileExactInclusiveOrNullIf(0.5)(toFloat64(done.working_index) - toFloat64(got.working_index),
      settled AND closing_known AND settled_at >= {from:DateTime('UTC')} AND got.working_index > 0 AND done.working_index > 0) AS median_tuntas_hk,
    toFloat64(countIf(state_unknown)) AS tidak_diketahui
  FROM (${filteredComplaints(metComplaints)}) AS met
  LEFT JOIN days AS got ON got.calendar = ${calendarOf('met.skpd')} AND got.date = toDate(met.received_at, {timezone:String})
  LEFT JOIN days AS done ON done.calendar = ${calendarOf('met.skpd')}
    AND done.date = toDate(ifNull(met.settled_at, toDateTime(0, 'UTC')), {timezone:String})`,
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
  atMoments: openAtMoments(lateHistories, 'greatest(changed_at, due_at)'),
  isState: true,
  ...open,
  opens: 'overdue',
  value: 'countIf(overdue)',
  n: 'countIf(overdue)',
  detail: [...complaintDetail, dueColumn],
  rowParts: { terbuka: 'count()', tanpa_batas: 'countIf(NOT due_known)' },
};
