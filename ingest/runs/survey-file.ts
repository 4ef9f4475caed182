import { createHash } from 'node:crypto';
import { stat, statfs } from 'node:fs/promises';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { PlainError } from '../../clickhouse/plain-error';
import { bytePieces, isPlain, readingError } from '../files/byte-stream';
import { type FileTraits, FormatWatch } from '../files/file-format';
import { recordHeader } from '../files/records';
import { logFormats, logRefusal, recogniseLog } from '../kinds/log-formats';
import type { LogFormat } from '../kinds/log-formats/log-format';
import { linesBefore } from '../kinds/log-reader';
import { layoutOf, type Mapping, missingColumns } from '../mappings/mapping';

export interface SurveyedFile {
  path: string;
  /** Of all its content. Not set for logs: theirs is known when they are stored to their end. */
  sha256?: string;
  /** Size of the file when it was surveyed; what is written to it later belongs to another run. */
  fileBytes: number;
  /** Size of the content after unpacking. */
  sizeBytes: number;
  modifiedAt: Date;
  /** Format and encoding of a file of records, told by all of its bytes; not set for logs. */
  traits?: FileTraits;
  /** How the lines of an access log are read; set for logs only. */
  logFormat?: LogFormat;
}

/** So much of a log tells its format. */
const HEAD_BYTES = 65_536;

/**
 * Reads a file whole before any of it is stored: its size, whether it is sound and of the promised layout.
 * Everything a clerk can get wrong ends here, so that a refused file leaves nothing half stored.
 * `mapping`: what its records mean; undefined = it is an access log.
 */
export async function surveyFile(path: string, mapping: Mapping | undefined): Promise<SurveyedFile> {
  const { size: fileBytes, mtime } = await stat(path).catch((error) => {
    throw error.code === 'ENOENT' ? new PlainError(`Berkas tidak ditemukan: ${path}`) : error;
  });
  const isLog = mapping === undefined;
  if (isLog && (await isPlain(path))) return surveyPlainLog(path, fileBytes, mtime);
  const hash = isLog ? undefined : createHash('sha256');
  const watch = new FormatWatch(path);
  const room = await freeDiskBytes();
  let sizeBytes = 0;
  let head = '';
  let traits: FileTraits | undefined;
  try {
    for await (const piece of bytePieces(path, fileBytes)) {
      hash?.update(piece);
      sizeBytes += piece.length;
      if (sizeBytes > room) throw new PlainError(roomSentence(path, room));
      if (!isLog) watch.add(piece);
      else if (head.length < HEAD_BYTES) head += piece.toString('latin1', 0, HEAD_BYTES);
    }
    if (sizeBytes === 0) throw new PlainError(`Berkas kosong: ${path}`);
    if (!isLog) traits = await watch.end();
  } catch (error) {
    throw readingError(path, error);
  }
  const logFormat = isLog ? await logFormatOf(path, head) : undefined;
  if (traits && mapping) await checkHeader(path, fileBytes, traits, mapping);
  return { path, sha256: hash?.digest('hex'), fileBytes, sizeBytes, modifiedAt: mtime, traits, logFormat };
}

/** Its head tells all that can be wrong with it, so that it is read only once. */
async function surveyPlainLog(path: string, fileBytes: number, modifiedAt: Date): Promise<SurveyedFile> {
  if (fileBytes === 0) throw new PlainError(`Berkas kosong: ${path}`);
  let head = '';
  for await (const piece of bytePieces(path, Math.min(fileBytes, HEAD_BYTES))) head += piece.toString('latin1');
  const logFormat = await logFormatOf(path, head);
  return { path, fileBytes, sizeBytes: fileBytes, modifiedAt, logFormat };
}

/** What an archive holds may be more than the disk: reading it to its end would only put the refusal off. */
async function freeDiskBytes(): Promise<number> {
  const disk = process.env.CLICKHOUSE_URL ? undefined : await statfs(dataFolder()).catch(() => undefined);
  return disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
}

const roomSentence = (path: string, room: number) =>
  `Ruang disk kurang: tersisa ${Math.floor(room / 2 ** 20).toLocaleString('id-ID')} MB, isi berkas ini lebih besar: ${path}. Tidak ada yang disimpan.`;

/** Rejected lines that are read again are damaged: what stands before them tells the format they were in. */
export const toldFormat = (id: string) => `#Format: ${id}\n`;
const TOLD_FORMAT = /^#Format: ([a-z0-9-]+)\n/;

/** The format of a log, or the sentence that says why it is none. A part of a followed log may be too short to tell by itself. */
async function logFormatOf(path: string, head: string): Promise<LogFormat> {
  const bytes = Buffer.from(head, 'latin1');
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head)) {
    throw new PlainError(`Berkas ini berkode UTF-16: ${path}. Simpan sebagai UTF-8, lalu ulangi.`);
  }
  const before = (await linesBefore(path)).subarray(0, HEAD_BYTES);
  const told = TOLD_FORMAT.exec(before.toString('latin1'))?.[1];
  const format = logFormats.find(({ id }) => id === told) ?? recogniseLog(bytes) ?? recogniseLog(before);
  if (!format)
    throw new PlainError(
      `Berkas ini bukan log akses yang dikenal: ${path}. ${logRefusal(bytes)} Tidak ada yang disimpan.`,
    );
  return format;
}

/** Reads the head of a file of records (a JSON document to its end, which alone proves it sound) and compares its columns. */
async function checkHeader(path: string, fileBytes: number, traits: FileTraits, mapping: Mapping): Promise<void> {
  const header = await recordHeader({ path, fileBytes, traits }, layoutOf(mapping));
  const missing = missingColumns(mapping, header);
  if (missing.length === 0) return;
  // A file without a header line shows a person's record in its place: only a row that is clearly a header is repeated.
  const ours = new Set(layoutOf(mapping).columns);
  const known = header.filter((name) => ours.has(name));
  const isHeader = known.length * 2 >= mapping.required.length;
  const strange = isHeader ? header.filter((name) => name !== '' && !ours.has(name)) : [];
  throw new PlainError(
    `Berkas ini bukan ${mapping.name}: kolom ${named(missing)} tidak ada. Dari ${header.length} kolom yang ditemukan, yang dikenal: ${known.length ? named(known) : 'tidak ada'}${strange.length ? `; yang baru: ${named(strange)}` : ''}. Berkas: ${path}`,
  );
}

function named(columns: string[]): string {
  const shown = columns.slice(0, 5).map((name) => `"${name.slice(0, 40)}"`);
  const rest = columns.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` dan ${rest} lainnya` : ''}`;
}
