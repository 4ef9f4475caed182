import { expect, test } from 'vitest';
import type { MappingChoices } from '../../clickhouse/sources/preview';
import { validateMapping } from '../mappings';
import { mappingFromChoices } from './mapping-from-choices';

const queue: MappingChoices = {
  id: 'antrian-rsud',
  nama: 'Antrian RSUD',
  tabel: 'service_events',
  zona: 'UTC',
  kolom: [
    { nama: 'No Tiket', kelas: 'pengenal' },
    { nama: 'NIK', kelas: 'pribadi' },
    { nama: 'Status', kelas: 'umum' },
    { nama: 'Tanggal', kelas: 'umum' },
    { nama: 'Jam', kelas: 'umum' },
  ],
  isi: {
    case_id: { kolom: ['No Tiket'] },
    service: { tetap: 'rawat-jalan' },
    step: { kolom: ['Status'], nilai: { Ambil: 'ambil', Dipanggil: 'panggil', Hilang: '' } },
    time: { kolom: ['Tanggal', 'Jam'] },
    applicant: { kolom: ['NIK'] },
  },
};

const problemsOf = (choices: MappingChoices) => {
  const checked = validateMapping(mappingFromChoices(choices));
  return 'sentences' in checked ? checked.sentences : [];
};

test('what was chosen is a mapping like any other', () => {
  expect(problemsOf(queue)).toEqual([]);
  expect(mappingFromChoices(queue)).toMatchObject({
    zona_waktu: 'UTC',
    isi: {
      step: { jenis: 'pilihan', kolom: 'Status', nilai: { Ambil: 'ambil', Dipanggil: 'panggil' }, kosong: '' },
      applicant: { jenis: 'sidik', kolom: 'NIK', maksud: 'nik' },
    },
    kunci: ['service', 'case_id', 'step', 'time'],
  });
});

test('a complaint list gets what versions need', () => {
  const problems = problemsOf({
    id: 'aduan-rt',
    nama: 'Aduan RT',
    tabel: 'complaints',
    kolom: [
      { nama: 'id', kelas: 'pengenal' },
      { nama: 'masuk', kelas: 'umum' },
      { nama: 'judul', kelas: 'bebas' },
      { nama: 'status', kelas: 'umum' },
      { nama: 'kec', kelas: 'umum' },
    ],
    isi: {
      tracking_id: { kolom: ['id'] },
      time: { kolom: ['masuk'] },
      title: { kolom: ['judul'] },
      status: { kolom: ['status'], nilai: { Baru: 'diterima', Beres: 'selesai' } },
      status_given: { kolom: ['status'] },
      wilayah: { kolom: ['kec'] },
    },
  });
  expect(problems).toEqual([]);
});

test('every other table needs a key column or is known by all it holds', () => {
  const message: MappingChoices = {
    id: 'tamu',
    nama: 'Buku tamu',
    tabel: 'interactions',
    kolom: [
      { nama: 'no', kelas: 'pengenal' },
      { nama: 'waktu', kelas: 'umum' },
    ],
    isi: {
      channel: { tetap: 'buku_tamu' },
      direction: { tetap: 'masuk' },
      thread_id: { kolom: ['no'] },
      time: { kolom: ['waktu'] },
    },
  };
  expect(problemsOf(message)).toEqual([]);
  expect(mappingFromChoices({ ...message, kunci: 'no' })).toMatchObject({ kunci: ['nomor_rekaman'] });
  expect(problemsOf({ ...message, kunci: 'no' })).toEqual([]);
});

test('keeping a column of persons as it is stays refused', () => {
  const problems = problemsOf({ ...queue, isi: { ...queue.isi, channel: { kolom: ['NIK'] } } });
  expect(problems.join(' ')).toContain('berkelas pribadi');
});
