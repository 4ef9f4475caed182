import { PlainError } from '../../clickhouse/plain-error';
import { type FileRecord, LONGEST_RECORD, WrittenRecord } from './record';

/** So much of a file shows its first line and thereby its delimiter. */
const HEAD_CHARS = 65_536;
const DELIMITERS = [',', ';', '\t', '|'];
/** So much is cut at a time: records of more would outlive the young generation of the garbage collector. */
const PART_CHARS = 65_536;

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Cuts delimited text (comma, semicolon, tab or bar; RFC 4180 quotes) into records with their line numbers; the first is the
 * header. The same text always gives the same records, however it arrives. A record whose quotes make no sense is one broken
 * line, never the rest of the file.
 */
export async function* csvRecords(pieces: AsyncIterable<string>, path: string): AsyncGenerator<FileRecord[]> {
  let cutter: Cutter | undefined;
  let head = '';
  for await (const piece of pieces) {
    if (cutter) {
      for (let from = 0; from < piece.length; from += PART_CHARS) {
        cutter.add(piece.slice(from, from + PART_CHARS));
        yield cutter.records();
      }
      continue;
    }
    head += piece;
    if (head.length < HEAD_CHARS) continue;
    cutter = new Cutter(head, path);
    yield cutter.records();
  }
  if (!cutter) {
    if (head === '') return;
    cutter = new Cutter(head, path);
  }
  cutter.end();
  yield cutter.records();
}

interface Cut {
  cellCount: number;
  /** Of all cells, without what quotes them. */
  chars: number;
  /** Behind the record's last character. */
  end: number;
  /** First character after the record's line end. */
  next: number;
}

/** Holds the text not yet cut. Every decision depends on the text alone, never on how it arrived. */
class Cutter {
  private text: string;
  private at = 0;
  private line = 1;
  private ended = false;
  private readonly delimiter: string;
  private readonly delimiterCode: number;
  /** Inside a line longer than any record: its start was given out, the rest is passed over. */
  private passing = false;
  /** Where the next quote stands, or the text's end: lines before it are cut without looking at their characters. */
  private quote = -1;
  /** Where the next delimiter before a quote stands, or the text's end. */
  private quotedCell = -1;

  /** `first` holds the head of the text: enough to tell how it is delimited. */
  constructor(first: string, path: string) {
    this.text = first;
    const head = first.slice(0, HEAD_CHARS);
    if (!head.includes('\n') && head.includes('\r')) {
      throw new PlainError(`Akhir baris berkas ini tidak dikenal: ${path}. Simpan sebagai CSV UTF-8, lalu ulangi.`);
    }
    const [firstLine = ''] = head.split('\n', 1);
    const told = /^sep=(.)\r?$/.exec(firstLine)?.[1]; // Excel's way to name it
    const bare = firstLine.replaceAll(/"[^"]*"/g, '');
    const counts = DELIMITERS.map((d) => [d, bare.split(d).length] as const);
    this.delimiter = told ?? counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
    this.delimiterCode = this.delimiter.charCodeAt(0);
    if (told) {
      this.at = firstLine.length + 1;
      this.line = 2;
    }
  }

  add(piece: string): void {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + piece : piece;
    this.at = 0;
    this.quote = -1;
    this.quotedCell = -1;
  }

  end(): void {
    this.ended = true;
  }

  /** The records whose end is in sight. */
  records(): FileRecord[] {
    const found: FileRecord[] = [];
    for (let record = this.next(); record; record = this.next()) found.push(record);
    return found;
  }

  private next(): FileRecord | undefined {
    if (this.passing) {
      const newline = this.text.indexOf('\n', this.at);
      this.at = newline < 0 ? this.text.length : newline + 1;
      if (newline < 0) return undefined;
      this.passing = false;
    }
    if (this.at >= this.text.length) return undefined;
    return this.plainLine() ?? this.quotedRecord();
  }

  /** The line at the current place, when it is whole and has no quote: most lines of most files. */
  private plainLine(): FileRecord | undefined {
    const { text, at: start, line } = this;
    if (this.quote < start) {
      this.quote = text.indexOf('"', start);
      if (this.quote < 0) this.quote = text.length;
    }
    const newline = text.indexOf('\n', start);
    if (newline < 0 || this.quote < newline || newline - start > LONGEST_RECORD) return undefined;
    const end = newline > start && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
    this.line += 1;
    this.at = newline + 1;
    const cellCount = this.cellsBetween(start, end);
    return new WrittenRecord(line, text.slice(start, end), this.delimiter, cellCount, end - start - cellCount + 1);
  }

