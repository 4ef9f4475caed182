/** In a title or heading: what answered is no page of the office. */
export const NO_PAGE = [
  '404', '403', '500', 'halaman tidak ditemukan', 'halaman tidak dapat ditemukan', 'tidak ditemukan', 'page not found', 'not found',
  'error displaying the error page', 'server error', 'database error', 'error establishing a database connection', 'index of',
  'domain ini dijual', 'domain is for sale', 'this domain is for sale', 'account suspended', 'site under maintenance', 'under maintenance',
  'sedang dalam pemeliharaan', 'dalam pemeliharaan', "we'll be back soon", 'apache2 ubuntu default page', 'welcome to nginx', 'it works',
]; // biome-ignore format: a list to read

/** A page without content so far. */
export const UNFINISHED = [
  'segera hadir', 'coming soon', 'under construction', 'dalam pembangunan', 'dalam pengerjaan', 'dalam proses pengerjaan', 'sedang dikerjakan',
  'dalam perbaikan', 'belum ada data', 'belum tersedia', 'data belum ada', 'no data available', 'menyusul',
]; // biome-ignore format: a list to read

/** Text that a theme brings along. */
export const FILLER = [
  'lorem ipsum', 'lorem', 'ipsum', 'dolor sit', 'consectetur', 'amet elit', 'adipiscing', 'adipisicing', 'hello world', 'your first post',
  'just another wordpress site', 'sample page',
]; // biome-ignore format: a list to read
