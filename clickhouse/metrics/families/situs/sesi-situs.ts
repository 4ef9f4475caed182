import type { MetricSource } from '../../definition';
import { HUMAN_PAGE, OF_PLACE, SESSION_GAP_SECONDS } from './hits';
import { fromSums } from './sums';

/**
 * Pages of the period with the half hour before it, which tells whether a first page goes on with what began earlier. Reading
 * is bounded by the period; a visitor's times are sorted in the engine, one array for each visitor of a site.
 */
const visits = `SELECT skpd, site, arraySort(groupArray(toUInt32(toUnixTimestamp(time)))) AS times,
    arrayMap((t, i) -> i = 1 OR t - times[i - 1] > ${SESSION_GAP_SECONDS}, times, arrayEnumerate(times)) AS begins
  FROM web_hits
  WHERE time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL ${SESSION_GAP_SECONDS} SECOND AND time < {to:DateTime('UTC')}
    AND ${OF_PLACE} AND ${HUMAN_PAGE}
  GROUP BY skpd, site, visitor`;

/** One row per session that began in the period. */
const sessions = `SELECT skpd, site, toDateTime(arrayJoin(arrayFilter((t, first) -> first AND t >= toUnixTimestamp({from:DateTime('UTC')}), times, begins)), 'UTC') AS began_at
  FROM (${visits})`;

export const sesiSitus: MetricSource = {
  definition: {
    name: { id: 'Sesi', en: 'Sessions' },
    formula: {
      id: 'Rangkaian halaman yang dibuka satu pengunjung pada satu situs tanpa jeda lebih dari 30 menit; tiap situs dihitung sendiri dan sesi dicatat pada saat mulainya. Kunci pengunjung berganti tengah malam, sehingga kunjungan yang melewati tengah malam menjadi dua sesi.',
      en: 'A run of pages that one visitor opened on one site without a gap of more than 30 minutes; every site counts by itself and a session stands at its beginning. Visitor keys change at midnight, so a visit across midnight becomes two sessions.',
    },
    unit: 'sesi',
    direction: 'naik_baik',
    minimumN: 1,
    counts: 'sesi',
    sources: ['web_hits'],
    parts: {
      halaman_per_sesi: { id: 'halaman per sesi', en: 'pages a session' },
      satu_halaman_persen: { id: 'persen sesi satu halaman', en: 'per cent of sessions with one page' },
    },
  },
  rows: `SELECT began_at AS moment, skpd AS d_skpd, site AS d_situs, toString(toHour(began_at, {timezone:String})) AS d_jam,
    toString(toDayOfWeek(began_at, 0, {timezone:String})) AS d_hari FROM (${sessions})`,
  value: 'toFloat64(count())',
  n: 'count()',
  dimensions: ['skpd', 'situs', 'jam', 'hari'],
  summed: fromSums({
    value: 'toFloat64(sum(sessions))',
    n: 'sum(sessions)',
    parts: {
      halaman_per_sesi: '(sum(pages) - sum(carried)) / nullIf(sum(sessions), 0)',
      satu_halaman_persen: '100 * sum(singles) / nullIf(sum(sessions), 0)',
    },
  }),
};
