/** Signing in, as a link or a button says it. */
export const SIGN_IN = [
  'masuk',
  'login',
  'log in',
  'sign in',
  'signin',
  'masuk akun',
  'halaman masuk',
  'login pemohon',
  'masuk pemohon',
  'login warga',
];

/** Signing in that is not for the public. */
export const FOR_STAFF = [
  'admin', 'administrator', 'pegawai', 'asn', 'pns', 'simpeg', 'nip', 'cms', 'webmail', 'e-office', 'eoffice', 'operator', 'kepegawaian', 'e-kinerja', 'ekinerja',
  'staf', 'staff', 'wp-login', 'wp-admin', 'internal',
]; // biome-ignore format: a list to read

/** Names of accounts that serve many services. */
export const SHARED_ACCOUNTS = [
  'sso',
  'single sign-on',
  'single sign on',
  'inapas',
  'ina digital',
  'ikd',
  'identitas kependudukan digital',
  'akun tunggal',
  'akun warga',
  'akun kota',
];

/** One's own data, as a heading or a link says it. */
export const OWN_DATA = [
  'data saya', 'profil saya', 'akun saya', 'my data', 'my records', 'my profile', 'my account', 'lihat data saya', 'buka data saya', 'ubah profil', 'perbarui profil',
  'perbarui data anda', 'perbarui data diri', 'ubah data diri', 'data anda',
]; // biome-ignore format: a list to read
