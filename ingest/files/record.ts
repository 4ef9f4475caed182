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

/**
 * A record of delimited text by the rules of RFC 4180, kept as it was written: most are only passed on to the engine, and cells
 * come about when somebody looks at them. A tenth of the time and garbage of a text for each cell.
 */
export class WrittenRecord implements FileRecord {
  readonly broken = '';
  private cells: string[] | undefined;

  /** `written`: without its line end. `chars`: of all cells. */
  constructor(
    readonly line: number,
    readonly written: string,
    readonly delimiter: string,
    readonly cellCount: number,
    readonly chars: number,
  ) {}

  get fields(): string[] {
    this.cells ??= cellsOf(this.written, this.delimiter);
    return this.cells;
  }

  /** Nobody has looked at its cells, who could have changed them. */
  get isUntouched(): boolean {
    return this.cells === undefined;
  }
}

/** The cells of one record whose quotes are in order. */
function cellsOf(written: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (written[at] !== '"') {
      const stop = written.indexOf(delimiter, at);
      cells.push(written.slice(at, stop < 0 ? undefined : stop));
      if (stop < 0) return cells;
      at = stop + 1;
      continue;
    }
    let close = written.indexOf('"', at + 1);
    while (written[close + 1] === '"') close = written.indexOf('"', close + 2);
    cells.push(written.slice(at + 1, close).replaceAll('""', '"'));
    if (close + 1 >= written.length) return cells;
    at = close + 2;
  }
}

/** Longer than any record of a known export, in characters; beyond it a quote was never closed or a line end is missing. */
export const LONGEST_RECORD = 1 << 20;

/** What a chunk holds at most: it is parsed in the engine's memory at once, and held twice in ours. */
export const CHUNK_LIMITS = { records: 50_000, chars: 16 << 20 };
