import { submittedCases } from '../../metrics/sql/cases';
import { newestProfile } from '../../metrics/sql/city';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';

const online = `SELECT skpd, service, countIf(channel = 'daring') AS online_cases, count() AS all_cases FROM (${submittedCases}) GROUP BY skpd, service`;
const catalogue = `SELECT skpd, service, name FROM city_services WHERE profile_version = ${newestProfile} AND ${office}`;

/** Judged for offices whose service records reach the warehouse in the period; queue tickets alone do not show applications. */
export const layananDaring = defineProbe({
  id: 'layanan-daring',
  tahap: 3,
  mandatory: true,
  question: { id: 'Dapatkah layanan diajukan secara daring?', en: 'Can services be applied for online?' },
  origin: 'Teks 1; LOSI 253-299',
  effort: 'berat',
  remedy: {
    id: 'Mulai dari layanan yang paling banyak diajukan di loket: buat formulir daringnya dan terima berkas unggahan. Daftarkan layanan itu pada portal kota.',
    en: 'Start with the service most applied for at the counter: build its online form and accept uploads. Register it in the city portal.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT c.skpd AS skpd, 100 * countIf(o.online_cases > 0) / n AS value, count() AS n,
    concat(${count('countIf(o.online_cases > 0)')}, ' dari ', ${count('n')}, ' layanan menerima permohonan daring.') AS detail
  FROM (${catalogue}) AS c
  LEFT JOIN (${online}) AS o ON o.skpd = c.skpd AND o.service = c.service
  WHERE c.skpd IN (SELECT skpd FROM service_events WHERE ${inPeriod} AND step = 'diajukan')
  GROUP BY c.skpd`,
  evidence: {
    table: 'service_events',
    sql: `SELECT c.service AS layanan, c.name AS nama, o.online_cases AS permohonan_daring, o.all_cases AS permohonan
    FROM (${catalogue}) AS c LEFT JOIN (${online}) AS o ON o.skpd = c.skpd AND o.service = c.service
    ORDER BY permohonan_daring DESC, layanan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
