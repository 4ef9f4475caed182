import type { MetricSource } from '../../definition';
import { ofOffice } from '../../sql/city';

/** Queue tickets drawn in the period, with the minutes until they were first called (null = never). */
const tickets = `SELECT skpd, service, case_id,
    minIf(time, step = 'ambil') AS drawn_at,
    minOrNullIf(time, step = 'panggil') AS called_at,
    if(called_at >= drawn_at, dateDiff('second', drawn_at, assumeNotNull(called_at)) / 60, NULL) AS wait,
    countIf(step = 'terlewat') > 0 AS missed,
    anyIf(officer, step IN ('panggil', 'layani') AND officer != 0) AS counter_officer,
    anyIf(attributes['loket'], step IN ('panggil', 'layani') AND attributes['loket'] != '') AS counter
  FROM service_events
  WHERE time >= {from:DateTime('UTC')} AND time < toDateTime({to:DateTime('UTC')}, 'UTC') + INTERVAL 1 DAY
    AND time <= {now:DateTime('UTC')}
    AND step IN ('ambil', 'panggil', 'layani', 'terlewat') AND ${ofOffice()}
  GROUP BY skpd, service, case_id, toDate(time, {timezone:String})
  HAVING countIf(step = 'ambil') > 0 AND drawn_at < {to:DateTime('UTC')}`;

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
  rows: `SELECT drawn_at AS moment, wait FROM (${tickets})`,
  value: 'quantileExactInclusiveOrNull(0.5)(wait)',
  n: 'count(wait)',
  parts: `SELECT quantileExactInclusiveOrNull(0.9)(wait) AS p90,
    if(countIf(counter != '') > 0, toFloat64(uniqExactIf((skpd, counter), counter != '')),
       if(countIf(counter_officer != 0) > 0, toFloat64(uniqExactIf(counter_officer, counter_officer != 0)), NULL)) AS loket_n,
    if(count() = 0, NULL, 100 * countIf(missed) / count()) AS terlewat_persen
  FROM (${tickets})`,
};
