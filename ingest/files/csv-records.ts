import type { Readable } from 'node:stream';
import { PlainError } from '../../clickhouse/plain-error';

export interface CsvRecord {
  /** Line of the file on which the record starts, counted from 1. */
  line: number;
  fields: string[];
  /** Set when the text could not be cut into fields; `fields` then holds the text as one. */
  broken: string;
}

/** What a chunk of a table holds at most; one chunk is parsed in the engine's memory at once. */
const RECORDS_PER_CHUNK = 50_000;
/** Longer than any record of a known export, in bytes; beyond it a quote was never closed or a line end is missing. */
const LONGEST_RECORD = 1 << 20;

/** So much of a file tells its delimiter and whether it is text. */
const HEAD_BYTES = 65_536;

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

export interface CsvChunk {
  header: string[];
  records: CsvRecord[];
}

/**
 * Cuts a delimited file (comma, semicolon or tab; RFC 4180 quotes; UTF-8) into chunks of records with their line numbers. The
 * same bytes always give the same chunks. A record whose quotes make no sense is one broken line, never the rest of the file.
 */
export async function* csvChunks(
  stream: Readable,
  path: string,
  perChunk = RECORDS_PER_CHUNK,
): AsyncGenerator<CsvChunk> {
  let header: string[] | undefined;
  let records: CsvRecord[] = [];
  for await (const record of csvRecords(stream, path)) {
    if (!header) {
      header = headerOf(record, path);
      continue;
    }
    records.push(record);
    if (records.length >= perChunk) {
      yield { header, records };
      records = [];
    }
  }
  if (!header) throw new PlainError(`Berkas kosong: ${path}`);
  if (records.length) yield { header, records };
}

/** The column names of a delimited file. */
export async function csvHeader(stream: Readable, path: string): Promise<string[]> {
  for await (const record of csvRecords(stream, path)) return headerOf(record, path);
  throw new PlainError(`Berkas kosong: ${path}`);
}

function headerOf(record: CsvRecord, path: string): string[] {
  if (record.broken) throw new PlainError(`Baris judul kolom pada berkas ini rusak: ${path}`);
  return record.fields.map((name) => name.replaceAll('\u00a0', ' ').trim());
}

async function* csvRecords(stream: Readable, path: string): AsyncGenerator<CsvRecord> {
  let cutter: Cutter | undefined;
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (cutter) cutter.add(piece);
    else {
      head = head.length ? Buffer.concat([head, piece]) : piece;
      if (head.length < HEAD_BYTES) continue;
      cutter = new Cutter(head, path);
    }
    yield* cutter.records();
  }
  if (!cutter) {
    if (head.length === 0) return;
    cutter = new Cutter(head, path);
  }
  cutter.end();
  yield* cutter.records();
}

interface Cut {
  fields: string[];
  /** First byte after the record's line end. */
  next: number;
}

/** Holds the bytes not yet cut. Every decision depends on the bytes alone, never on how they arrived. */
class Cutter {
  private bytes: Buffer;
  private at = 0;
  private line = 1;
  private ended = false;
  private readonly delimiter: number;
  /** Inside a line longer than any record: its start was given out, the rest is passed over. */
  private passing = false;

  /** `first` holds the head of the file: enough to tell what it is. */
  constructor(first: Buffer, path: string) {
    this.bytes = first;
    const start = first.subarray(0, 4).toString('latin1');
    if (start === 'PK\u0003\u0004') {
      throw new PlainError(`Berkas ini XLSX atau ZIP, bukan CSV: ${path}. Simpan sebagai CSV (UTF-8), lalu ulangi.`);
    }
    if (start.startsWith('\u00ff\u00fe') || start.startsWith('\u00fe\u00ff')) {
      throw new PlainError(`Berkas ini CSV berkode UTF-16: ${path}. Simpan sebagai CSV UTF-8, lalu ulangi.`);
    }
    if (first.subarray(0, 4096).includes(0)) throw new PlainError(`Berkas ini bukan teks CSV: ${path}`);
    const head = first
      .subarray(0, HEAD_BYTES)
      .toString('utf8')
      .replace(/^\ufeff/, '');
    if (!head.includes('\n') && head.includes('\r')) {
      throw new PlainError(`Akhir baris berkas ini tidak dikenal: ${path}. Simpan sebagai CSV UTF-8, lalu ulangi.`);
    }
    const [firstLine = ''] = head.split('\n', 1);
    const told = /^sep=(.)\r?$/.exec(firstLine)?.[1]; // Excel's way to name it
    const bare = firstLine.replaceAll(/"[^"]*"/g, '');
    const counts = [',', ';', '\t'].map((d) => [d, bare.split(d).length] as const);
    const sniffed = counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
    this.delimiter = (told ?? sniffed).charCodeAt(0);
    if (first.subarray(0, 3).equals(Buffer.from('\ufeff'))) this.at = 3;
    if (told) {
      this.at += firstLine.length + 1;
      this.line = 2;
    }
  }

