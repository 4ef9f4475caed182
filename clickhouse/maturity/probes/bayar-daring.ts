import { newestProfile } from '../../metrics/sql/city';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';

/** Payments of citizens. Values of procurement packages (SPSE) are amounts too, but nobody pays them here. */
const payments = `SELECT skpd, service, case_id, channel, assumeNotNull(amount) AS amount, time FROM service_events
  WHERE ${inPeriod} AND ${office} AND amount > 0
    AND source_id NOT IN (SELECT source_id FROM city_sources WHERE profile_version = ${newestProfile} AND mapping LIKE '%spse%')`;

export const bayarDaring = defineProbe({
  id: 'bayar-daring',
  tahap: 3,
  mandatory: false,
  question: { id: 'Dapatkah biaya dibayar secara daring?', en: 'Can fees be paid online?' },
  origin: 'LOSI 269a',
  effort: 'berat',
  remedy: {
    id: 'Terbitkan kode bayar untuk bank, QRIS, dan dompet digital. Tutup penerimaan tunai di loket secara bertahap.',
    en: 'Issue payment codes for banks, QRIS and wallets. Phase out cash at the counter.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, count() AS n, toFloat64(100 * sumIf(amount, channel = 'daring')) / toFloat64(sum(amount)) AS value,
    concat(${count(`countIf(channel = 'daring')`)}, ' dari ', ${count('n')}, ' pembayaran dilakukan daring.') AS detail
  FROM (${payments}) GROUP BY skpd`,
  evidence: {
    table: 'service_events',
    sql: `SELECT service AS layanan, case_id AS berkas, toString(time) AS dibayar, channel AS kanal, toFloat64(amount) AS rupiah
    FROM (${payments}) ORDER BY time DESC, berkas LIMIT ${EVIDENCE_LIMIT}`,
  },
});
