import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { PlainError } from '../../clickhouse/plain-error';
import { byteStream, readingError } from '../files/byte-stream';
import { csvHeader } from '../files/csv-records';
import { logRefusal, recogniseLog } from '../kinds/log-formats';
import type { LogFormat } from '../kinds/log-formats/log-format';
import { mappings } from '../mappings';
import { ACCESS_LOG } from './sources';

export interface SurveyedFile {
  path: string;
  sha256: string;
  /** Size of the file when it was surveyed; what is written to it later belongs to another run. */
  fileBytes: number;
  /** Size of the content after unpacking. */
  sizeBytes: number;
  modifiedAt: Date;
  /** How the lines of an access log are read; set for logs only. */
  logFormat?: LogFormat;
}

/**
 * Reads a file whole before any of it is stored: its fingerprint, its size, whether it is sound and of the promised layout.
 * Everything a clerk can get wrong ends here, so that a refused file leaves nothing half stored.
 */
export async function surveyFile(path: string, mappingId: string): Promise<SurveyedFile> {
  const { size: fileBytes, mtime } = await stat(path).catch((error) => {
    throw error.code === 'ENOENT' ? new PlainError(`Berkas tidak ditemukan: ${path}`) : error;
  });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let head = '';
  try {
    for await (const piece of (await byteStream(path, fileBytes)) as AsyncIterable<Buffer>) {
      hash.update(piece);
      sizeBytes += piece.length;
      if (head.length < 65_536) head += piece.toString('latin1', 0, 65_536);
    }
  } catch (error) {
    throw readingError(path, error);
  }
  if (sizeBytes === 0) throw new PlainError(`Berkas kosong: ${path}`);
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head)) {
    throw new PlainError(`Berkas ini berkode UTF-16: ${path}. Simpan sebagai UTF-8, lalu ulangi.`);
  }
  const logFormat = mappingId === ACCESS_LOG ? logFormatOf(path, head) : undefined;
  if (mappingId !== ACCESS_LOG) await checkHeader(path, mappingId);
  return {
    path,
    sha256: hash.digest('hex'),
    fileBytes,
    sizeBytes,
    modifiedAt: mtime,
    logFormat,
  };
}

/** The format of a log, or the sentence that says why it is none. */
function logFormatOf(path: string, head: string): LogFormat {
  const bytes = Buffer.from(head, 'latin1');
  const format = recogniseLog(bytes);
  if (!format)
    throw new PlainError(
      `Berkas ini bukan log akses yang dikenal: ${path}. ${logRefusal(bytes)} Tidak ada yang disimpan.`,
    );
  return format;
}

async function checkHeader(path: string, mappingId: string): Promise<void> {
  const mapping = mappings[mappingId]!;
  const stream = await byteStream(path);
  const header = await csvHeader(stream, path).finally(() => stream.destroy());
  const missing = mapping.required.filter((name) => !header.includes(name));
  if (missing.length === 0) return;
  // A file without a header line shows a person's record in its place: only names that we know are repeated.
  const known = [...mapping.required, ...(mapping.optional ?? [])].filter((name) => header.includes(name));
  throw new PlainError(
    `Berkas ini bukan ${mapping.name}: kolom ${named(missing)} tidak ada. Dari ${header.length} kolom yang ditemukan, yang dikenal: ${known.length ? named(known) : 'tidak ada'}. Berkas: ${path}`,
  );
}

function named(columns: string[]): string {
  const shown = columns.slice(0, 5).map((name) => `"${name}"`);
  const rest = columns.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` dan ${rest} lainnya` : ''}`;
}
