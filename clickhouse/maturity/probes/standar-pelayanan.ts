import { newestProfile } from '../../metrics/sql/city';
import { FEATURES } from '../features';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';

/**
 * The catalogue is the published one (SIPPN), so it covers every office with a service. Where the office's site was
 * scanned, its page of standards must have been found too.
 */
export const standarPelayanan = defineProbe({
  id: 'standar-pelayanan',
  tahap: 1,
  mandatory: true,
  question: {
    id: 'Apakah tiap layanan menerbitkan enam komponen standar pelayanannya?',
    en: 'Does each service publish its six delivery components?',
  },
  origin: 'UU 25/2009; Permen PANRB 15/2014',
  effort: 'ringan',
  remedy: {
    id: 'Lengkapi persyaratan, prosedur, jangka waktu, biaya, produk, dan pengaduan tiap layanan pada katalog kota. Terbitkan ringkasannya di situs SKPD.',
    en: 'Complete requirements, procedure, time, fee, product and complaints of each service in the city catalogue. Publish the summary on the office site.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: [],
  query: `SELECT catalogue.skpd AS skpd, catalogue.value AS value, catalogue.n AS n,
    scan.looks = 0 OR scan.found AS holds,
    concat(${count('catalogue.complete')}, ' dari ', ${count('catalogue.n')}, ' layanan lengkap enam komponen',
      multiIf(scan.looks = 0, '.', scan.found, '; halaman standar ditemukan di situs.', '; halaman standar belum ditemukan di situs.')) AS detail
  FROM (
    SELECT skpd, countIf(length(components) >= 6) AS complete, count() AS n, 100 * complete / n AS value
    FROM city_services WHERE profile_version = ${newestProfile} AND ${office} GROUP BY skpd
  ) AS catalogue
  LEFT JOIN (
    SELECT skpd, count() AS looks, countIf(has(features, '${FEATURES.serviceStandard}')) > 0 AS found
    FROM site_observations WHERE ${inPeriod} AND reachable GROUP BY skpd
  ) AS scan ON scan.skpd = catalogue.skpd`,
  evidence: {
    table: 'city_services',
    sql: `SELECT service AS layanan, name AS nama, arrayStringConcat(components, ', ') AS komponen, toBool(length(components) >= 6) AS lengkap,
      length(components) AS jumlah
    FROM city_services WHERE profile_version = ${newestProfile} AND ${office} ORDER BY lengkap, layanan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
