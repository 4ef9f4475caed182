import {
  choice,
  derived,
  hashed,
  identifier,
  maskedText,
  matches,
  moment,
  skpdName,
  text,
  wilayahNames,
} from './fields';
import type { Mapping } from './mapping';

const rahasia = matches('Tipe Laporan (Anonim/Rahasia)', 'rahasia');

/**
 * SP4N-LAPOR! admin export (CSV, 21 columns). It tells no date of follow-up or closing, so every export is kept as a version
 * and transitions are read from versions. `Tanggal Ekspor` is ours: the puller stamps it when it joins several exports.
 * Times are taken as UTC: in a real export the hours of the day only make sense so. The body of a report is never kept.
 */
export const sp4nLapor: Mapping = {
  id: 'sp4n-lapor',
  name: 'SP4N-LAPOR!',
  layout: 'asli',
  table: 'complaints',
  required: [
    'Tracking ID',
    'Tanggal Laporan Masuk',
    'Waktu Laporan Masuk',
    'Nama Pelapor',
    'Klasifikasi Laporan',
    'ID Kategori',
    'Kategori',
    'Judul Laporan',
    'Isi Laporan Awal',
    'Isi Laporan Akhir',
    'Tipe Laporan (Anonim/Rahasia)',
    'Sumber Laporan',
    'Instansi Induk',
    'ID Instansi Terdisposisi',
    'Instansi Terdisposisi',
    'Status Laporan',
    'Alasan Tunda/Arsip',
    'Provinsi',
    'Kota/Kabupaten',
    'Kecamatan',
    'Kelurahan',
  ],
  optional: ['Tanggal Ekspor'],
  key: ['tracking_id', 'observed_at', 'content_hash'],
  fields: {
    tracking_id: identifier('Tracking ID', { required: true, maxLength: 20 }),
    time: moment(['Tanggal Laporan Masuk', 'Waktu Laporan Masuk'], { zone: 'UTC' }),
    observed_at: moment(['Tanggal Ekspor'], { fallback: `{observed_at:DateTime('UTC')}` }),
    skpd: skpdName('Instansi Terdisposisi'),
    skpd_given: text('Instansi Terdisposisi'),
    wilayah: wilayahNames('Kecamatan', 'Kelurahan'),
    classification: choice(
      'Klasifikasi Laporan',
      {
        'Pengaduan Berkadar Pengawasan': 'pengaduan_berkadar_pengawasan',
        'Pengaduan Tidak Berkadar Pengawasan': 'pengaduan_tidak_berkadar_pengawasan',
        Aspirasi: 'aspirasi',
        'Permintaan Informasi': 'permintaan_informasi',
      },
      { empty: '' },
    ),
    category_id: text('ID Kategori', { maxLength: 12 }),
    category: text('Kategori'),
    title: maskedText('Judul Laporan', { unless: rahasia, person: 'Nama Pelapor' }),
    status_given: text('Status Laporan', { required: true }),
    status: derived(`multiIf(
      match(status_given, '(?i)^ditutup'), 'selesai',
      match(status_given, '(?i)^diarsipkan|^arsip'), 'diarsipkan',
      match(status_given, '(?i)menunggu kelengkapan|tertunda'), 'tertunda',
      match(status_given, '(?i)bukan kewenangan'), 'bukan_kewenangan',
      match(status_given, '(?i)ditindaklanjuti'), 'ditindaklanjuti',
      match(status_given, '(?i)proses'), 'diproses',
      match(status_given, '(?i)disposisi'), 'didisposisikan',
      match(status_given, '(?i)^selesai'), 'selesai',
      match(status_given, '(?i)verifikasi'), 'diverifikasi',
      'diterima')`),
    closed_by: derived(`lower(extract(status_given, '(?i)oleh (sistem|pelapor|admin)'))`),
    channel: text('Sumber Laporan', { lower: true, maxLength: 40 }),
    reason: maskedText('Alasan Tunda/Arsip', { maxLength: 300 }),
    anonymous: matches('Tipe Laporan (Anonim/Rahasia)', 'anonim'),
    secret: rahasia,
    reporter: hashed('Nama Pelapor', 'pelapor'),
    content_hash: derived(
      `sipHash64(status_given, skpd_given, classification, category_id, category, title, wilayah, reason, anonymous, secret)`,
    ),
  },
};
