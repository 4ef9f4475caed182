import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { now } from '../../clickhouse/clock';
import { PlainError } from '../../clickhouse/plain-error';
import type { Capture, OutsideFile } from './capture';

/*
 * Takes the new files of a folder into which people and systems drop exports. They are read where they lie: a copy of a big file
 * would need its room twice. A file is known by name, size and time; one that changed is taken again, and what of it is stored
 * already is a duplicate.
 */

interface Cursor {
  /** What was taken or refused, newest last. */
  taken: string[];
}

/** A run loads at most so many files, and stops at so many bytes; one file may be bigger. */
const FILES_PER_RUN = 200;
const BYTES_PER_RUN = 2 ** 30;
/** So many files are remembered; one that was forgotten is read again and found stored. */
const REMEMBERED_FILES = 5_000;

export const takeFolder: Capture<'berkas'> = async ({ connection, cursor, signal }) => {
  const { folder, pola, diam_detik } = connection;
  const taken = new Set((cursor as Cursor | null)?.taken);
  const wanted = pattern(pola);
  const root = await realpath(folder).catch(unreachable(folder));
  const names = (await readdir(root).catch(unreachable(folder))).filter(
    (name) => !name.startsWith('.') && wanted.test(name),
  );
  const files: OutsideFile[] = [];
  const unreadable: string[] = [];
  const outside: string[] = [];
  let bytes = 0;
  let more = false;
  for (const name of names.sort()) {
    signal.throwIfAborted();
    const path = join(root, name);
    const target = await realpath(path).catch(() => undefined);
    if (target === undefined) continue; // gone since, or a link to nowhere
    if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) {
      outside.push(name);
      continue;
    }
    const found = await stat(target).catch(() => undefined);
    if (!found?.isFile()) continue;
    const file = { path, size: found.size, changed: found.mtimeMs };
    if (taken.has(printOf(name, file)) || now().getTime() - found.mtimeMs < diam_detik * 1_000) continue;
    if (!(await isReadable(target))) {
      unreadable.push(name);
      continue;
    }
    if (files.length >= FILES_PER_RUN || (files.length > 0 && bytes + file.size > BYTES_PER_RUN)) {
      more = true;
      break;
    }
    files.push(file);
    bytes += file.size;
    taken.add(printOf(name, file));
  }
  return {
    cursor: { taken: [...taken].slice(-REMEMBERED_FILES) } satisfies Cursor,
    more,
    note: [told('Tidak ada izin membaca', unreadable), told('Tautan ke luar folder tidak diikuti', outside)]
      .filter(Boolean)
      .join(' '),
    files,
  };
};

function unreachable(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new PlainError(
        `Folder tidak ditemukan: ${folder}. Periksa alamatnya dan apakah folder itu terpasang pada komputer ini.`,
      );
    if (error.code === 'EACCES') throw new PlainError(`Tidak ada izin membaca folder: ${folder}`);
    throw error;
  };
}

/** `*` and `?` as in a shell. */
function pattern(glob: string): RegExp {
  const literal = glob.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

const isReadable = (path: string) =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

/** A file as it is remembered. Its name is hashed: people name exports after the person they are about. */
const printOf = (name: string, file: OutsideFile) =>
  createHash('sha256').update(`${name}/${file.size}/${file.changed}`).digest('base64url').slice(0, 16);

const told = (what: string, names: string[]) =>
  names.length
    ? `${what}: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` dan ${names.length - 5} lainnya` : ''}.`
    : '';
