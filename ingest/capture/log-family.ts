import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';

/** A log or one of its rotations, open: whatever happens to its name, this is the file that was found. */
export interface LogFile {
  name: string;
  ino: string;
  /** Bytes on the disk when it was opened. What is written to it later belongs to the next look. */
  size: number;
  /** When it was last written to, in ms. */
  changed: number;
  /** It has the name under which the server writes. */
  live: boolean;
  /** It is gzip: all places in it are places in its text. */
  packed: boolean;
  /** Its text from one place to another, as far as there is any and it can be unpacked. */
  read: (from: number, to: number) => Promise<Buffer>;
  stream: (from: number, to?: number) => AsyncGenerator<Buffer>;
  close: () => Promise<void>;
}

/** A rotated file is told by a number or a date in its name: access.log.1, access.log-20261121.gz, access-2026-11-21.log. */
function rotationNames(path: string): RegExp {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const ending = extname(path);
  const stem = basename(path, ending);
  return new RegExp(`^${literal(stem)}(?:${literal(ending)})?[-._]?\\d[\\d._T-]*(?:${literal(ending)})?(?:\\.gz)?$`);
}

/** A rotation takes some milliseconds; a log that is packed at the same time, a little more. */
const ROTATION_TRIES = 20;
const ROTATION_PAUSE_MS = 50;

/**
 * Opens a log and its rotations, oldest first. Where names have moved from file to file meanwhile, one may have been missed
 * between its old name and its new one: then all is opened again. `unreadable` names what is there but may not be read.
 */
export async function openFamily(path: string): Promise<{ files: LogFile[]; unreadable: string[] }> {
  for (let attempt = 1; attempt <= ROTATION_TRIES; attempt += 1) {
    const before = await whoIsWho(path);
    const found = await openAll(path, before);
    if (isSameFamily(before, await whoIsWho(path))) return found;
    await closeFiles(found.files);
    await sleep(ROTATION_PAUSE_MS);
  }
  throw new TryAgainError(`Berkas log ini terus berganti nama selama dibaca: ${path}`);
}

export async function closeFiles(files: LogFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close()));
}

/** The names of a log and its rotations, and which file each of them means. */
async function whoIsWho(path: string): Promise<Map<string, string>> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    if (error.code === 'EACCES') throw new PlainError(`Tidak ada izin membaca folder log: ${folder}`);
    throw error;
  });
  const rotated = rotationNames(path);
  const family = names.filter((name) => name === basename(path) || rotated.test(name));
  const inos = family.map((name) =>
    stat(join(folder, name), { bigint: true }).then(
      ({ ino }) => [name, String(ino)] as const,
      () => [name, ''] as const,
    ),
  );
  return new Map(await Promise.all(inos));
}

const isSameFamily = (before: Map<string, string>, after: Map<string, string>) =>
  before.size === after.size && [...before].every(([name, ino]) => after.get(name) === ino);

async function openAll(path: string, family: Map<string, string>): Promise<{ files: LogFile[]; unreadable: string[] }> {
  const folder = dirname(path);
  const files: LogFile[] = [];
  const unreadable: string[] = [];
  for (const name of family.keys()) {
    const live = name === basename(path);
    // While a file is being packed, both are there and the packed one is not whole.
    if (!live && name.endsWith('.gz') && family.has(name.slice(0, -3))) continue;
    try {
      const file = await openLog(join(folder, name), live);
      if (!file) continue;
      if (files.some((other) => other.ino === file.ino)) await file.close();
      else files.push(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' && live) throw new PlainError(`Tidak ada izin membaca berkas: ${path}`);
      if (code === 'EACCES') unreadable.push(name);
      else if (code !== 'ENOENT') throw error; // a rotation has just renamed it
    }
  }
  files.sort((a, b) => Number(a.live) - Number(b.live) || a.changed - b.changed || byAge(a.name, b.name));
  return { files, unreadable };
}

/** Rotations of one moment: .2 is older than .1, but of dates the smaller is the older. */
function byAge(a: string, b: string): number {
  const numbered = /\.\d{1,4}(?:\.gz)?$/;
  const order = a.localeCompare(b, 'en', { numeric: true });
  return numbered.test(a) && numbered.test(b) ? -order : order;
}

async function openLog(path: string, live: boolean): Promise<LogFile | undefined> {
  const handle = await open(path);
  const found = await handle.stat({ bigint: true });
  if (!found.isFile()) {
    await handle.close();
    return undefined;
  }
  const size = Number(found.size);
  const magic = await readAt(handle, 0, Math.min(2, size));
  const packed = magic[0] === 0x1f && magic[1] === 0x8b;
  const stream = (from: number, to = Number.POSITIVE_INFINITY) =>
    packed ? between(unpacked(handle, size), from, to) : bytesOf(handle, from, Math.min(to, size));
  return {
    name: path.split('/').at(-1)!,
    ino: `${found.dev}:${found.ino}`,
    size,
    changed: Number(found.mtimeNs / 1_000n) / 1_000,
    live,
    packed,
    stream,
    read: async (from, to) => {
      const pieces: Buffer[] = [];
      try {
        if (to > from) for await (const piece of stream(from, to)) pieces.push(piece);
      } catch (error) {
        if (!isDamage(error)) throw error;
      }
      return Buffer.concat(pieces);
    },
    close: () => handle.close(),
  };
}

/** A broken archive, told by the unpacker. */
export const isDamage = (error: unknown) => String((error as NodeJS.ErrnoException).code).startsWith('Z_');

async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

const PIECE = 1 << 20;

async function* bytesOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = await readAt(handle, at, Math.min(PIECE, to - at));
    if (piece.length === 0) return; // it was emptied just now
    at += piece.length;
    yield piece;
  }
}

function unpacked(handle: FileHandle, size: number): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  pipeline(Readable.from(bytesOf(handle, 0, size)), gunzip, () => {}); // an error reaches whoever reads
  return gunzip;
}

async function* between(stream: AsyncIterable<Buffer>, from: number, to: number): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of stream) {
    const wanted = piece.subarray(Math.max(0, from - at), Math.max(0, to - at));
    at += piece.length;
    if (wanted.length > 0) yield wanted;
    if (at >= to) return;
  }
}
