import { answer1to4, hashed, moment, skpdCode, text, wilayahCode } from './fields';
import type { Mapping } from './mapping';

/** SKM answer sheets (Permen PANRB 14/2017): the nine unsur by name, because their numbers differ between sources. */
export const skmCsv: Mapping = {
  id: 'skm-csv',
  name: 'Survei Kepuasan Masyarakat (lembar jawaban)',
  layout: 'kami',
  table: 'survey_answers',
  required: [
    'id', 'waktu', 'persyaratan', 'prosedur', 'waktu_penyelesaian', 'biaya', 'produk', 'kompetensi', 'perilaku', 'pengaduan', 'sarpras',
  ],
  optional: ['skpd', 'layanan', 'responden', 'jenis_kelamin', 'kelompok_usia', 'pendidikan', 'pekerjaan', 'wilayah'],
  key: ['id_lembar'],
  fields: {
    time: moment(['waktu']),
    skpd: skpdCode('skpd'),
    service: text('layanan', { maxLength: 60, lower: true }),
    respondent: hashed('responden', 'nik'),
    persyaratan: answer1to4('persyaratan'),
    prosedur: answer1to4('prosedur'),
    waktu: answer1to4('waktu_penyelesaian'),
    biaya: answer1to4('biaya'),
    produk: answer1to4('produk'),
    kompetensi: answer1to4('kompetensi'),
    perilaku: answer1to4('perilaku'),
    pengaduan: answer1to4('pengaduan'),
    sarpras: answer1to4('sarpras'),
    sex: text('jenis_kelamin', { maxLength: 20, lower: true }),
    age_group: text('kelompok_usia', { maxLength: 20 }),
    education: text('pendidikan', { maxLength: 20 }),
    occupation: text('pekerjaan', { maxLength: 30 }),
    wilayah: wilayahCode('wilayah'),
  },
  identifiers: { id_lembar: text('id', { required: true, maxLength: 60 }) },
};
