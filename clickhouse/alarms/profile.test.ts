import { expect, test } from 'vitest';
import { SMALL_CITY } from '../city/fixture';
import { parseCityProfile } from '../city/load';
import { rulesOf } from './profile';
import { ruleWords } from './rule-words';
import { STANDARD_RULES } from './standard-rules';

const cityWith = (alarm: string) =>
  parseCityProfile(SMALL_CITY.replace('sumber:\n', `alarm:\n${alarm}sumber:\n`), 'kota.yaml').profile;
const findings = (alarm: string): string => {
  try {
    cityWith(alarm);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const own = (more: string) => `  aturan:\n    - { id: uji, nama: Uji, tingkat: tinggi, ${more} }\n`;

test('without a word in the profile the standard rules are in force', () => {
  const rules = rulesOf(parseCityProfile(SMALL_CITY, 'kota.yaml').profile.alarm);
  expect(rules.map(({ id }) => id)).toEqual(STANDARD_RULES.map(({ id }) => id));
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('a city switches rules off, sets other limits and adds its own', () => {
  const { alarm, target } = cityWith(
    `  matikan: [kios_menganggur]\n  ubah:\n    loket_lama: { batas: 60, reda: 45, tingkat: tinggi }\n${own('jenis: ambang, metrik: ikm, lingkup: skpd, hari: 90, batas: 75, reda: 78')}`,
  );
  const rules = rulesOf(alarm);
  expect(rules.some(({ id }) => id === 'kios_menganggur')).toBe(false);
  expect(rules.find(({ id }) => id === 'loket_lama')).toMatchObject({
    raise: 60,
    clear: 45,
    severity: 'tinggi',
    origin: 'diubah',
  });
  const ikm = rules.find(({ id }) => id === 'uji')!;
  expect(ikm).toMatchObject({ kind: 'ambang', worse: 'di_bawah', raise: 75, clear: 78, hold: 2, origin: 'kota' });
  expect(ruleWords(ikm, target).id).toBe(
    'Naik bila indeks Kepuasan Masyarakat tiap SKPD dalam 90 hari di bawah 75; reda pada 78 atau lebih tinggi. Perlu 2 pemeriksaan berturut-turut.',
  );
});

test.each([
  [own('jenis: ambang, metrik: ikn, lingkup: kota, hari: 30, batas: 75'), 'mungkin maksud Anda: ikm'],
  [
    own('jenis: ambang, metrik: partisipasi, lingkup: kecamatan, hari: 30, batas: 1'),
    'tidak tercatat menurut kecamatan',
  ],
  [own('jenis: ambang, metrik: permohonan_masuk, lingkup: kota, hari: 1, batas: 5'), 'Tulis di_atas atau di_bawah'],
  [
    own('jenis: ambang, metrik: tunggu_loket, lingkup: skpd, hari: 1, batas: { lewat_sasaran_persen: 10 }'),
    'butuh sasaran tunggu_loket',
  ],
  [own('jenis: ambang, metrik: ikm, lingkup: kota, hari: 30, batas: 75, reda: 70'), 'lebih buruk daripada batas'],
  [own('jenis: janji, dari: aduan, jam_kerja: 8, batas: 5, skpd: dinkes'), '"dinkes" tidak ada di daftar skpd'],
  [own('jenis: musiman, metrik: ikm, lingkup: kota, hari: 1'), 'mungkin maksud Anda: musim'],
  ['  matikan: [loket_lamma]\n', 'mungkin maksud Anda: loket_lama'],
  ['  ubah:\n    sumber_sunyi: { batas: 3 }\n', 'tanpa batas yang dapat diubah'],
  ['  penerima:\n    - { nama: posko, surel: posko@kota.example }\n', 'butuh server surel'],
  ['  penerima:\n    - { nama: posko }\n', 'Tulis surel atau webhook'],
])('a mistake is told where it stands and how to mend it: %s', (alarm, words) => {
  const told = findings(alarm);
  expect(told).toContain(words);
  expect(told).toMatch(/kota\.yaml/);
});
