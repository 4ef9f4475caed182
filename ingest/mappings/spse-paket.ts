import { attributes, constant, derived, identifier, moment, rupiah, skpdName } from './fields';
import type { Mapping } from './mapping';

/**
 * Tender packages of LPSE/SPSE, one line a package, in the layout of Bandung's open data. A package shows when it was made and
 * how it ended, not when: the end becomes a step whose time is not known. Winners, addresses and tax numbers are never read.
 */
export const spsePaket: Mapping = {
  id: 'spse-paket',
  name: 'LPSE / SPSE (paket lelang)',
  layout: 'asli',
  table: 'service_events',
  required: ['kode_lelang', 'nama_lelang', 'tanggal_pembuatan', 'tahapan_lelang', 'satuan_kerja', 'kategori'],
  optional: ['pagu', 'hps', 'metode_pengadaan', 'tahun_anggaran', 'sumber_pendanaan', 'peserta_lelang', 'gagal_lelang'],
  key: ['case_id'],
  fields: {
    case_id: identifier('kode_lelang', { required: true, maxLength: 40 }),
    service: constant('pengadaan'),
    step: constant('diajukan'),
    time: moment(['tanggal_pembuatan']),
    time_known: constant('1'),
    channel: constant('daring'),
    skpd: skpdName('satuan_kerja'),
    amount: rupiah('pagu'),
    origin: constant('pemohon'),
    attributes: attributes([
      'nama_lelang',
      'satuan_kerja',
      'kategori',
      'metode_pengadaan',
      'tahapan_lelang',
      'gagal_lelang',
      'hps',
      'tahun_anggaran',
      'sumber_pendanaan',
      'peserta_lelang',
    ]),
  },
  finalStep: derived(`multiIf(
    attributes['gagal_lelang'] = 'Ya', 'ditolak',
    match(attributes['tahapan_lelang'], '(?i)sudah selesai'), 'selesai',
    '')`),
};
