/** What figures are split and filtered by. A metric has those whose column (`d_<id>`) its `rows` select. */
export const DIMENSIONS = {
  skpd: { id: 'SKPD', en: 'Office' },
  layanan: { id: 'Layanan', en: 'Service' },
  kanal: { id: 'Kanal', en: 'Channel' },
  kecamatan: { id: 'Kecamatan', en: 'District' },
  kelurahan: { id: 'Kelurahan', en: 'Subdistrict' },
  kategori: { id: 'Kategori', en: 'Category' },
  /** umum | bisnis | pemerintah | pns | wna */
  pengguna: { id: 'Jenis pengguna', en: 'Kind of user' },
  /** G2C | G2B | G2G */
  hubungan: { id: 'Hubungan', en: 'Relation' },
  /** Hour of the local day, 0 to 23. */
  jam: { id: 'Jam', en: 'Hour' },
  /** ISO day of the local week, 1 = Monday. */
  hari: { id: 'Hari', en: 'Weekday' },
  /** Who closed a complaint: pelapor | admin | sistem. */
  penutup: { id: 'Penutup', en: 'Closed by' },
  /** What became of it, in the words of its kind. */
  keadaan: { id: 'Keadaan', en: 'State' },
  situs: { id: 'Situs', en: 'Site' },
  halaman: { id: 'Halaman', en: 'Page' },
  /** human | bot | unknown */
  agen: { id: 'Pengunjung', en: 'Visitor' },
  /** What told a visitor to be human, a robot or unknown. */
  aturan: { id: 'Aturan', en: 'Rule' },
  /** Host of the page that a visitor came from. */
  perujuk: { id: 'Perujuk', en: 'Referrer' },
  proses: { id: 'Proses', en: 'Process' },
  /** e-information | e-consultation | e-decision */
  tingkat: { id: 'Tingkat', en: 'Level' },
  jenis_kelamin: { id: 'Jenis kelamin', en: 'Sex' },
  usia: { id: 'Kelompok usia', en: 'Age group' },
  pendidikan: { id: 'Pendidikan', en: 'Education' },
  pekerjaan: { id: 'Pekerjaan', en: 'Occupation' },
} as const satisfies Record<string, { id: string; en: string }>;
export type DimensionId = keyof typeof DIMENSIONS;

/** What every page may be narrowed to besides the office. */
export const FILTERS = ['layanan', 'kanal', 'kecamatan', 'kategori', 'situs'] as const satisfies DimensionId[];
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;
