/**
 * The features that a site scan can find on a page (`site_observations.features`) and that probes ask for.
 * The scan's phrase lists prove each of them with the words it saw.
 */
export const FEATURES = {
  /** informasi-wajib: profile, duties, contacts, list of services, PPID page. */
  required: ['profil', 'tugas_fungsi', 'kontak', 'daftar_layanan', 'ppid'],
  /** ramah-gawai: readable on a phone, search, site map. */
  friendly: ['responsif', 'pencarian', 'peta_situs'],
  serviceStandard: 'standar_pelayanan',
  tracking: 'lacak_berkas',
  ownData: 'data_diri',
} as const;

/** A list of features as an SQL array. */
export const featureList = (features: readonly string[]) => `[${features.map((f) => `'${f}'`).join(', ')}]`;
