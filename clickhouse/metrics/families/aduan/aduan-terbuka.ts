import type { MetricSource } from '../../definition';
import { calendarOf, ofOffice, workdays } from '../../sql/city';
import { judgedComplaints } from '../../sql/complaints';

/** Per complaint: when it was received and its versions in order, as (seen at, open). */
const histories = `SELECT min(c.time) AS received_at, argMax(c.skpd, c.observed_at) AS office,
    arraySort(groupArray((c.observed_at, toInt8(c.status NOT IN ('selesai', 'diarsipkan', 'bukan_kewenangan'))))) AS versions
  FROM complaints AS c GROUP BY c.source_id, c.tracking_id
  HAVING ${ofOffice('office')}`;

/**
 * Open complaints at each of the moments {at} (ascending): a complaint stands as its last version seen by then told; before
 * its first sighting it is open if that sighting was, and unknown (not counted) if it was closed by then. Told as changes
 * (`opens`, `becomes_known`) that are summed up to each moment.
 */
const openAtMoments = `SELECT moment AS at, sum(sum(opens)) OVER (ORDER BY moment) AS value, sum(sum(becomes_known)) OVER (ORDER BY moment) AS n
  FROM (
    SELECT arrayFirst(m -> m > changed_at, {at:Array(DateTime('UTC'))}) AS moment, toInt64(change.2) AS opens, toInt64(change.3) AS becomes_known
    FROM (
      SELECT arrayJoin(arrayConcat(
          [if(versions[1].2 = 1, (received_at, toInt16(1), 1), (versions[1].1, toInt16(0), 1))],
          arrayFilter(x -> x.2 != 0, arrayMap((v, step) -> (v.1, toInt16(step), 0), versions, arrayDifference(arrayMap(v -> v.2, versions))))
        )) AS change, change.1 AS changed_at
      FROM (${histories})
    ) WHERE moment > toDateTime(0, 'UTC')
    UNION ALL
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS moment, 0 AS opens, 0 AS becomes_known
  )
  GROUP BY moment ORDER BY moment`;

export const aduanTerbuka: MetricSource = {
  definition: {
    name: { id: 'Aduan terbuka', en: 'Open complaints' },
    formula: {
      id: 'Banyaknya aduan yang sudah diterima dan belum ditutup pada akhir periode. Aduan yang baru terlihat sesudah itu dan sudah tertutup tidak dihitung.',
      en: 'Complaints received and not closed at the end of the period. Complaints first seen later and already closed are left out.',
    },
    unit: 'aduan',
    direction: 'turun_baik',
    minimumN: 1,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      lewat_batas: { id: 'lewat batas waktu', en: 'past their limit' },
      baru: { id: 'diterima dalam periode', en: 'received in the period' },
      median_tuntas_hk: { id: 'median hari kerja sampai tuntas', en: 'median working days to settlement' },
      tidak_diketahui: { id: 'keadaannya tidak diketahui', en: 'state not known' },
    },
  },
  atMoments: openAtMoments,
  isState: true,
  parts: `WITH days AS (${workdays})
  SELECT toFloat64(countIf(overdue)) AS lewat_batas,
    toFloat64(countIf(received_at >= {from:DateTime('UTC')})) AS baru,
    quantileExactInclusiveOrNullIf(0.5)(toFloat64(done.working_index) - toFloat64(got.working_index),
      settled AND closing_known AND settled_at >= {from:DateTime('UTC')} AND got.working_index > 0 AND done.working_index > 0) AS median_tuntas_hk,
    toFloat64(countIf(state_unknown)) AS tidak_diketahui
  FROM (${judgedComplaints}) AS judged
  LEFT JOIN days AS got ON got.calendar = ${calendarOf('judged.skpd')} AND got.date = toDate(judged.received_at, {timezone:String})
  LEFT JOIN days AS done ON done.calendar = ${calendarOf('judged.skpd')}
    AND done.date = toDate(ifNull(judged.settled_at, toDateTime(0, 'UTC')), {timezone:String})`,
};