  add(piece: Buffer): void {
    const rest = this.bytes.subarray(this.at);
    this.bytes = rest.length ? Buffer.concat([rest, piece]) : piece;
    this.at = 0;
  }

  end(): void {
    this.ended = true;
  }

  *records(): Generator<CsvRecord> {
    for (let record = this.next(); record; record = this.next()) yield record;
  }

  private next(): CsvRecord | undefined {
    if (this.passing) {
      const newline = this.bytes.indexOf(NEWLINE, this.at);
      this.at = newline < 0 ? this.bytes.length : newline + 1;
      if (newline < 0) return undefined;
      this.passing = false;
    }
    if (this.at >= this.bytes.length) return undefined;
    const start = this.at;
    const line = this.line;
    const cut = this.cut();
    if (cut === 'more') return undefined;
    if (cut !== 'broken') {
      for (let n = this.bytes.indexOf(NEWLINE, start); n >= 0 && n < cut.next; n = this.bytes.indexOf(NEWLINE, n + 1))
        this.line += 1;
      this.at = cut.next;
      return { line, fields: cut.fields, broken: '' };
    }
    return this.brokenLine(line);
  }

  /** The record at the current place, by the rules of RFC 4180. */
  private cut(): Cut | 'more' | 'broken' {
    const { bytes, at: start, delimiter } = this;
    const tooLong = (end: number) => end - start > LONGEST_RECORD;
    // When the record's end is not in sight: wait for it, unless it would be too far away or will never come.
    const unseen = () => (tooLong(bytes.length) || this.ended ? 'broken' : 'more');
    const fields: string[] = [];
    let place = start;
    for (;;) {
      if (bytes[place] === QUOTE) {
        let from = place + 1;
        let close: number;
        for (;;) {
          close = bytes.indexOf(QUOTE, from);
          if (close < 0) return unseen();
          if (tooLong(close)) return 'broken';
          if (bytes[close + 1] !== QUOTE) break;
          from = close + 2;
        }
        if (close + 2 >= bytes.length && !this.ended) return 'more';
        const text = bytes.toString('utf8', place + 1, close);
        fields.push(from > place + 1 ? text.replaceAll('""', '"') : text);
        const after = bytes[close + 1];
        if (after === delimiter) {
          place = close + 2;
          if (place >= bytes.length && !this.ended) return 'more';
          continue;
        }
        if (after === undefined || after === NEWLINE) return { fields, next: Math.min(close + 2, bytes.length) };
        if (after === RETURN && (bytes[close + 2] === NEWLINE || close + 2 >= bytes.length))
          return { fields, next: Math.min(close + 3, bytes.length) };
        return 'broken';
      }
      let newline = bytes.indexOf(NEWLINE, place);
      if (newline < 0) {
        if (tooLong(bytes.length)) return 'broken';
        if (!this.ended) return 'more';
        newline = bytes.length;
      }
      if (tooLong(newline)) return 'broken';
      const lineEnd = newline > place && bytes[newline - 1] === RETURN ? newline - 1 : newline;
      // Cells without quotes up to the next quoted one or the line's end.
      for (;;) {
        const stop = bytes.indexOf(delimiter, place);
        if (stop < 0 || stop >= lineEnd) {
          fields.push(bytes.toString('utf8', place, lineEnd));
          return { fields, next: Math.min(newline + 1, bytes.length) };
        }
        fields.push(bytes.toString('utf8', place, stop));
        place = stop + 1;
        if (bytes[place] === QUOTE) break;
      }
    }
  }

  /** The line at the current place as one broken record, or as cells when its only fault are quotes that nobody doubled. */
  private brokenLine(line: number): CsvRecord | undefined {
    const start = this.at;
    const newline = this.bytes.indexOf(NEWLINE, start);
    if (newline < 0 && !this.ended && this.bytes.length - start <= LONGEST_RECORD) return undefined; // its end is to come
    const end = newline < 0 ? this.bytes.length : newline;
    this.line += 1;
    this.at = newline < 0 ? this.bytes.length : newline + 1;
    this.passing = newline < 0 && !this.ended;
    const text = this.bytes.toString('utf8', start, Math.min(end, start + LONGEST_RECORD)).replace(/\r$/, '');
    const fields = end - start > LONGEST_RECORD ? undefined : laxFields(text, String.fromCharCode(this.delimiter));
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
