import type { MetricSource } from '../definition';
import { calendarOf, officeCalendars, ofOffice, workdays } from '../sql/city';
import { judgedComplaints } from '../sql/complaints';

export const aduanTerbuka: MetricSource = {
  definition: {
    id: 'aduan_terbuka',
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
  parts: `WITH days AS (${workdays})
  SELECT toFloat64(countIf(overdue)) AS lewat_batas,
    toFloat64(countIf(received_at >= {from:DateTime('UTC')})) AS baru,
    quantileExactInclusiveOrNullIf(0.5)(toFloat64(done.working_index) - toFloat64(got.working_index),
      settled AND closing_known AND settled_at >= {from:DateTime('UTC')} AND got.working_index > 0 AND done.working_index > 0) AS median_tuntas_hk,
    toFloat64(countIf(state_unknown)) AS tidak_diketahui
  FROM (${judgedComplaints}) AS judged
  LEFT JOIN (${officeCalendars}) AS k ON k.calendar_office = judged.skpd
  LEFT JOIN days AS got ON got.calendar = ${calendarOf('k')} AND got.date = toDate(judged.received_at, {timezone:String})
  LEFT JOIN days AS done ON done.calendar = ${calendarOf('k')}
    AND done.date = toDate(ifNull(judged.settled_at, toDateTime(0, 'UTC')), {timezone:String})`,
};

/**
 * Open complaints at each of the moments {at}: a complaint stands as its last version seen by then told; before its
 * first sighting it is open if that sighting was, and unknown (not counted) if it was closed by then.
 */
export const openAtMoments = `SELECT at, countIf(known AND open) AS open, countIf(known) AS n, countIf(NOT known) AS unknown
  FROM (
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS at, c.received_at AS received_at,
      arrayLast(v -> v.1 < at, versions) AS seen,
      seen.1 > toDateTime(0, 'UTC') OR NOT versions[1].2 AS known,
      NOT if(seen.1 > toDateTime(0, 'UTC'), seen.2, versions[1].2) AS open
    FROM (
      SELECT source_id, tracking_id, min(time) AS received_at, argMax(skpd, observed_at) AS office,
        arraySort(v -> v.1, groupArray((observed_at, status IN ('selesai', 'diarsipkan', 'bukan_kewenangan')))) AS versions
      FROM complaints GROUP BY source_id, tracking_id
      HAVING ${ofOffice('office')}
    ) AS c
    WHERE c.received_at < at
  )
  GROUP BY at ORDER BY at`;
