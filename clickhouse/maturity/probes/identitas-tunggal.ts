import { defineProbe } from '../probe';
import { caseEvidence, onlineCases } from '../sql/applications';
import { count } from '../sql/say';

const told = `SELECT * FROM (${onlineCases}) WHERE identity != ''`;

/** Shared identity: a verified NIK or the city's single sign-on; an account of one application is not. */
export const identitasTunggal = defineProbe({
  id: 'identitas-tunggal',
  tahap: 4,
  mandatory: true,
  question: {
    id: 'Apakah dipakai satu identitas masuk atau NIK terverifikasi lintas kantor?',
    en: 'One sign-in or verified NIK across offices?',
  },
  origin: 'LOSI 245',
  effort: 'berat',
  remedy: {
    id: 'Sambungkan aplikasi ke akun tunggal kota dan verifikasi NIK lewat Dukcapil. Pindahkan akun lama saat pemohon masuk berikutnya.',
    en: 'Connect the application to the city’s single account and verify NIK with Dukcapil. Move old accounts at the next sign-in.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: ['service_events'],
  query: `SELECT skpd, 100 * avg(identity IN ('nik', 'sso')) AS value, count() AS n,
    concat(${count(`countIf(identity = 'nik')`)}, ' dengan NIK dan ', ${count(`countIf(identity = 'sso')`)}, ' dengan akun tunggal dari ', ${count('n')}, ' permohonan daring.') AS detail
  FROM (${told}) GROUP BY skpd`,
  evidence: caseEvidence(told, 'identity AS identitas'),
});
