import { HUMAN_PAGE } from '../../metrics/families/situs/kunjungan-situs';
import { newestProfile } from '../../metrics/sql/city';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count } from '../sql/say';

/** The city's one-stop portal; '' when its profile names none. */
const PORTAL = `(SELECT max(key) FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'portal')`;

/**
 * What a scan of the portal writes for each service that a page links to: the feature `layanan:<code of the catalogue>`, proved by
 * the whole address that the link leads to.
 */
const LINK = 'layanan:';

const links = `SELECT service, domain(address) AS host, trimRight(path(address), '/') AS target, address FROM (
    SELECT substring(feature, ${LINK.length + 1}) AS service, argMax(proofs[feature], (time, page)) AS address
    FROM site_observations ARRAY JOIN features AS feature
    WHERE ${inPeriod} AND site = ${PORTAL} AND reachable AND startsWith(feature, '${LINK}') GROUP BY service)`;

/** Pages that people opened by a link of the portal. */
const entries = `SELECT site, path, uniqExact(visitor) AS people FROM web_hits
  WHERE ${inPeriod} AND ${office} AND referrer_host = ${PORTAL} AND referrer_host != '' AND ${HUMAN_PAGE} GROUP BY site, path`;

/** Online services of offices whose access log is there, with the portal's link and how many came by it. */
const doors = `SELECT s.skpd AS skpd, s.service AS service, s.name AS name, l.address AS address, l.people AS people
  FROM (SELECT skpd, service, name FROM city_services WHERE profile_version = ${newestProfile} AND has(channels, 'daring') AND ${office}) AS s
  LEFT JOIN (
    SELECT l.service AS service, any(l.address) AS address,
      sumIf(e.people, e.path = l.target OR startsWith(e.path, concat(l.target, '/')) OR startsWith(e.path, concat(l.target, '?'))) AS people
    FROM (${links}) AS l LEFT JOIN (${entries}) AS e ON e.site = l.host GROUP BY service
  ) AS l ON l.service = s.service
  WHERE s.skpd IN (SELECT skpd FROM web_hits WHERE ${inPeriod} AND ${office}) AND (SELECT count() FROM (${links})) > 0`;

/** Judged where the portal was scanned for links to services; where none was ever told, the scan did not look for them. */
export const satuPintu = defineProbe({
  id: 'satu-pintu',
  tahap: 4,
  mandatory: false,
  question: { id: 'Apakah layanannya dicapai dari portal satu pintu?', en: 'Reached from the one-stop portal?' },
  origin: 'Teks 2; Teks 3',
  effort: 'sedang',
  remedy: {
    id: 'Daftarkan setiap layanan daring pada portal kota dan tautkan langsung ke formulirnya. Hapus pintu masuk lain yang membingungkan.',
    en: 'List every online service in the city portal and link straight to its form. Remove other confusing entrances.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['site_observations', 'web_hits'],
  query: `SELECT skpd, count() AS n, 100 * countIf(people > 0) / n AS value,
    concat(${count('countIf(people > 0)')}, ' dari ', ${count('n')}, ' layanan daring ditautkan dan dimasuki dari portal; ', ${count(`countIf(address != '')`)}, ' ditautkan.') AS detail
  FROM (${doors}) GROUP BY skpd`,
  evidence: {
    table: 'site_observations',
    sql: `SELECT service AS layanan, name AS nama, address AS tautan_portal, people AS pengunjung_dari_portal
    FROM (${doors}) ORDER BY pengunjung_dari_portal DESC, layanan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
