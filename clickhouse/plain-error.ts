/**
 * A failure that a clerk can act on: one sentence in Indonesian, without rows, stack or SQL.
 * Whatever reaches a person (terminal, page, job result) is either this or {@link plainSentence} of something else.
 */
export class PlainError extends Error {
  override name = 'PlainError';
}

/**
 * A failure that passes by itself, such as a source that does not answer: one sentence like {@link PlainError}, but the work it
 * ended is tried again.
 */
export class TryAgainError extends Error {
  override name = 'TryAgainError';
}

const NO_SPACE = 'Ruang disk habis. Kosongkan ruang pada folder data, lalu ulangi; yang sudah tersimpan tidak diulang.';

/** What the engine's codes mean to an operator. */
const engineSentences: Record<string, string> = {
  '159': 'Basis data terlalu lama menjawab. Ulangi sebentar lagi.',
  '194': 'Basis data meminta sandi. Tulis pada CLICKHOUSE_URL: http://pengguna:sandi@alamat:8123',
  '202': 'Basis data sedang melayani terlalu banyak permintaan. Ulangi sebentar lagi.',
  '209': 'Basis data tidak menjawab.',
  '210': 'Basis data tidak menjawab.',
  '241': 'Basis data kekurangan memori untuk permintaan ini. Persempit permintaan atau tambah memori.',
  '242': 'Tabel pada basis data hanya dapat dibaca saat ini. Periksa disk dan replika basis data itu.',
  '243': NO_SPACE,
  '252': 'Basis data tertinggal menggabungkan bagian tabel. Ulangi beberapa menit lagi.',
  '497':
    'Pengguna basis data tidak berizin melakukan ini. Beri izin baca, tulis dan CREATE pada basis data ruang_kendali.',
  '516': 'Basis data menolak nama pengguna atau sandi. Periksa CLICKHOUSE_URL: http://pengguna:sandi@alamat:8123',
};

const systemSentences: Record<string, string> = {
  ENOSPC: NO_SPACE,
  EDQUOT: NO_SPACE,
  ECONNREFUSED: 'Basis data tidak menjawab.',
  ECONNRESET: 'Basis data tidak menjawab.',
  EPIPE: 'Basis data tidak menjawab.',
  ETIMEDOUT: 'Basis data tidak menjawab.',
  EHOSTUNREACH: 'Basis data tidak menjawab: alamatnya tidak terjangkau.',
  ENOTFOUND: 'Basis data tidak menjawab: nama alamatnya tidak dikenal.',
  EAI_AGAIN: 'Basis data tidak menjawab: nama alamatnya tidak dikenal.',
  ENOENT: 'Berkas tidak ditemukan.',
  EACCES: 'Tidak ada izin untuk membaca atau menulis berkas.',
  EPERM: 'Tidak ada izin untuk membaca atau menulis berkas.',
  EROFS: 'Disk ini hanya dapat dibaca.',
  EISDIR: 'Ini folder, bukan berkas.',
  ENOTDIR: 'Bagian dari alamat berkas ini bukan folder.',
  EMFILE: 'Terlalu banyak berkas terbuka. Naikkan batasnya (ulimit -n), lalu ulangi.',
  EIO: 'Disk gagal dibaca atau ditulis. Periksa kesehatan disk.',
};

/** One safe sentence for any error. Database errors quote rows, so only their code survives. */
export function plainSentence(error: unknown): string {
  if (error instanceof PlainError || error instanceof TryAgainError) return error.message;
  const e = error as { name?: string; code?: string; type?: string; message?: string };
  const code = String(e?.code ?? '');
  const message = e?.message ?? '';
  if (/No space left|NOT_ENOUGH_SPACE|not enough space|MISCONF/.test(message)) return NO_SPACE;
  const known = engineSentences[code] ?? systemSentences[code];
  if (known) return known;
  if (e?.type && code) return `Basis data menolak permintaan (kode ${code}, ${e.type}).`;
  if (e?.name === 'MaxRetriesPerRequestError' || /^Connection is closed/.test(message)) return 'Redis tidak menjawab.';
  if (/^(?:NOAUTH|WRONGPASS)/.test(message)) return 'Redis menolak sandi. Periksa REDIS_URL.';
  if (/^OOM command/.test(message)) return 'Memori Redis penuh. Naikkan maxmemory pada Redis itu.';
  if (/socket hang up|^Timeout error/.test(message)) return 'Basis data tidak menjawab.';
  return `Kesalahan tak terduga${/^[A-Z0-9_]+$/.test(code) ? ` (${code})` : ''}.`;
}
