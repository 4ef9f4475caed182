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

/** Bytes that are read into memory of the reader's own, where a stream would leave a gigabyte to be collected for each one read. */
export interface ByteSource {
  /** Fills a buffer from its start and returns how far; less than all of it only at the end of the bytes. */
  fill: (into: Buffer) => Promise<number>;
  close: () => Promise<void>;
}

/** The bytes of {@link byteStream} as a source. */
export async function byteSource(path: string, upTo = Number.POSITIVE_INFINITY): Promise<ByteSource> {
  if (!(await isPlain(path))) return sourceOf((await byteStream(path, upTo)) as AsyncIterable<Buffer>);
  const handle = await open(path);
  let at = 0;
  return {
    fill: async (into) => {
      const wanted = Math.min(into.length, upTo - at);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(into, filled, wanted - filled, at);
        if (bytesRead === 0) break;
        filled += bytesRead;
        at += bytesRead;
      }
      return filled;
    },
    close: () => handle.close(),
  };
}

/** Pieces of bytes as a source. */
export function sourceOf(pieces: AsyncIterable<Buffer>): ByteSource {
  const iterator = pieces[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return {
    fill: async (into) => {
      let filled = 0;
      while (filled < into.length) {
        if (rest.length === 0) {
          const { done, value } = await iterator.next();
          if (done) break;
          rest = value;
        }
        const copied = rest.copy(into, filled);
        rest = rest.subarray(copied);
        filled += copied;
      }
      return filled;
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}

/** The same bytes in pieces, each of which holds until the next is asked for; read one piece ahead. */
export const bytePieces = (path: string, upTo = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> =>
  ahead(piecesOf(path, upTo));

async function* piecesOf(path: string, upTo: number): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  const source = await byteSource(path, upTo);
  try {
    for (;;) {
      const buffer = buffers.reverse()[0]!;
      const filled = await source.fill(buffer);
      if (filled > 0) yield buffer.subarray(0, filled);
      if (filled < buffer.length) return;
    }
  } finally {
    await source.close();
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
