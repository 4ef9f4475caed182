/**
 * A failure that a clerk can act on: one sentence in Indonesian, without rows, stack or SQL.
 * Whatever reaches a person (terminal, page, job result) is either this or {@link plainSentence} of something else.
 */
export class PlainError extends Error {
  override name = 'PlainError';
}

/** One safe sentence for any error. Database errors quote rows, so only their code survives. */
export function plainSentence(error: unknown): string {
  if (error instanceof PlainError) return error.message;
  const e = error as { code?: string; type?: string; message?: string; syscall?: string };
  const noSpace =
    'Ruang disk habis. Kosongkan ruang pada folder data, lalu ulangi; yang sudah tersimpan tidak diulang.';
  if (e?.code === 'ENOSPC' || e?.code === '243' || /No space left|NOT_ENOUGH_SPACE/.test(e?.message ?? ''))
    return noSpace;
  if (e?.type && e?.code) return `Basis data menolak permintaan (kode ${e.code}, ${e.type}).`;
  if (e?.code === 'ECONNREFUSED' || e?.code === 'ECONNRESET') return 'Basis data tidak menjawab.';
  if (e?.code === 'ENOENT') return 'Berkas tidak ditemukan.';
  if (e?.code === 'EACCES') return 'Tidak ada izin untuk membaca berkas.';
  return `Kesalahan tak terduga${e?.code ? ` (${e.code})` : ''}.`;
}
