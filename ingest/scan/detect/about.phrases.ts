/** Headings over text about the office itself. */
export const ABOUT = [
  'profil', 'profile', 'profil dinas', 'profil badan', 'profil kantor', 'profil instansi', 'profil kecamatan', 'profil kelurahan', 'profil desa',
  'profil organisasi', 'profil perangkat daerah', 'profil opd', 'profil skpd', 'tentang kami', 'tentang dinas', 'tentang badan', 'tentang kantor',
  'tentang kelurahan', 'tentang kecamatan', 'tentang', 'gambaran umum', 'selayang pandang', 'sekilas', 'sejarah', 'sejarah singkat', 'visi', 'visi misi',
  'visi dan misi', 'visi, misi', 'siapa kami', 'about', 'about us', 'about the agency', 'about the office', 'who we are', 'history',
  'vision', 'vision and mission', 'our mission',
]; // biome-ignore format: a list to read

/** Headings that begin alike but are not about the office. */
export const NOT_ABOUT = [
  'profil kepala', 'profil pejabat', 'profil pimpinan', 'profil camat', 'profil lurah', 'profil saya', 'profil pengguna', 'profil kesehatan', 'profil kinerja',
  'profil daerah', 'profil risiko', 'tentang cookie', 'tentang privasi', 'sejarah pembayaran', 'history pembayaran', 'riwayat', 'profil pegawai', 'profil anggota',
  'tentang peraturan',
]; // biome-ignore format: a list to read

/** Headings over what an office must do. */
export const DUTIES = [
  'tugas pokok dan fungsi', 'tugas dan fungsi', 'tugas, fungsi', 'tugas, pokok dan fungsi', 'tugas pokok', 'tugas fungsi', 'tupoksi', 'uraian tugas', 'kedudukan, tugas',
  'kedudukan, tugas dan fungsi', 'kedudukan tugas', 'duties and functions', 'roles and functions',
]; // biome-ignore format: a list to read

/** Headings that may also be over the duties of pupils or the use of a thing: then the text must speak of an office's. */
export const PERHAPS_DUTIES = ['tugas', 'fungsi', 'duties', 'functions'];
export const OFFICE_DUTIES = [
  'mempunyai tugas', 'memiliki tugas', 'bertugas', 'menyelenggarakan fungsi', 'mempunyai fungsi', 'perumusan', 'penyusunan', 'pembinaan', 'pengoordinasian', 'pelaksanaan kebijakan',
  'urusan pemerintahan', 'has the duty', 'is responsible for', 'formulating',
]; // biome-ignore format: a list to read

/** Headings that begin alike: of a person, of the information officers. */
export const NOT_DUTIES = [
  'tugas ppid',
  'tugas belajar',
  'tugas akhir',
  'tugas luar',
  'fungsi dan tugas ppid',
  'tugas dan fungsi ppid',
];

/** Headings over the organisation chart. */
export const ORGANISATION = [
  'struktur organisasi', 'susunan organisasi', 'bagan organisasi', 'bagan struktur organisasi', 'struktur', 'struktur kelembagaan',
  'bagan susunan organisasi', 'organization structure', 'organisation structure', 'organizational structure', 'organisational structure',
  'organization chart', 'organisation chart', 'organizational chart', 'organisational chart',
]; // biome-ignore format: a list to read
