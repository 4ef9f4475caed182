import { userOf } from '../../../derived/service-cases';
import type { DetailColumn, MetricSource } from '../../definition';
import { kecamatanOf, ofOffice } from '../../sql/city';
import { percentOf } from '../../sql/percent';
import { relationOf, SERVICE_DIMENSIONS, serviceDimensions, userKindOf } from '../../sql/service-dimensions';

/**
 * Queue tickets drawn in the period, with the minutes until they were first called (null = never) and those at the counter
 * (null = not told). A queue is what a person waits in: office, service, the unit where the source names it, and the letter
 * of the number, which tells priority queues apart.
 */
export const tickets = `SELECT skpd, service, case_id,
    minIf(time, step = 'ambil') AS drawn_at,
    minOrNullIf(time, step = 'panggil') AS called_at,
    if(called_at >= drawn_at, dateDiff('second', drawn_at, assumeNotNull(called_at)) / 60, NULL) AS wait,
    minOrNullIf(time, step = 'layani') AS served_at,
    minOrNullIf(time, step = 'selesai') AS done_at,
    if(done_at >= served_at, dateDiff('second', assumeNotNull(served_at), assumeNotNull(done_at)) / 60, NULL) AS service_minutes,
    countIf(step = 'terlewat') > 0 AS missed,
    anyIf(officer, step IN ('panggil', 'layani') AND officer != 0) AS counter_officer,
    anyIf(attributes['loket'], step IN ('panggil', 'layani') AND attributes['loket'] != '') AS counter,
    anyIf(attributes['unit'], attributes['unit'] != '') AS unit,
    extract(anyIf(attributes['nomor'], attributes['nomor'] != ''), '^[A-Za-z]+') AS letter,
    anyIf(channel, step = 'ambil') AS channel,
    ${kecamatanOf(`toString(anyIf(wilayah, step = 'ambil'))`)} AS kecamatan, ${relationOf('service')} AS relation,
    ${userOf('service_events')} AS user_told, ${userKindOf('user_told', 'relation')} AS user_kind
  FROM service_events
  WHERE time >= {from:DateTime('UTC')} AND time < toDateTime({to:DateTime('UTC')}, 'UTC') + INTERVAL 1 DAY
    AND time <= {now:DateTime('UTC')}
    AND step IN ('ambil', 'panggil', 'layani', 'selesai', 'terlewat') AND ${ofOffice()}
    AND (skpd, service) IN (SELECT skpd, service FROM service_events
      WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND step = 'ambil' GROUP BY skpd, service)
  GROUP BY skpd, service, case_id, toDate(time, {timezone:String})
  HAVING countIf(step = 'ambil') > 0 AND drawn_at < {to:DateTime('UTC')}`;

/** Rows of queue tickets with their dimensions. */
export const ticketRows = (from = tickets) =>
  `SELECT *, drawn_at AS moment, ${serviceDimensions('drawn_at')} FROM (${from})`;

export const ticketDetail = (...more: DetailColumn[]): DetailColumn[] => [
  { column: 'case_id', label: { id: 'Nomor antrean', en: 'Ticket' }, kind: 'teks' },
  { column: 'drawn_at', label: { id: 'Diambil', en: 'Drawn' }, kind: 'waktu' },
  { column: 'called_at', label: { id: 'Dipanggil', en: 'Called' }, kind: 'waktu' },
  ...more,
];

const waited: DetailColumn = { column: 'wait', label: { id: 'Menit menunggu', en: 'Minutes waited' }, kind: 'angka' };

