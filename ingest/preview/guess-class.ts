import type { ColumnClass } from '../../clickhouse/sources/preview';
import { normalName } from '../mappings/expressions';

/** Words in the names of columns, in the order in which they decide. */
const signs: [ColumnClass, RegExp][] = [
  // A number of a case may be called "no pemohon"; a person's number never stays, so persons come first.
  [
    'pribadi',
    /\b(?:nik|ktp|kk|npwp|nip|nisn|paspor|telp|telepon|telpon|hp|ponsel|wa|whatsapp|phone|surel|email|e mail|mail|rekening)\b/,
  ],
  [
    'pribadi',
    /\bnama\b.*\b(?:pelapor|pemohon|warga|pasien|peserta|siswa|pelamar|petugas|pegawai|pengguna|lengkap|ibu|ayah|wali|responden|penduduk|tamu|pengirim)\b/,
  ],
  [
    'pribadi',
    /^(?:nama|name|pelapor|pemohon|petugas|operator|reporter|user|username|pengguna|pasien|tamu|pengirim|tgl lahir|tanggal lahir|tempat lahir)$/,
  ],
  [
    'bebas',
    /\b(?:alamat|address|isi|uraian|keterangan|catatan|deskripsi|description|pesan|message|judul|perihal|subject|komentar|saran|tujuan|alasan|notes?)\b/,
  ],
  ['pengenal', /\b(?:id|no|nomor|number|kode|code|tracking|tiket|ticket|registrasi|resi|key)\b/],
];

/** The privacy class that the name of a column suggests. A person decides; where in doubt it is the stricter one. */
export function guessClass(column: string): ColumnClass {
  const name = normalName(column.replace(/([a-z])([A-Z])/g, '$1 $2'));
  return signs.find(([, sign]) => sign.test(name))?.[0] ?? 'umum';
}
