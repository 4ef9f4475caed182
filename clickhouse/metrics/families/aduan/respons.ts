import { dueMoment } from '../../../calendar/sql';
import type { MetricSource } from '../../definition';
import { newestProfile } from '../../sql/city';
import { COMPLAINT_DIMENSIONS, complaintDimensions, complaintsAsOf, receivedComplaints } from '../../sql/complaints';
import { survivalMedianHoursOf } from '../../sql/survival';
import { complaintDetail, DETAIL_COLUMNS, filteredRows } from './detail';

/** Wait of every complaint received in the period for the first answer of an office, else until it was closed or until {to}. */
const waits = `SELECT received_at AS moment, ${DETAIL_COLUMNS}, ${complaintDimensions}, responded_at IS NOT NULL AS happened, responded_at,
    greatest(0, toInt64(toUnixTimestamp(multiIf(happened, assumeNotNull(responded_at), closed, assumeNotNull(closed_at),
      toDateTime({to:DateTime('UTC')}, 'UTC')))) - toInt64(toUnixTimestamp(received_at))) / 3600 AS hours
  FROM (${receivedComplaints}) WHERE response_known`;

const answerColumns = [
  { column: 'responded_at', label: { id: 'Respons pertama', en: 'First response' }, kind: 'waktu' },
  { column: 'hours', label: { id: 'Jam', en: 'Hours' }, kind: 'angka' },
] as const;

const ANSWER = {
  id: 'Respons pertama = pertama kali terlihat diproses, ditindaklanjuti, atau diselesaikan oleh orang; penerusan ke SKPD dan penutupan oleh sistem bukan respons.',
  en: 'First response = first seen in work, followed up or closed by a person; forwarding to an office and closing by the system are none.',
};

export const aduanRespons: MetricSource = {
  definition: {
    name: { id: 'Median waktu respons pertama', en: 'Median time to the first response' },
    formula: {
      id: `Nilai tengah lama (jam kalender) sejak aduan diterima sampai respons pertama, atas aduan periode ini yang sudah direspons. ${ANSWER.id}`,
      en: `The middle of the time (clock hours) from receipt to the first response, of complaints of the period that have one. ${ANSWER.en}`,
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan direspons',
    sources: ['complaints'],
    parts: {
      belum_direspons: { id: 'belum direspons', en: 'without a response' },
    },
  },
  rows: `SELECT * FROM (${waits}) WHERE happened`,
  value: 'quantileExactInclusiveOrNull(0.5)(hours)',
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [...complaintDetail, ...answerColumns],
  parts: `SELECT toFloat64(countIf(NOT happened)) AS belum_direspons FROM (${filteredRows(waits)})`,
};

export const aduanResponsSurvival: MetricSource = {
  definition: {
    name: {
      id: 'Median waktu respons pertama, yang belum direspons dihitung',
      en: 'Median time to the first response, unanswered ones counted',
    },
    formula: {
      id: `Lama (jam kalender) sampai separuh aduan yang diterima dalam periode direspons, menurut Kaplan-Meier: yang belum direspons dihitung selama menunggu. ${ANSWER.id}`,
      en: `Time (clock hours) until half of the complaints received in the period have a response, by Kaplan and Meier: unanswered ones count for as long as they have waited. ${ANSWER.en}`,
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {},
  },
  rows: waits,
  value: survivalMedianHoursOf('hours', 'happened'),
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [...complaintDetail, ...answerColumns],
  whenNull: 'Belum separuh aduan direspons.',
};

/** Working days for the first response when the city's rules name none (SP4N-LAPOR!: 5). */
const USUAL_DAYS = 5;
const LOOKBACK_DAYS = 120;
const days = `(SELECT if(count() = 0, ${USUAL_DAYS}, toUInt32(ceil(any(value)))) FROM city_rules
  WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla' AND key = 'tanggapan_pertama' AND unit = 'hari_kerja')`;

const due = `SELECT a.*, ifNull(${dueMoment('a.skpd', 'a.received_at', days, `'hari_kerja'`)}, toDateTime(0, 'UTC')) AS due_at
  FROM (${complaintsAsOf(`c.time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL ${LOOKBACK_DAYS} DAY`)}) AS a
  WHERE a.response_known`;

export const aduanResponsTepat: MetricSource = {
  definition: {
    name: { id: 'Respons pertama tepat waktu', en: 'First response in time' },
    formula: {
      id: `Dari aduan yang batas respons pertamanya (aturan kota, lazimnya 5 hari kerja) jatuh dalam periode: bagian yang direspons sebelum batas itu. Yang ditutup tanpa respons sebelum batas tidak dihitung. ${ANSWER.id}`,
      en: `Of the complaints whose limit for a first response (rule of the city, usually 5 working days) fell in the period, the share with a response by then. Those closed without one before it are left out. ${ANSWER.en}`,
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'aduan yang batas responsnya tiba',
    sources: ['complaints'],
    parts: {},
  },
  rows: `SELECT due_at AS moment, due_at, ${DETAIL_COLUMNS}, ${complaintDimensions}, responded_at, ifNull(responded_at <= due_at, false) AS in_time
    FROM (${due}) WHERE due_at >= {from:DateTime('UTC')} AND due_at < {to:DateTime('UTC')}
      AND (responded_at IS NOT NULL OR NOT ifNull(closed_at <= due_at, false))`,
  value: '100 * avgOrNull(in_time)',
  n: 'count()',
  dimensions: COMPLAINT_DIMENSIONS,
  detail: [
    ...complaintDetail,
    { column: 'due_at', label: { id: 'Batas respons', en: 'Limit of the response' }, kind: 'waktu' },
    { column: 'responded_at', label: { id: 'Respons pertama', en: 'First response' }, kind: 'waktu' },
    { column: 'in_time', label: { id: 'Tepat waktu', en: 'In time' }, kind: 'ya_tidak' },
  ],
};
