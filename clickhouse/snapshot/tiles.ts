import type { MetricId } from '../metrics';

/** In the order of the wall: what citizens are missing, what they are served, what they say. */
const OF_CITY = [
  'aduan_terbuka',
  'layanan_tepat_waktu',
  'tunggu_loket',
  'ikm',
  'partisipasi',
  'ekios_aktif',
] as const satisfies MetricId[];

/** Figures that one office answers for: not the city's participation, nor kiosks that belong to nobody in particular. */
const OF_OFFICE = [
  'aduan_terbuka',
  'layanan_tepat_waktu',
  'tunggu_loket',
  'ikm',
  'kanal_daring',
  'pesan_dibalas',
] as const satisfies MetricId[];

export type TileId = (typeof OF_CITY)[number] | (typeof OF_OFFICE)[number];

export const tilesOf = (skpd: string | null): readonly TileId[] => (skpd === null ? OF_CITY : OF_OFFICE);
