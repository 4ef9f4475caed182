import { expect, test } from 'vitest';
import type { PreviewColumn } from '../../../clickhouse/sources/preview';
import { choicesFromForm, guessChoices, guessTable, guessValue, problemsOfChoices } from './choices';
import { FACTS } from './facts';
import { connectionFromForm, fieldOfPath, formOfConnection } from './kinds';
import { cronOf, idFromName, isFreeId, nameFromFile, problemsByField } from './naming';

const columns: PreviewColumn[] = [
  { name: 'No Tiket', class: 'pengenal', values: [] },
  { name: 'Tanggal', class: 'umum', values: [] },
  { name: 'Jam', class: 'umum', values: ['08:00'] },
  { name: 'Status', class: 'umum', values: ['Baru', 'Beres', 'Lain-lain'] },
  { name: 'Jenis Layanan', class: 'umum', values: ['KTP'] },
  { name: 'NIK Pemohon', class: 'pribadi', values: [] },
  { name: 'Catatan', class: 'bebas', values: [] },
];

const form = (given: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(given)) data.set(name, value);
  return data;
};

test('names of columns suggest what they hold, and given values what they mean', () => {
  expect(guessTable(columns)).toBe('service_events');
  expect(guessChoices('service_events', columns)).toEqual({
    time: { kolom: ['Tanggal', 'Jam'] },
    case_id: { kolom: ['No Tiket'] },
    step: { kolom: ['Status'], nilai: { Baru: 'diajukan', Beres: 'selesai', 'Lain-lain': '' } },
    service: { kolom: ['Jenis Layanan'] },
    applicant: { kolom: ['NIK Pemohon'] },
  });
  const statuses = FACTS.complaints.find(({ name }) => name === 'status')!.values!;
  expect(guessValue('Ditutup oleh Sistem', statuses)).toBe('selesai');
  expect(guessValue('DIPROSES', statuses)).toBe('diproses');
  expect(guessValue('entah', statuses)).toBe('');
});

test('the form is read as it was filled in, and only columns that exist count', () => {
  const choices = choicesFromForm(
    form({
      tabel: 'service_events',
      'kolom.time': 'k:Tanggal',
      'kolom2.time': 'k:Jam',
      bulan_dulu: 'ya',
      'kolom.case_id': 'k:No Tiket',
      'kolom.step': 'k:Status',
      'nilai.step.Baru': 'diajukan',
      'nilai.step.Beres': 'selesai',
      'kolom.service': '=',
      'tetap.service': ' antrian ',
      'kolom.officer': 'k:Tidak Ada',
      'kelas.Catatan': 'pribadi',
      'kelas.Status': 'rahasia',
    }),
    columns,
  );
  expect(choices.isi).toEqual({
    time: { kolom: ['Tanggal', 'Jam'], bulan_dulu: true },
    case_id: { kolom: ['No Tiket'] },
    step: { kolom: ['Status'], nilai: { Baru: 'diajukan', Beres: 'selesai', 'Lain-lain': '' } },
    service: { tetap: 'antrian' },
  });
  expect(choices.kolom.find(({ nama }) => nama === 'Catatan')?.kelas).toBe('pribadi');
  expect(choices.kolom.find(({ nama }) => nama === 'Status')?.kelas).toBe('umum');
  expect(problemsOfChoices(choices)).toEqual({});
});

test('what is missing or would keep a person is told by its field', () => {
  const choices = choicesFromForm(
    form({
      tabel: 'service_events',
      'kolom.service': 'k:NIK Pemohon',
      'kolom.case_id': 'k:Catatan',
      'kolom.step': 'k:Status',
    }),
    columns,
  );
  expect(problemsOfChoices(choices)).toEqual({
    'kolom.time': 'kosong',
    'kolom.case_id': 'bebas',
    'kolom.step': 'nilai',
    'kolom.service': 'pribadi',
  });
});

test('a connection is what was typed, without what was left empty and without its secret', () => {
  const http = connectionFromForm(
    'http',
    form({
      alamat: ' https://antrian.uji.example/api ',
      'rahasia.letak': '',
      'rahasia.nama': 'Authorization',
      'halaman.cara': 'nomor',
      'halaman.ukuran': '50',
      parameter: 'tahun=2026\nunit: loket',
      sandi: 'sangat-rahasia',
      jaringan_dalam: 'ya',
    }),
  );
  expect(http).toEqual({
    alamat: 'https://antrian.uji.example/api',
    halaman: { cara: 'nomor', ukuran: 50 },
    parameter: { tahun: '2026', unit: 'loket' },
    jaringan_dalam: true,
  });
  expect(formOfConnection(http)).toMatchObject({ 'halaman.ukuran': '50', parameter: 'tahun=2026\nunit=loket' });
  const mail = connectionFromForm(
    'surel',
    form({ alamat: 'mail.uji.example', kotak_masuk: 'INBOX', kotak_keluar: '' }),
  );
  expect(mail.kotak).toEqual([{ nama: 'INBOX', arah: 'masuk' }]);
  expect(formOfConnection(mail)).toMatchObject({ kotak_masuk: 'INBOX' });
  expect(fieldOfPath('http', ['halaman', 'ukuran'])).toBe('halaman.ukuran');
  expect(fieldOfPath('surel', ['kotak', 0, 'nama'])).toBe('kotak_masuk');
});

test('ids, names and schedules', () => {
  expect(idFromName('  2026: Antrian RSUD (loket)')).toBe('antrian-rsud-loket');
  expect(isFreeId(idFromName('Baru'))).toBe(true);
  expect(nameFromFile('aduan_2026-10.csv.gz')).toBe('Aduan 2026 10');
  expect(cronOf('hari', '05:30', '')).toBe('30 5 * * *');
  expect(cronOf('sendiri', '', ' 30  5 * * 1-5 ')).toBe('30 5 * * 1-5');
  expect(cronOf('tidak', '05:30', '1 1 1 1 1')).toBe('');
});

test('sentences of the profile stand at the field they are about', () => {
  expect(
    problemsByField(
      'profil kota baris 2141: sumber[20].id "Salah Id" bukan kode yang sah.\nprofil kota baris 2143: sumber[20].jadwal "x" bukan jadwal.',
    ),
  ).toEqual({ id: '"Salah Id" bukan kode yang sah.', jadwal: '"x" bukan jadwal.' });
  expect(problemsByField('pemetaan baris 1: id "Salah Id" bukan kode yang sah.')).toHaveProperty('id');
  expect(problemsByField('Sumber dengan id "a" sudah ada. Pilih id lain.')).toHaveProperty('id');
  expect(problemsByField('Pekerja tidak menjawab.')).toEqual({ '': 'Pekerja tidak menjawab.' });
});
