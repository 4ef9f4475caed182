import { choice, hashed, identifier, moment, skpdCode, text, wilayahCode } from './fields';
import type { Mapping } from './mapping';

/** Acts of e-participation at the three levels of the UN's E-Participation Index. */
export const partisipasiCsv: Mapping = {
  id: 'partisipasi-csv',
  name: 'Partisipasi (musrenbang, konsultasi, pemungutan suara)',
  layout: 'kami',
  table: 'participation',
  required: ['id', 'waktu', 'tingkat', 'proses', 'tindakan'],
  optional: ['skpd', 'peserta', 'wilayah', 'hasil'],
  key: ['id_tindakan'],
  fields: {
    time: moment(['waktu']),
    skpd: skpdCode('skpd'),
    level: choice('tingkat', ['e-information', 'e-consultation', 'e-decision']),
    process: text('proses', { required: true, maxLength: 80 }),
    act: text('tindakan', { required: true, maxLength: 60, lower: true }),
    participant: hashed('peserta', 'nik'),
    wilayah: wilayahCode('wilayah'),
    outcome: text('hasil', { maxLength: 200 }),
  },
  identifiers: { id_tindakan: identifier('id', { required: true, maxLength: 60 }) },
};
