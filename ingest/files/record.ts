/** Why a record could not be cut into fields: reasons of rejects. */
export const BROKEN = ['kutip_rusak', 'json_rusak', 'jumlah_kolom_berbeda'] as const;

/** One record of a file, as it stood there: nothing is understood yet. */
export interface FileRecord {
  /** Where it stands, unlike any other of its file: the line it starts on, the row of a workbook, its number in a JSON list. */
  line: number;
  fields: string[];
  /** Set when the text could not be cut into fields; `fields` then holds the text as one. */
  broken: '' | (typeof BROKEN)[number];
}

/** Longer than any record of a known export, in characters; beyond it a quote was never closed or a line end is missing. */
export const LONGEST_RECORD = 1 << 20;

/** What a chunk holds at most: it is parsed in the engine's memory at once, and held twice in ours. */
export const CHUNK_LIMITS = { records: 50_000, chars: 16 << 20 };
