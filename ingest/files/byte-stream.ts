import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isSpooled, SPOOL_HEAD_BYTES, unspooled } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { ahead } from './ahead';

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new PlainError(`Berkas tidak ditemukan: ${path}`);
    if (error.code === 'EACCES') throw new PlainError(`Tidak ada izin membaca berkas: ${path}`);
    throw error;
  });
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new PlainError(`Ini folder, bukan berkas: ${path}`);
    if (!found.isFile()) throw new PlainError(`Ini bukan berkas biasa: ${path}`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * A file's bytes, unpacked when it is gzip (told by its content, not by its name). A broken archive is a PlainError.
 * `upTo` leaves out what was written to the file after it had that size.
 */
export async function byteStream(path: string, upTo = Number.POSITIVE_INFINITY): Promise<Readable> {
  let magic = await firstBytes(path, SPOOL_HEAD_BYTES);
  let raw: Readable = createReadStream(path, { highWaterMark: PIECE_BYTES, end: Math.max(0, upTo - 1) });
  if (isSpooled(magic)) {
    const sealed = raw;
    const opened = unspooled();
    sealed.on('error', (error) => opened.destroy(error));
    raw = sealed.pipe(opened);
    magic = await peek(opened);
  }
  if (!isGzip(magic)) return raw;
  const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
  let bytes = 0;
  const bounded = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      const isBomb = bytes > BOMB_BYTES && bytes > BOMB_RATIO * unpacked.bytesWritten;
      done(isBomb ? new PlainError(bombSentence(path)) : null, piece);
    },
  });
  pipeline(raw, unpacked, bounded, () => {}); // an error reaches whoever reads `bounded`
  return bounded;
}

/**
 * The same bytes in pieces, each of which holds until the next is asked for: a plain file is read into two buffers in turn, one
 * piece ahead, where a stream would leave a gigabyte of them to be collected for every gigabyte read.
 */
export async function* bytePieces(path: string, upTo = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  if (isWrapped(await firstBytes(path, SPOOL_HEAD_BYTES))) {
    yield* (await byteStream(path, upTo)) as AsyncIterable<Buffer>;
    return;
  }
  yield* ahead(plainPieces(path, upTo));
}

async function* plainPieces(path: string, upTo: number): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  const handle = await open(path);
  try {
    for (let at = 0; at < upTo; ) {
      const buffer = buffers.reverse()[0]!;
      const { bytesRead } = await handle.read(buffer, 0, Math.min(PIECE_BYTES, upTo - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Whether a file is stored as it is read, neither packed nor sealed: every piece of it can be read on its own. */
export const isPlain = async (path: string) => !isWrapped(await firstBytes(path, SPOOL_HEAD_BYTES));

const PIECE_BYTES = 1 << 20;
const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;
const isWrapped = (head: Buffer) => isSpooled(head) || isGzip(head);

/**
 * What unpacks to more than both is no data but a bomb, or a file of one repeated line. Measured: access logs pack 9 to 10
 * times, a table of one line again and again 340 times, zeros 1,000 times. Up to 1 GiB nothing is lost by reading on.
 */
const BOMB_BYTES = 2 ** 30;
const BOMB_RATIO = 200;

const bombSentence = (path: string) =>
  `Arsip gz ini membesar lebih dari ${BOMB_RATIO} kali saat dibuka (lebih dari 1 GB): ${path}. Isinya tidak wajar, maka tidak dibaca; periksa berkasnya.`;

/** The first bytes of a stream, which still gives them. */
async function peek(stream: Readable): Promise<Buffer> {
  for (;;) {
    const head = stream.read() as Buffer | null;
    if (head) {
      stream.unshift(head);
      return head;
    }
    if (stream.readableEnded || stream.destroyed) return Buffer.alloc(0);
    await Promise.race([once(stream, 'readable'), once(stream, 'end')]);
  }
}

/** Turns an error met while reading into one sentence about the file. */
export function readingError(path: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  if (code.startsWith('Z_')) {
    return new PlainError(`Arsip gz rusak atau terpotong: ${path}. Tidak ada yang disimpan; minta berkas yang utuh.`);
  }
  return error instanceof Error ? error : new Error(String(error));
}
