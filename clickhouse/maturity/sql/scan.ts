import { featureList } from '../features';
import { EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from './period';
import { count, words } from './say';

/** How many of some features the scan found on any page of the office in the period; n = pages that answered. */
export const featuresFound = (features: readonly string[]) => `SELECT skpd,
    arrayIntersect(groupUniqArrayArray(features), ${featureList(features)}) AS found,
    toFloat64(length(found)) AS value, countIf(reachable) AS n,
    concat('Ditemukan ', ${count('length(found)')}, ' dari ${features.length}',
      if(length(found) = ${features.length}, '.', concat('; belum: ', arrayStringConcat(arrayMap(f -> ${words('f')}, arrayFilter(f -> NOT has(found, f), ${featureList(features)})), ', '), '.'))) AS detail
  FROM site_observations WHERE ${inPeriod} AND ${office} GROUP BY skpd`;

/** The looks that found one of some features, with the words that proved it. */
export const featureEvidence = (list: string) => ({
  table: 'site_observations',
  sql: `SELECT toString(time) AS waktu, site AS situs, page AS halaman, feature AS unsur, proofs[feature] AS bukti
    FROM site_observations ARRAY JOIN arrayIntersect(features, ${list}) AS feature
    WHERE ${inPeriod} AND ${office} ORDER BY time DESC, page, unsur LIMIT ${EVIDENCE_LIMIT}`,
});
