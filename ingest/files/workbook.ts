import type { Readable } from 'node:stream';
import readWorkbook from 'read-excel-file/node';
import { PlainError } from '../../clickhouse/plain-error';
import { cleanName, foldedName } from './header';
import { cleanCell, plainNumber } from './json-records';
import type { FileRecord } from './record';
import type { RecordLayout } from './record-layout';
import { zipEntries } from './zip-contents';

/**
 * A workbook is held in memory while it is read: measured, 54 MB of XML (100,000 rows of 12 columns) take 330 MB and 1.9 s, 11 MB
 * take 130 MB. The limits keep it near 220 MB; bigger tables belong into CSV, which has no limit.
 */
const PACKED_LIMIT_BYTES = 16 << 20;
const UNPACKED_LIMIT_BYTES = 32 << 20;

/** The real header stands within so many rows; above it there may be a title, a date, an emblem. */
const ROWS_BEFORE_HEADER = 20;

type Row = string[];

/** The table of a workbook: the sheet and the header row that hold most of the layout's columns, and the rows below. */
export async function workbookTable(
  stream: Readable,
  path: string,
  layout: RecordLayout,
): Promise<{ header: string[]; records: FileRecord[] }> {
  const sheets = await readSheets(stream, path);
  const wanted = layout.sheet === undefined ? sheets : sheets.filter((s) => s.name === layout.sheet);
  if (wanted.length === 0) {
    const names = sheets.map((s) => `"${s.name}"`).join(', ');
    throw new PlainError(`Lembar "${layout.sheet}" tidak ada pada buku kerja ini: ${path}. Yang ada: ${names}`);
  }
  const filled = wanted.filter((s) => s.rows.some(hasText));
  if (filled.length === 0) throw new PlainError(`Buku kerja ini tidak berisi tabel: ${path}`);
  const headed = filled.map(({ rows }) => ({ rows, ...findHeader(rows, layout.columns) }));
  const best = headed.reduce((a, b) => (b.score > a.score ? b : a));
  const header = best.header.slice(0, best.header.findLastIndex((name) => name !== '') + 1);
  const width = Math.max(header.length, 1);
  const records = best.rows.slice(best.below).map((row, i): FileRecord => {
    const fields = hasText(row) ? Array.from({ length: width }, (_, n) => row[n] ?? '') : [''];
    return { line: best.below + i + 1, fields, broken: '' };
  });
  return { header, records };
}

const hasText = (row: Row) => row.some((cell) => cell !== '');

interface Header {
  header: string[];
  /** How many rows stand above the first record. */
  below: number;
  score: number;
}

/**
 * The row that holds most of the wanted columns, or, when none are named, most cells. A header may span two rows with merged
 * cells: a name over several columns is put before each of the names below it.
 */
function findHeader(rows: Row[], columns: string[]): Header {
  const known = new Set(columns.map(foldedName));
  const score = (names: string[]) =>
    known.size === 0
      ? names.filter((n) => n !== '').length
      : new Set(names.map(foldedName).filter((n) => known.has(n))).size;
  let best: Header | undefined;
  const consider = (header: string[], below: number) => {
    const candidate = { header, below, score: score(header) };
    if (!best || candidate.score > best.score) best = candidate;
  };
  const names = rows.slice(0, ROWS_BEFORE_HEADER + 1).map((row) => row.map(cleanName));
  for (const [i, row] of names.slice(0, ROWS_BEFORE_HEADER).entries()) {
    consider(row, i + 1);
    const next = names[i + 1];
    if (next && columns.length > 0) consider(joined(row, next), i + 2);
  }
  if (best && best.score > 0) return best;
  const first = names.findIndex(hasText); // no row has a wanted column: the first one shows what is there instead
  return { header: names[Math.max(0, first)] ?? [], below: Math.max(0, first) + 1, score: 0 };
}

/** Merged cells keep their text in the first one: `Alamat` over `Jalan` and `Kota` is read as `Alamat Jalan`, `Alamat Kota`. */
function joined(upper: Row, lower: Row): string[] {
  let over = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
    over = upper[i] || (lower[i] ? over : '');
    return [over, lower[i] ?? ''].filter((name) => name !== '').join(' ');
  });
}

async function readSheets(stream: Readable, path: string): Promise<{ name: string; rows: Row[] }[]> {
  const zip = await packedBytes(stream, path);
  const entries = zipEntries(zip, UNPACKED_LIMIT_BYTES);
  if (entries === 'too big') throw tooBig(path);
  const damaged = new PlainError(`Buku kerja ini rusak atau terpotong: ${path}. Minta berkas yang utuh.`);
  if (!entries) throw damaged;
  const has = (start: string) => entries.some((e) => e.name.startsWith(start));
  if (!has('xl/')) {
    if (has('word/')) throw new PlainError(`Berkas ini dokumen Word (DOCX), bukan data: ${path}. ${SAVE_AS}`);
    if (has('ppt/')) throw new PlainError(`Berkas ini presentasi (PPTX), bukan data: ${path}.`);
    if (has('content.xml')) throw new PlainError(`Berkas ini ODS atau ODT (OpenDocument): ${path}. ${SAVE_AS}`);
    throw new PlainError(`Berkas ini arsip ZIP: ${path}. Keluarkan isinya, lalu muat berkas di dalamnya.`);
  }
  if (has('xl/workbook.bin')) throw new PlainError(`Berkas ini Excel biner (XLSB): ${path}. ${SAVE_AS}`);
  try {
    // Numbers as they are written in the file: a NIK of 16 digits must not pass through a rounding.
    const sheets = await readWorkbook<string>(zip, { parseNumber: numberText, trim: false });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) }));
  } catch {
    throw damaged;
  }
}

const SAVE_AS = 'Simpan tabelnya sebagai XLSX atau CSV (UTF-8), lalu ulangi.';

async function packedBytes(stream: Readable, path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > PACKED_LIMIT_BYTES) throw tooBig(path);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooBig(path: string): PlainError {
  const mb = (bytes: number) => bytes >> 20;
  return new PlainError(
    `Berkas ZIP atau buku kerja ini terlalu besar (batasnya ${mb(PACKED_LIMIT_BYTES)} MB, atau ${mb(UNPACKED_LIMIT_BYTES)} MB sesudah dibuka): ${path}. Simpan tabelnya sebagai CSV (UTF-8), lalu ulangi.`,
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  return cleanCell(String(value)).trim();
}

/** The digits as they stand in the file; what is written with an exponent, in full. */
function numberText(written: string): string {
  if (/^-?\d+$/.test(written)) return written;
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  // A workbook keeps 17 digits of 0.1 + 0.2; Excel itself shows 15.
  return plainNumber(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

/** `2026-10-31 09:15:00`; a time without a date is `09:15:00`. Workbooks know no time zone. */
function dateText(date: Date): string {
  const seconds = new Date(Math.round(date.getTime() / 1000) * 1000);
  if (Number.isNaN(seconds.getTime())) return '';
  const [day, time] = seconds.toISOString().slice(0, -5).split('T') as [string, string];
  return day < '1900-01-01' ? time : `${day} ${time}`;
}
