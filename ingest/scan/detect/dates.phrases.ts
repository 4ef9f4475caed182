/** Before the date on which something was published. */
export const POSTED = [
  'diposting', 'diposting pada', 'diposkan', 'dipublikasikan', 'dipublikasi', 'diterbitkan', 'terbit', 'tanggal terbit',
  'tanggal posting', 'ditayangkan', 'tayang', 'ditulis', 'ditulis pada', 'dibuat', 'posted', 'posted on', 'published',
  'published on', 'publish', 'date posted',
]; // biome-ignore format: a list to read

/** Before the date on which a page was changed. */
export const UPDATED = [
  'diperbarui', 'diperbaharui', 'terakhir diperbarui', 'terakhir diperbaharui', 'terakhir diubah', 'dimutakhirkan',
  'pemutakhiran', 'pemutakhiran terakhir', 'tanggal pemutakhiran', 'update', 'update terakhir', 'terakhir update',
  'perubahan terakhir', 'updated', 'last updated', 'last update', 'last modified', 'modified', 'data per', 'per tanggal',
  'data diperbarui tanggal',
]; // biome-ignore format: a list to read

/** Before a date that is not that of the page: of a law, a deadline, an event, a birth. */
export const OF_SOMETHING_ELSE = [
  'ditetapkan', 'diundangkan', 'berlaku', 'berlaku mulai', 'mulai', 'sampai', 'sampai dengan', 's.d.', 's/d', 'hingga', 'paling lambat',
  'selambat-lambatnya', 'batas', 'batas akhir', 'batas waktu', 'ditutup', 'dibuka', 'lahir', 'tanggal lahir', 'pada', 'tanggal',
  'sejak', 'dan', 'tahun', 'until', 'by', 'on', 'before', 'from', 'due', 'deadline', 'born', 'dilaksanakan', 'diselenggarakan',
]; // biome-ignore format: a list to read

/** Before today's date as a server prints it. */
export const TODAY = ['hari ini', 'today', 'sekarang', 'waktu server', 'server time'];

/** Headings above events, whose dates are not those of the page. */
export const EVENT_HEADINGS = [
  'agenda', 'agenda kegiatan', 'kalender', 'kalender kegiatan', 'kalender event', 'kalender acara', 'jadwal', 'event', 'events', 'acara',
  'upcoming events', 'calendar of events', 'calendar', 'schedule', 'kegiatan mendatang', 'akan datang',
]; // biome-ignore format: a list to read

/** Headings above what visitors wrote. */
export const VISITOR_HEADINGS = [
  'buku tamu',
  'guest book',
  'guestbook',
  'komentar',
  'comments',
  'tanggapan',
  'testimoni',
];

/** Under an event's date. */
export const PLACE_OF_EVENT = ['lokasi', 'tempat', 'pukul', 'venue', 'location'];

export const MONTHS: Record<string, number> = Object.fromEntries(
  [
    ['januari', 'january', 'jan'],
    ['februari', 'pebruari', 'february', 'feb', 'peb'],
    ['maret', 'march', 'mar'],
    ['april', 'apr'],
    ['mei', 'may'],
    ['juni', 'june', 'jun'],
    ['juli', 'july', 'jul'],
    ['agustus', 'august', 'agu', 'ags', 'agt', 'aug'],
    ['september', 'sept', 'sep'],
    ['oktober', 'october', 'okt', 'oct'],
    ['november', 'nopember', 'nov', 'nop'],
    ['desember', 'december', 'des', 'dec'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1])),
);
