import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { PlainError } from '../plain-error';
import { dataFolder } from './paths';
import { keyFor } from './secrets';

/*
 * What a pull has fetched and not yet loaded, kept in the data folder until its run has ended. Records there are as the source
 * gave them, personal data included, so every part is encrypted: a header line, then frames of
 * [length, 4 bytes][nonce, 12][text, AES-256-GCM][tag, 16].
 */

const MAGIC = Buffer.from('RUANG-KENDALI TAMPUNGAN 1\n');
const FRAME_BYTES = 1 << 20;
const OVERHEAD = 12 + 16;

const PURPOSE = 'tampungan';

const spoolRoot = () => join(dataFolder(), 'tampungan');
const spoolFolder = (runId: string) => join(spoolRoot(), runId);

/** Whether a file begins like a spool part. */
export const isSpooled = (head: Buffer) => head.subarray(0, MAGIC.length).equals(MAGIC);
export const SPOOL_HEAD_BYTES = MAGIC.length;

/** One part being written: bytes of one file as any source might have sent it. */
export interface SpoolPart {
  path: string;
  write: (bytes: Buffer | string) => Promise<void>;
  close: () => Promise<void>;
  /** Keeps lines that stand before the part at its source: read in its light (`contextPath`), never loaded. */
  context: (lines: Buffer) => Promise<void>;
  /** Throws the part away, closed or not: what it held was cut short, or is not worth loading. */
  drop: () => Promise<void>;
}

export interface Spool {
  /** Starts the next part. `label` is what people see as the name of the file, such as `halaman-1.json`. */
  part: (label: string) => Promise<SpoolPart>;
  /** Paths of the closed parts, in order. */
  paths: () => string[];
  /** Bytes written so far, without dropped parts. */
  bytes: () => number;
}

/** Where the lines before a part are kept. */
export const contextPath = (partPath: string) => `${partPath}.konteks`;

/**
 * An empty spool for a run; what an interrupted pull left there is thrown away. Each has a folder of its own: a pull that was
 * thought dead and is not never meets the half-written parts of the next one under its names.
 */
export async function openSpool(runId: string): Promise<Spool> {
  await rm(spoolFolder(runId), { recursive: true, force: true });
  const folder = join(spoolFolder(runId), randomBytes(6).toString('hex'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const closed: string[] = [];
  let parts = 0;
  let bytes = 0;
  return {
    paths: () => closed,
    bytes: () => bytes,
    part: async (label) => {
      parts += 1;
      const path = join(folder, `${String(parts).padStart(4, '0')}-${label.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}`);
      const file = await open(path, 'w', 0o600);
      await file.write(MAGIC);
      let waiting: Buffer[] = [];
      let size = 0;
      let written = 0;
      let isOpen = true;
      const flush = async () => {
        if (size === 0) return;
        await writeFrame(file, Buffer.concat(waiting));
        waiting = [];
        size = 0;
      };
      return {
        path,
        write: async (given) => {
          const piece = typeof given === 'string' ? Buffer.from(given) : given;
          bytes += piece.length;
          written += piece.length;
          waiting.push(piece);
          size += piece.length;
          if (size >= FRAME_BYTES) await flush();
        },
        close: async () => {
          await flush();
          await file.sync();
          await file.close();
          isOpen = false;
          closed.push(path);
        },
        context: async (lines) => {
          const beside = await open(contextPath(path), 'w', 0o600);
          await beside.write(MAGIC);
          await writeFrame(beside, gzipSync(lines, { level: 1 }));
          await beside.close();
        },
        drop: async () => {
          if (isOpen) await file.close();
          isOpen = false;
          if (closed.includes(path)) closed.splice(closed.indexOf(path), 1);
          bytes -= written;
          await rm(path, { force: true });
          await rm(contextPath(path), { force: true });
        },
      };
    },
  };
}

async function writeFrame(file: FileHandle, text: Buffer): Promise<void> {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(PURPOSE), iv);
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(OVERHEAD + body.length);
  await file.write(Buffer.concat([length, iv, body, cipher.getAuthTag()]));
}

/** Turns the bytes of a spool part into what the source gave. A part that was cut or changed fails as a whole. */
export function unspooled(): Transform {
  const key = keyFor(PURPOSE);
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  return new Transform({
    transform(piece: Buffer, _, done) {
      rest = rest.length ? Buffer.concat([rest, piece]) : piece;
      try {
        if (!begun) {
          if (rest.length < MAGIC.length) return done();
          begun = true;
          rest = rest.subarray(MAGIC.length);
        }
        while (rest.length >= 4) {
          const length = rest.readUInt32LE(0);
          if (rest.length < 4 + length) break;
          const frame = rest.subarray(4, 4 + length);
          const decipher = createDecipheriv('aes-256-gcm', key, frame.subarray(0, 12));
          decipher.setAuthTag(frame.subarray(length - 16));
          this.push(Buffer.concat([decipher.update(frame.subarray(12, length - 16)), decipher.final()]));
          rest = rest.subarray(4 + length);
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      done(rest.length === 0 ? null : new Error('a spool part ends in the middle of a frame'));
    },
  });
}

/** Throws away what a run that has ended no longer needs. */
export async function dropSpool(runId: string): Promise<void> {
  await rm(spoolFolder(runId), { recursive: true, force: true });
}

/** Ids of the runs that have a spool. */
export async function spooledRuns(): Promise<string[]> {
  return existsSync(spoolRoot()) ? readdir(spoolRoot()) : [];
}

/** The file that was uploaded under this id: the one part of a spool that the web filled. */
export async function uploadedFile(id: string): Promise<string> {
  const found = existsSync(spoolFolder(id))
    ? await readdir(spoolFolder(id), { recursive: true, withFileTypes: true })
    : [];
  const part = found.find((entry) => entry.isFile());
  if (!part) throw new PlainError('Berkas unggahan ini tidak ada lagi. Unggah sekali lagi.');
  return join(part.parentPath, part.name);
}

const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** Whether nobody has touched this spool for a day. */
export async function isAbandoned(runId: string): Promise<boolean> {
  const { mtimeMs } = await stat(spoolFolder(runId));
  return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
}
