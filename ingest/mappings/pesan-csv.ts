import { choice, hashed, identifier, moment, skpdCode, wilayahCode } from './fields';
import type { Mapping } from './mapping';

/** Messages between citizens and offices: when, where and which way. What was written is not part of the layout. */
export const pesanCsv: Mapping = {
  id: 'pesan-csv',
  name: 'Pesan warga (buku tamu, surel, obrolan, forum, PPID)',
  layout: 'kami',
  table: 'interactions',
  required: ['id_pesan', 'id_utas', 'kanal', 'arah', 'waktu'],
  optional: ['skpd', 'wilayah', 'orang'],
  key: ['id_pesan'],
  fields: {
    thread_id: identifier('id_utas', { required: true, maxLength: 60 }),
    channel: choice('kanal', ['surel', 'buku_tamu', 'obrolan', 'forum', 'ppid', 'media_sosial']),
    direction: choice('arah', ['masuk', 'keluar']),
    time: moment(['waktu']),
    skpd: skpdCode('skpd'),
    wilayah: wilayahCode('wilayah'),
    person: hashed('orang', 'orang'),
  },
  identifiers: { id_pesan: identifier('id_pesan', { required: true, maxLength: 60 }) },
};
