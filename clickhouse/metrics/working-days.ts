import type { MetricId } from './registry';

/** Figures that count working days, or have a side figure that does: ages, and promises and limits of so many days. */
const COUNTING: ReadonlySet<MetricId> = new Set([
  'aduan_terbuka',
  'aduan_lewat_batas',
  'aduan_tepat_waktu',
  'aduan_respons_tepat',
  'layanan_tepat_waktu',
  'layanan_tuntas',
  'permohonan_terbuka',
  'umur_terbuka',
  'pesan_dibalas',
]);

export const countsWorkingDays = (id: MetricId): boolean => COUNTING.has(id);
