import { choice, constant, hashed, listOf, moment, rupiah, skpdCode, text, wilayahCode } from './fields';
import type { Mapping } from './mapping';

/** Service events of any system: one line a step. The layout is ours; `docs/` shows it to whoever writes an export. */
export const layananCsv: Mapping = {
  id: 'layanan-csv',
  name: 'Peristiwa layanan (CSV umum)',
  layout: 'kami',
  table: 'service_events',
  required: ['id_kasus', 'layanan', 'langkah', 'waktu'],
  optional: ['kanal', 'skpd', 'wilayah', 'petugas', 'pemohon', 'nominal', 'identitas', 'rujukan_data', 'kasus_terkait', 'asal'],
  key: ['service', 'case_id', 'step', 'time'],
  fields: {
    case_id: text('id_kasus', { required: true, maxLength: 60 }),
    service: text('layanan', { required: true, maxLength: 60, lower: true }),
    step: choice('langkah', [
      'diajukan', 'diverifikasi', 'dikembalikan', 'diproses', 'selesai', 'diserahkan', 'ditolak', 'dibatalkan', 'kedaluwarsa',
      'ambil', 'panggil', 'layani', 'terlewat',
    ]),
    time: moment(['waktu']),
    time_known: constant('1'),
    channel: choice('kanal', ['daring', 'loket', 'kios', 'telepon'], { empty: '' }),
    skpd: skpdCode('skpd'),
    wilayah: wilayahCode('wilayah'),
    officer: hashed('petugas', 'petugas'),
    applicant: hashed('pemohon', 'nik'),
    amount: rupiah('nominal'),
    identity: choice('identitas', ['nik', 'sso', 'akun'], { empty: '' }),
    shared_refs: listOf('rujukan_data', '|'),
    linked_case: text('kasus_terkait', { maxLength: 60 }),
    origin: choice('asal', ['pemohon', 'proaktif'], { empty: 'pemohon' }),
  },
};
