import { day, flag, listOf, moment, optionalFlag, pairsOf, skpdCode, text, wholeNumber } from './fields';
import type { Mapping } from './mapping';

/** Looks at pages of SKPD sites: whether they answered, what was found on them and the words that proved it. */
export const pindaiCsv: Mapping = {
  id: 'pindai-csv',
  name: 'Pengamatan situs SKPD',
  layout: 'kami',
  table: 'site_observations',
  required: ['waktu', 'situs', 'halaman', 'terjangkau'],
  optional: ['skpd', 'https_sah', 'status', 'muat_ms', 'konten_terbaru', 'fitur', 'bukti'],
  key: ['site', 'page', 'time'],
  fields: {
    time: moment(['waktu']),
    skpd: skpdCode('skpd'),
    site: text('situs', { required: true, maxLength: 200, lower: true }),
    page: text('halaman', { required: true, maxLength: 100 }),
    reachable: flag('terjangkau'),
    https_valid: optionalFlag('https_sah'),
    status: wholeNumber('status'),
    load_ms: wholeNumber('muat_ms'),
    newest_content: day('konten_terbaru'),
    features: listOf('fitur', '|'),
    proofs: pairsOf('bukti', '|'),
  },
};