  private quotedRecord(): FileRecord | undefined {
    const { text, at: start, line } = this;
    const cut = this.cut();
    if (cut === 'more') return undefined;
    if (cut === 'broken') return this.brokenLine(line);
    for (let n = text.indexOf('\n', start); n >= 0 && n < cut.next; n = text.indexOf('\n', n + 1)) this.line += 1;
    this.at = cut.next;
    return new WrittenRecord(line, text.slice(start, cut.end), this.delimiter, cut.cellCount, cut.chars);
  }

  /** The record at the current place, by the rules of RFC 4180. */
  private cut(): Cut | 'more' | 'broken' {
    const { text, at: start } = this;
    let cellCount = 0;
    let chars = 0;
    let place = start;
    for (;;) {
      if (text.charCodeAt(place) !== QUOTE) {
        let newline = text.indexOf('\n', place);
        if (newline < 0) {
          if (this.isTooLong(text.length)) return 'broken';
          if (!this.ended) return 'more';
          newline = text.length;
        }
        if (this.isTooLong(newline)) return 'broken';
        const lineEnd = newline > place && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
        // Cells without quotes up to the next quoted one or the line's end.
        const stop = Math.min(lineEnd, this.quotedCellFrom(place));
        const cells = this.cellsBetween(place, stop);
        cellCount += cells;
        chars += stop - place - cells + 1;
        if (stop === lineEnd) return { cellCount, chars, end: lineEnd, next: Math.min(newline + 1, text.length) };
        place = stop + 1;
      }
      let from = place + 1;
      let close: number;
      for (;;) {
        close = text.indexOf('"', from);
        if (close < 0) return this.unseen();
        if (this.isTooLong(close)) return 'broken';
        if (text.charCodeAt(close + 1) !== QUOTE) break;
        from = close + 2;
        chars -= 1;
      }
      if (close + 2 >= text.length && !this.ended) return 'more';
      cellCount += 1;
      chars += close - place - 1;
      const after = text.charCodeAt(close + 1); // NaN behind the end
      if (after === this.delimiterCode) {
        place = close + 2;
        if (place >= text.length && !this.ended) return 'more';
        continue;
      }
      const end = close + 1;
      if (Number.isNaN(after) || after === NEWLINE) {
        return { cellCount, chars, end, next: Math.min(close + 2, text.length) };
      }
      if (after === RETURN && (text.charCodeAt(close + 2) === NEWLINE || close + 2 >= text.length)) {
        return { cellCount, chars, end, next: Math.min(close + 3, text.length) };
      }
      return 'broken';
    }
  }

  private isTooLong(end: number): boolean {
    return end - this.at > LONGEST_RECORD;
  }

  /** When the record's end is not in sight: wait for it, unless it would be too far away or will never come. */
  private unseen(): 'more' | 'broken' {
    return this.isTooLong(this.text.length) || this.ended ? 'broken' : 'more';
  }

  /** The delimiter before the next cell that begins with a quote, or the text's end. */
  private quotedCellFrom(place: number): number {
    if (this.quotedCell < place) {
      this.quotedCell = this.text.indexOf(`${this.delimiter}"`, place);
      if (this.quotedCell < 0) this.quotedCell = this.text.length;
    }
    return this.quotedCell;
  }

  /** How many cells without quotes stand between two places. */
  private cellsBetween(from: number, to: number): number {
    const { text, delimiterCode } = this;
    let cells = 1;
    for (let i = from; i < to; i += 1) if (text.charCodeAt(i) === delimiterCode) cells += 1;
    return cells;
  }

  /** The line at the current place as one broken record, or as cells when its only fault are quotes that nobody doubled. */
  private brokenLine(line: number): FileRecord | undefined {
    const start = this.at;
    const newline = this.text.indexOf('\n', start);
    if (newline < 0 && !this.ended && this.text.length - start <= LONGEST_RECORD) return undefined; // its end is to come
    const end = newline < 0 ? this.text.length : newline;
    this.line += 1;
    this.at = newline < 0 ? this.text.length : newline + 1;
    this.passing = newline < 0 && !this.ended;
    const text = this.text.slice(start, Math.min(end, start + LONGEST_RECORD)).replace(/\r$/, '');
    const fields = end - start > LONGEST_RECORD ? undefined : laxFields(text, this.delimiter);
    return fields ? { line, fields, broken: '' } : { line, fields: [text], broken: 'kutip_rusak' };
  }
}

/** Cells of one line in which a quote ends a cell only when a delimiter or the line's end follows; undefined if one never ends. */
function laxFields(text: string, delimiter: string): string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const stop = text.indexOf(delimiter, at);
      fields.push(text.slice(at, stop < 0 ? undefined : stop));
      if (stop < 0) return fields;
      at = stop + 1;
      continue;
    }
    const close = text.indexOf(`"${delimiter}`, at + 1);
    const end = close < 0 ? text.length - 1 : close;
    if (end <= at || text[end] !== '"') return undefined;
    fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
    if (close < 0) return fields;
    at = end + 2;
  }
}
