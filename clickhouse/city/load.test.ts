import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PlainError } from '../plain-error';
import { SMALL_CITY } from './fixture';
import { loadCityProfile, parseCityProfile } from './load';

const DEMO = new URL('./demo/kota-tangerang.yaml', import.meta.url).pathname;

/** What an operator reads after the small city was spoiled in one place. */
function answer(from: string | RegExp, to: string): string {
  const text = SMALL_CITY.replace(from, to);
  expect(text).not.toBe(SMALL_CITY);
  try {
    parseCityProfile(text, 'kota.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(PlainError);
    return (error as PlainError).message;
  }
  throw new Error('the spoiled city was accepted');
}

const lineOf = (text: string) => SMALL_CITY.slice(0, SMALL_CITY.indexOf(text)).split('\n').length;

test('the small city passes, with every default filled in', () => {
  const { profile, yaml } = parseCityProfile(SMALL_CITY);
  expect(yaml).toBe(SMALL_CITY);
  expect(profile.kecamatan[0]).toMatchObject({ penduduk_jiwa: null, kelurahan: [] });
  expect(profile.kalender[1]!.libur).toEqual(profile.kalender[0]!.libur);
  expect(profile.skpd[1]).toMatchObject({ kalender: 'dinas', hosts: [], tidak_berlaku: {} });
});

describe('what is wrong in the text of the file', () => {
  const cases: [string, string | RegExp, string, string][] = [
    ['a key twice', 'nama: Kota Uji', 'nama: Kota Uji\nnama: Kota Lain', 'baris 3: kunci "nama" ditulis dua kali'],
    ['a tab', '    nama: Barat', '\tnama: Barat', `baris ${lineOf('    nama: Barat')}: baris ini `],
    ['an open quote', 'kode: "36.99"', 'kode: "36.99', 'kurang satu tanda'],
    [
      'a colon inside text',
      'nama: Akta kelahiran',
      'nama: Akta: kelahiran',
      `baris ${lineOf('nama: Akta')}: baris ini memuat titik dua`,
    ],
    [
      'a reference to nothing',
      '*libur',
      '*libru',
      `baris ${lineOf('*libur')}: rujukan *libru menunjuk bagian yang tidak ada`,
    ],
    ['a second document', 'target:', '---\ntarget:', `baris ${lineOf('target:')}: `],
  ];
  test.each(cases)('%s', (_, from, to, expected) => {
    expect(answer(from, to)).toContain(expected);
  });
});

describe('what is wrong in the meaning of the file', () => {
  const cases: [string, string | RegExp, string, string, string][] = [
    [
      'an office that is not registered',
      'skpd: disdukcapil',
      'skpd: dukcapil',
      'skpd: disdukcapil',
      'layanan[0].skpd "dukcapil" tidak ada di daftar skpd. Tulis salah satu dari: disdukcapil, diskominfo (mungkin maksud Anda: disdukcapil)',
    ],
    [
      'an owner of a source',
      'skpd: diskominfo',
      'skpd: kominfo',
      'skpd: diskominfo',
      'sumber[0].skpd "kominfo" tidak ada di daftar skpd. Tulis salah satu dari: disdukcapil, diskominfo (mungkin maksud Anda: diskominfo)',
    ],
    [
      'an unknown key',
      'sasaran:',
      'sasarn:',
      'sasaran:',
      'kunci layanan[0].sasarn tidak dikenal. Tulis salah satu dari: kode, nama, skpd, sasaran,',
    ],
    [
      'a key left out',
      '    sasaran: G2C\n',
      '',
      'kode: akta',
      'layanan[0].sasaran wajib ada tetapi belum ditulis. Tulis salah satu dari: G2C, G2B, G2G',
    ],
    [
      'a code without quotes',
      'kode: "36.99"',
      'kode: 36.99',
      'kode: "36.99"',
      'kode harus berupa teks. Tulis dengan tanda kutip: "36.99"',
    ],
    [
      'a code of the wrong shape',
      'kode: "36.99.02"',
      'kode: "3699.02"',
      'kode: "36.99.02"',
      'kecamatan[1].kode "3699.02" bukan kode kecamatan Kemendagri. Tulis dengan titik dan dalam tanda kutip, misalnya: "36.71.01"',
    ],
    [
      'a kecamatan of another city',
      'kode: "36.99.02"',
      'kode: "36.98.02"',
      'kode: "36.99.02"',
      'kecamatan[1].kode "36.98.02" bukan kecamatan dari 36.99. Tulis kode yang berawal "36.99."',
    ],
    [
      'a kelurahan of another kecamatan',
      '36.99.02.1001',
      '36.99.01.1001',
      '36.99.02.1001',
      'kecamatan[1].kelurahan[0].kode "36.99.01.1001" bukan kelurahan dari Barat. Tulis kode yang berawal "36.99.02."',
    ],
    [
      'a code used twice',
      '{ kode: diskominfo',
      '{ kode: disdukcapil',
      '{ kode: diskominfo',
      'skpd[1].kode "disdukcapil" dipakai dua kali',
    ],
    [
      'a spelling of two offices',
      'singkatan: Diskominfo',
      'singkatan: dinas  kependudukan',
      'singkatan: Diskominfo',
      'skpd[1].singkatan "dinas kependudukan" sudah menjadi nama SKPD disdukcapil',
    ],
    [
      'a host with a scheme',
      '[dukcapil.uji.example]',
      '["https://Dukcapil.uji.example/beranda"]',
      'dukcapil.uji.example',
      'skpd[0].hosts[0] "https://Dukcapil.uji.example/beranda" bukan nama host. Tulis nama host saja, huruf kecil, tanpa https:// dan tanpa garis miring, misalnya: dukcapil.uji.example',
    ],
    [
      'a date that does not exist',
      '2026-08-17',
      '2026-02-30',
      '2026-08-17',
      'kalender[0].libur[0].tanggal "2026-02-30" bukan tanggal yang ada. Tulis tahun-bulan-hari, misalnya: 2026-08-17',
    ],
    [
      'a schedule of four fields',
      '"15 * * * *"',
      '"15 * * *"',
      'jadwal:',
      'sumber[0].jadwal "15 * * *" bukan jadwal: ada 4 bagian, seharusnya 5',
    ],
    ['a schedule at hour 25', '"15 * * * *"', '"15 25 * * *"', 'jadwal:', 'bagian jam "25" harus angka 0-23'],
    [
      'a choice that is none',
      'satuan: jam',
      'satuan: hari',
      'satuan: jam',
      'layanan[0].sla.satuan "hari" bukan pilihan. Tulis salah satu dari: hari_kerja, hari_kalender, jam',
    ],
    [
      'latitude and longitude swapped',
      'lat: -6.1, lng: 106.7',
      'lat: 106.7, lng: -6.1',
      'lat: -6.1, lng: 106.7',
      'kecamatan[0].lat tertukar dengan lng. Tulis lat: -6.1, lng: 106.7',
    ],
    [
      'a place abroad',
      'lng: 106.6',
      'lng: 16.6',
      'lng: 106.6',
      'kecamatan[1].lng bernilai "16.6", terlalu kecil. Tulis angka paling kecil 94.5.',
    ],
    [
      'a probe that is none',
      'rumpun: pemerintahan }',
      'rumpun: pemerintahan, tidak_berlaku: { bayar-darling: Semua layanan gratis. } }',
      '{ kode: diskominfo',
      'skpd[1].tidak_berlaku.bayar-darling bukan ukuran yang dikenal.',
    ],
    [
      'a probe left out without a reason',
      'rumpun: pemerintahan }',
      'rumpun: pemerintahan, tidak_berlaku: { bayar-daring: ya } }',
      '{ kode: diskominfo',
      'skpd[1].tidak_berlaku.bayar-daring butuh alasan',
    ],
    ['a metric that is none', 'ikm: 82', 'imk: 82', 'ikm: 82', 'target.imk bukan metrik yang dikenal.'],
    [
      'a target in words',
      'ikm: 82',
      'ikm: "82"',
      'ikm: 82',
      'target.ikm harus berupa angka tanpa tanda kutip, tertulis "82"',
    ],
    [
      'a complaint limit left out',
      /.*kode: aspirasi.*\n/,
      '',
      'aturan_aduan:',
      'aturan_aduan tidak memuat batas waktu untuk "aspirasi". Tambahkan: { kode: aspirasi,',
    ],
    ['no default calendar', 'id: dinas', 'id: kantor', 'kalender:', 'kalender tidak memuat kalender "dinas"'],
    [
      'closing before opening',
      'tutup: "16:00"',
      'tutup: "07:00"',
      'tutup: "16:00"',
      'kalender[0].tutup "07:00" tidak sesudah buka ("08:00")',
    ],
    [
      'a break that outlasts the day',
      'tutup: "12:00"',
      'tutup: "12:00", istirahat: { mulai: "11:00", selesai: "13:00" }',
      'id: loket',
      'kalender[1].istirahat 11:00 sampai 13:00 tidak berada di antara buka ("08:00") dan tutup ("12:00")',
    ],
    [
      'hours of a day off',
      'tutup: "12:00"',
      'tutup: "12:00", jam_ramadan: { buka: "09:00", tutup: "11:00", jam_hari: { jumat: { buka: "09:00", tutup: "10:00" } } }',
      'id: loket',
      'kalender[1].jam_ramadan.jam_hari.jumat bukan hari kerja kalender ini. Tambahkan jumat pada hari_kerja',
    ],
    [
      'shipped holidays that are none',
      'tutup: "12:00"',
      'tutup: "12:00", libur_bawaan: provinsi',
      'id: loket',
      'kalender[1].libur_bawaan "provinsi" bukan pilihan. Tulis salah satu dari: nasional',
    ],
    [
      'an access log without a site',
      'jenis: berkas',
      'jenis: log_akses',
      'id: aduan-lapor',
      'sumber[0] berjenis log_akses tetapi tanpa situs',
    ],
    [
      'an unknown zone',
      'jadwal: "15 * * * *"',
      'zona_waktu: WIB',
      'jadwal:',
      'sumber[0].zona_waktu "WIB" bukan zona waktu. Tulis Asia/Jakarta (WIB)',
    ],
    ['an empty text', 'nama: Barat', 'nama: ""', 'nama: Barat', 'kecamatan[1].nama kosong'],
    ['a list that is none', 'kanal: [daring]', 'kanal: daring', 'kanal:', 'layanan[0].kanal harus berupa daftar'],
    [
      'a number of people with a dot',
      'jumlah_jiwa: 1000',
      'jumlah_jiwa: 1.957',
      'penduduk:',
      'penduduk.jumlah_jiwa harus bilangan bulat',
    ],
  ];
  test.each(cases)('%s', (_, from, to, at, expected) => {
    const message = answer(from, to);
    expect(message.split('\n')[0]).toMatch(new RegExp(`^kota\\.yaml baris ${lineOf(at)}: `));
    expect(message).toContain(expected);
  });
});

test('an unknown key names the nearest one', () => {
  expect(answer('sasaran:', 'sasarn:')).toContain('(mungkin maksud Anda: sasaran)');
});

test('ten findings at most, in the order of the file', () => {
  const lines = answer(/kode: (?!akta)/g, 'kodde: ').split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[10]).toMatch(/^\.\.\. dan \d+ temuan lain/);
  const numbers = lines.slice(0, 10).map((line) => Number(/baris (\d+)/.exec(line)![1]));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test.each([
  ['', 'berkas'],
  ['- satu', 'berkas'],
  ['halo', 'berkas'],
  ['a: &x [*x]', 'baris 1'],
])('a file that is no profile at all: %j', (text, expected) => {
  expect(() => parseCityProfile(text, 'kota.yaml')).toThrow(PlainError);
  expect(() => parseCityProfile(text, 'kota.yaml')).toThrow(expected);
});

test('a file is found by its path, its boundaries from its folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-kota-'));
  try {
    writeFileSync(join(folder, 'kota.yaml'), `${SMALL_CITY}batas: peta/kecamatan.geojson\n`);
    expect(loadCityProfile(join(folder, 'kota.yaml')).profile.batas).toBe(join(folder, 'peta/kecamatan.geojson'));
    expect(() => loadCityProfile(join(folder, 'lain.yaml'))).toThrow('tidak ditemukan');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the demo city holds what it promises', () => {
  const { profile } = loadCityProfile(DEMO);
  expect(profile.data_contoh).toBe(true);
  expect(profile.kecamatan).toHaveLength(13);
  expect(profile.kecamatan.flatMap((k) => k.kelurahan)).toHaveLength(104);
  expect(profile.kecamatan.reduce((sum, k) => sum + (k.penduduk_jiwa ?? 0), 0)).toBe(profile.penduduk.jumlah_jiwa);
  expect(profile.skpd.length).toBeGreaterThanOrEqual(32);
  expect(profile.layanan.length).toBeGreaterThanOrEqual(60);
  const owners = new Set(profile.layanan.map((l) => l.skpd));
  expect(profile.skpd.filter((s) => s.wilayah).every((s) => owners.has(s.kode))).toBe(true);
  const ids = profile.sumber.map((s) => s.id);
  for (const id of ['situs-kota', 'aduan-lapor', 'layanan-csv', 'lpse']) expect(ids).toContain(id);
});