export const tungguLoket: MetricSource = {
  definition: {
    name: { id: 'Waktu tunggu loket', en: 'Waiting time at the counter' },
    formula: {
      id: 'Median menit dari mengambil nomor antrean sampai pertama kali dipanggil, untuk nomor yang dipanggil.',
      en: 'Median minutes from drawing a queue number to the first call, for numbers that were called.',
    },
    unit: 'menit',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'nomor antrean yang dipanggil',
    sources: ['service_events'],
    parts: {
      p90: { id: 'menit tunggu yang dilampaui sepersepuluh pengunjung', en: 'minutes that one in ten exceeds' },
      loket_n: { id: 'loket yang memanggil', en: 'counters that called' },
      terlewat_persen: { id: 'persen nomor terlewat', en: 'per cent of numbers missed' },
    },
  },
  rows: ticketRows(),
  value: 'quantileExactInclusiveOrNull(0.5)(wait)',
  n: 'count(wait)',
  dimensions: SERVICE_DIMENSIONS,
  detail: ticketDetail(waited),
  rowParts: {
    p90: 'quantileExactInclusiveOrNull(0.9)(wait)',
    loket_n: `if(countIf(counter != '') > 0, toFloat64(uniqExactIf((skpd, counter), counter != '')),
       if(countIf(counter_officer != 0) > 0, toFloat64(uniqExactIf(counter_officer, counter_officer != 0)), NULL))`,
    terlewat_persen: percentOf('missed'),
  },
};

export const tungguLoketP90: MetricSource = {
  definition: {
    name: { id: 'Waktu tunggu loket (persentil 90)', en: 'Waiting time at the counter (90th percentile)' },
    formula: {
      id: 'Menit menunggu panggilan yang dilampaui sepersepuluh nomor antrean yang dipanggil.',
      en: 'Minutes until the first call that one in ten called numbers exceeds.',
    },
    unit: 'menit',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'nomor antrean yang dipanggil',
    sources: ['service_events'],
    parts: {},
  },
  rows: ticketRows(),
  value: 'quantileExactInclusiveOrNull(0.9)(wait)',
  n: 'count(wait)',
  dimensions: SERVICE_DIMENSIONS,
  detail: ticketDetail(waited),
};

export const lamaDilayani: MetricSource = {
  definition: {
    name: { id: 'Lama dilayani di loket', en: 'Service time at the counter' },
    formula: {
      id: 'Median menit dari mulai dilayani sampai selesai, untuk nomor antrean yang kedua waktunya tercatat.',
      en: 'Median minutes from the start of service to its end, for numbers with both times recorded.',
    },
    unit: 'menit',
    direction: 'netral',
    minimumN: 10,
    counts: 'nomor antrean yang dilayani',
    sources: ['service_events'],
    parts: {},
  },
  rows: ticketRows(),
  value: 'quantileExactInclusiveOrNull(0.5)(service_minutes)',
  n: 'count(service_minutes)',
  dimensions: SERVICE_DIMENSIONS,
  detail: ticketDetail({
    column: 'service_minutes',
    label: { id: 'Menit dilayani', en: 'Minutes of service' },
    kind: 'angka',
  }),
};

export const nomorTerlewat: MetricSource = {
  definition: {
    name: { id: 'Nomor antrean terlewat', en: 'No-shows' },
    formula: {
      id: 'Bagian nomor antrean yang diambil dalam periode dan dinyatakan terlewat karena pemiliknya tidak datang saat dipanggil.',
      en: 'Share of the queue numbers drawn in the period that were marked as missed.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 30,
    counts: 'nomor antrean',
    sources: ['service_events'],
    parts: {},
  },
  rows: ticketRows(),
  value: percentOf('missed'),
  n: 'count()',
  dimensions: SERVICE_DIMENSIONS,
  detail: ticketDetail({ column: 'missed', label: { id: 'Terlewat', en: 'Missed' }, kind: 'ya_tidak' }),
};

export const nomorAntrean: MetricSource = {
  definition: {
    name: { id: 'Nomor antrean', en: 'Queue numbers' },
    formula: {
      id: 'Banyaknya nomor antrean yang diambil dalam periode.',
      en: 'Queue numbers drawn in the period.',
    },
    unit: 'nomor',
    direction: 'netral',
    minimumN: 0,
    counts: 'nomor antrean',
    sources: ['service_events'],
    parts: {},
  },
  rows: ticketRows(),
  value: 'count()',
  n: 'count()',
  dimensions: SERVICE_DIMENSIONS,
  detail: ticketDetail(waited),
};
