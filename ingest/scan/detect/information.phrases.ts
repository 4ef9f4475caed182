/** Headings and titles of the page of public information. */
export const PPID = [
  'ppid', 'pejabat pengelola informasi', 'informasi publik', 'keterbukaan informasi', 'layanan informasi', 'pelayanan informasi', 'tata cara permohonan informasi', 'permohonan informasi',
  'daftar informasi publik', 'public information',
]; // biome-ignore format: a list to read

/** What such a page offers; two of them make it one. */
export const PPID_OFFERS = [
  ['informasi berkala', 'secara berkala', 'periodic information'],
  ['serta merta', 'serta-merta'],
  ['setiap saat', 'at all times'],
  ['dikecualikan', 'uji konsekuensi'],
  ['daftar informasi publik', 'daftar informasi', 'list of public information', 'dip'],
  ['permohonan informasi', 'permintaan informasi', 'pemohon informasi', 'requests are answered', 'request for information'],
  ['keberatan', 'atasan ppid'],
  ['ppid pelaksana', 'ppid pembantu', 'ppid utama', 'sk penetapan ppid', 'struktur organisasi ppid'],
  ['laporan layanan informasi', 'maklumat pelayanan informasi', 'maklumat layanan informasi', 'waktu layanan informasi'],
]; // biome-ignore format: lists to read

/** The survey of satisfaction. */
export const SURVEY = [
  'ikm', 'skm', 'indeks kepuasan', 'indeks kepuasan masyarakat', 'survei kepuasan', 'survei kepuasan masyarakat', 'survey kepuasan', 'survey kepuasan masyarakat',
  'kepuasan masyarakat', 'public satisfaction index', 'satisfaction index', 'satisfaction survey',
]; // biome-ignore format: a list to read

/** Beside a figure of the survey. */
export const SURVEY_RESULT = [
  'mutu',
  'predikat',
  'kategori',
  'responden',
  'respondents',
  'nilai',
  'grade',
  'baik',
  'sangat baik',
  'kinerja unit',
  'index',
  'triwulan',
  'semester',
  'periode',
  'quarter',
];

/** Headings over figures. */
export const STATISTICS = [
  'statistik', 'statistics', 'data statistik', 'data terbuka', 'open data', 'satu data', 'dataset', 'data penduduk', 'data desa', 'data kependudukan', 'jumlah penduduk', 'in numbers',
  'dalam angka', 'data sektoral', 'data kelurahan', 'data kecamatan', 'investment statistics',
]; // biome-ignore format: a list to read
/** Headings over figures of another kind: of the site's own visitors, of staff, of fees, of a survey. */
export const NOT_STATISTICS =
  /^(?:statistik |jumlah |data )?(?:pengunjung|kunjungan|visitors?)(?: situs| website| web| online| hari ini)?$|pegawai|tarif|survei|kepuasan/;

/** Beside a figure in per cent, which stands near a survey more often by chance. */
export const SURVEY_BAND = [
  'mutu',
  'predikat',
  'kategori',
  'responden',
  'respondents',
  'baik',
  'sangat baik',
  'kurang baik',
  'good',
];

/** Headings over questions with answers. */
export const QUESTIONS = [
  'faq', 'faqs', 'f.a.q', 'tanya jawab', 'tanya-jawab', 'pertanyaan umum', 'pertanyaan yang sering', 'pertanyaan yang sering diajukan', 'pertanyaan populer', 'frequently asked questions', 'bantuan',
]; // biome-ignore format: a list to read

export const PRIVACY = [
  'kebijakan privasi', 'pemberitahuan privasi', 'pernyataan privasi', 'privasi', 'privacy policy', 'privacy notice', 'privacy statement', 'privacy', 'kebijakan pelindungan data', 'kebijakan perlindungan data pribadi',
]; // biome-ignore format: a list to read
