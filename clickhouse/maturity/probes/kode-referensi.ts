import { newestProfile } from '../../metrics/sql/city';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count, said } from '../sql/say';

const known = {
  layanan: `(SELECT service FROM city_services WHERE profile_version = ${newestProfile})`,
  wilayah: `(SELECT wilayah FROM city_wilayah WHERE profile_version = ${newestProfile})`,
};

const codesOf = (
  table: string,
  kind: 'layanan' | 'wilayah',
  column: string,
) => `SELECT skpd, '${table}' AS tabel, '${kind}' AS kind,
    toString(${column}) AS code, ${column} IN ${known[kind]} AS valid, count() AS n
  FROM ${table} WHERE ${inPeriod} AND ${office} AND ${kind === 'wilayah' ? `${column} != ''` : 'true'} GROUP BY skpd, code, valid`;

/**
 * Every service code, and every region code that a record gives (a record need not have a place). The office code itself is
 * what brought the record here. One row per office, table and code.
 */
const codes = [
  codesOf('service_events', 'layanan', 'service'),
  codesOf('service_events', 'wilayah', 'wilayah'),
  codesOf('survey_answers', 'layanan', 'service'),
  codesOf('complaints', 'wilayah', 'wilayah'),
  codesOf('participation', 'wilayah', 'wilayah'),
].join('\nUNION ALL\n');

export const kodeReferensi = defineProbe({
  id: 'kode-referensi',
  tahap: 4,
  mandatory: true,
  question: {
    id: 'Apakah catatannya memakai kode referensi bersama (wilayah, layanan, SKPD)?',
    en: 'Do its records carry the shared reference codes?',
  },
  origin: 'Perpres 39/2019',
  effort: 'sedang',
  remedy: {
    id: 'Pakai kode wilayah Kemendagri dan kode layanan katalog kota pada setiap aplikasi. Perbaiki daftar pilihan yang masih bebas diketik.',
    en: 'Use Kemendagri region codes and the catalogue’s service codes in every application. Replace free text by lists.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events', 'complaints', 'participation', 'survey_answers'],
  query: `SELECT skpd, toUInt64(sum(c.n)) AS n, 100 * sumIf(c.n, valid) / sum(c.n) AS value,
    concat(${said('100 * sumIf(c.n, valid) / sum(c.n)')}, ' % dari ', ${count('sum(c.n)')}, ' kode dikenal',
      if(countIf(NOT valid) = 0, '.', concat('; ', ${count('countIf(NOT valid)')}, ' kode asing.'))) AS detail
  FROM (${codes}) AS c GROUP BY skpd`,
  evidence: {
    table: 'service_events',
    sql: `SELECT tabel, kind AS jenis, code AS kode, toBool(valid) AS dikenal, n AS catatan FROM (${codes}) ORDER BY valid, n DESC, kode LIMIT ${EVIDENCE_LIMIT}`,
  },
});
