import { createHash } from 'node:crypto';
import { PlainError } from '../../clickhouse/plain-error';
import { BYTES_PER_PULL, type Capture } from './capture';
import { closeFiles, isDamage, type LogFile, openFamily } from './log-family';

/*
 * Follows a log that its server writes now. Nothing tells which file is which but its content: rotation renames, copies, empties,
 * packs and deletes files at any moment. So each file of the log's family (access.log, access.log.1, access-20261121.log.gz) is
 * known by how its taken part begins and ends, and goes on from there, wherever it is now. The order in which lines are taken
 * does not matter to the tables: a request's key is its line and how many equal lines were taken before it. Those before a
 * part are given to the reader in a file beside it (`SpoolPart.context`).
 *
 * What cannot be told apart: a log that was emptied in place and then begins with exactly the lines it began with before, and a
 * rotated file all of which stands at the start of another one. Lines carry their second, so this takes files of a line or two.
 */

/** What is known of a file of the family. */
interface Known {
  ino: string;
  /** Size and time of the file as it lies on the disk, at the last look. */
  size: number;
  changed: number;
  /** So much of its text was taken. */
  offset: number;
  /** How the taken part begins and ends. */
  head: string;
  tail: string;
  /** It was taken to its end when it had this size. */
  whole: boolean;
  /** The last `#Fields` line of the taken part: a part from the middle of a W3C log is not understood without it. */
  fields: string;
  /** It was a copy of another file when last seen: nothing was taken from it. */
  copy: boolean;
}

interface Cursor {
  files: Known[];
}

interface Limits {
  /** Text taken by one pull; always at least one line. */
  pullBytes: number;
  /** Text before a part in which equal lines are counted. */
  contextBytes: number;
}

const PRINT_BYTES = 4_096;
const SAMPLE_BYTES = 1 << 20;
/** Equal lines hold the same second; the busiest city sites write less than this in some seconds. */
const CONTEXT_BYTES = 4 << 20;
/** More than a year of daily rotations. */
const REMEMBERED_FILES = 500;

/** Copies what was appended to a log, over its rotations. */
export const followLog = logFollower({ pullBytes: BYTES_PER_PULL, contextBytes: CONTEXT_BYTES });

export function logFollower(limits: Limits): Capture<'log_akses'> {
  return async ({ connection, cursor, spool, signal, isSample }) => {
    const known = (cursor as Cursor | null)?.files ?? [];
    const family = await openFamily(connection.berkas);
    try {
      if (family.files.length === 0 && known.length === 0) {
        throw new PlainError(
          `Log tidak ditemukan: ${connection.berkas}. Periksa alamatnya dan apakah folder itu terpasang pada komputer ini.`,
        );
      }
      const places = await recognise(family.files, known);
      let left = isSample ? SAMPLE_BYTES : limits.pullBytes;
      let more = false;
      const damaged = [...family.unreadable];
      for (const [i, place] of places.entries()) {
        signal.throwIfAborted();
        if (place.copy || isDone(place)) continue;
        if (left <= 0) {
          more = true;
          break;
        }
        try {
          const taken = await takeFrom(places, i, left, limits.contextBytes, spool);
          left -= taken.bytes;
          more ||= taken.more;
          place.whole = !taken.more;
        } catch (error) {
          if (!isDamage(error)) throw error;
          damaged.push(place.file.name);
        }
      }
      const present = await Promise.all(places.map(knownOf));
      const seen = new Set(places.map((place) => place.before));
      const gone = known.filter((entry) => !seen.has(entry));
      return {
        cursor: { files: [...gone, ...present].slice(-REMEMBERED_FILES) } satisfies Cursor,
        more,
        note: damaged.length
          ? `Tidak dapat dibaca dan dilewati dulu: ${damaged.slice(0, 5).join(', ')}${damaged.length > 5 ? ` dan ${damaged.length - 5} lainnya` : ''}.`
          : '',
      };
    } finally {
      await closeFiles(family.files);
    }
  };
}

/** A file and how far it is taken. */
interface Place {
  file: LogFile;
  /** What was known of it; undefined when it is new. */
  before: Known | undefined;
  offset: number;
  whole: boolean;
  fields: string;
  copy: boolean;
}

const isUnchanged = ({ file, before }: Place) =>
  before !== undefined && before.ino === file.ino && before.size === file.size && before.changed === file.changed;

/** Nothing can have come to it since the last look. */
const isDone = (place: Place) =>
  place.file.packed ? place.whole && isUnchanged(place) : place.offset >= place.file.size;

/** Finds out which file is which. Oldest first, as they were given. */
async function recognise(files: LogFile[], known: Known[]): Promise<Place[]> {
  const places = new Map<LogFile, Place>();
  const assign = (file: LogFile, before: Known | undefined, copy = false) =>
    places.set(file, {
      file,
      before,
      offset: before?.offset ?? 0,
      whole: before?.whole ?? false,
      fields: before?.fields ?? '',
      copy,
    });
  const free = new Set(known.filter((entry) => !entry.copy));
  const take = (file: LogFile, entry: Known) => {
    free.delete(entry);
    assign(file, entry);
  };
  for (const file of files) {
    const entry = [...free].find((one) => one.ino === file.ino);
    if (entry && (await isSame(file, entry))) take(file, entry);
  }
  for (const entry of [...free].reverse()) {
    if (entry.offset === 0) continue;
    for (const file of files) {
      if (places.has(file) || !(await isSame(file, entry))) continue;
      take(file, entry);
      break;
    }
  }
  for (const file of files) {
    if (places.has(file)) continue;
    const before = known.find((one) => one.copy && one.ino === file.ino && one.size === file.size);
    const isCopy = !file.live && ((before && before.changed === file.changed) || (await isCopyOfOne(file, files)));
    assign(file, before, isCopy);
  }
  return files.map((file) => places.get(file)!);
}

/** Whether a file begins with the text that was taken, as far as its beginning and its end tell. */
async function isSame(file: LogFile, entry: Known): Promise<boolean> {
  const unchanged = entry.ino === file.ino && entry.size === file.size && entry.changed === file.changed;
  if (unchanged) return true;
  if (!file.packed && file.size < entry.offset) return false;
  const print = Math.min(entry.offset, PRINT_BYTES);
  if (digest(await file.read(0, print)) !== entry.head) return false;
  return digest(await file.read(entry.offset - print, entry.offset)) === entry.tail;
}

/**
 * Whether all of a file stands at the start of another: `copytruncate` between its two steps, or a copy that somebody made. The
 * smaller is the copy; of equal ones the one that is not written to.
 */
async function isCopyOfOne(file: LogFile, files: LogFile[]): Promise<boolean> {
  if (file.packed || file.size === 0) return false;
  const head = await file.read(0, PRINT_BYTES);
  for (const other of files) {
    const larger =
      other.packed || other.size > file.size || (other.size === file.size && (other.live || isLater(other)));
    if (other === file || !larger) continue;
    if (!(await other.read(0, head.length)).equals(head)) continue;
    if ((await digestOf(other, file.size)) === (await digestOf(file, file.size))) return true;
  }
  return false;
  function isLater(other: LogFile) {
    return files.indexOf(other) > files.indexOf(file);
  }
}

async function digestOf(file: LogFile, upTo: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of file.stream(0, upTo)) hash.update(piece);
  return hash.digest('hex');
}

type Spool = Parameters<Capture<'log_akses'>>[0]['spool'];

/** Copies the next whole lines of a file, at most `left` bytes but at least one line, and moves its place on. */
async function takeFrom(
  places: Place[],
  index: number,
  left: number,
  contextBytes: number,
  spool: Spool,
): Promise<{ bytes: number; more: boolean }> {
  const place = places[index]!;
  const { file, offset: start } = place;
  const lines = wholeLines(file.stream(start), left, isEnded(places, index));
  const first = await lines.next();
  if (first.done) return { bytes: 0, more: false };
  const part = await spool.part(file.name.replace(/\.gz$/, ''));
  try {
    const context = await contextOf(places, index, contextBytes);
    if (context.length > 0) await part.context(context);
    let { fields } = place;
    let bytes = 0;
    let more = false;
    for (let next: IteratorResult<Piece, void> = first; !next.done; next = await lines.next()) {
      bytes += next.value.bytes.length;
      fields = lastFields(next.value.bytes) ?? fields;
      more = next.value.more;
      await part.write(next.value.bytes);
    }
    await part.close();
    place.offset += bytes;
    place.fields = fields;
    return { bytes, more };
  } catch (error) {
    await part.drop();
    throw error;
  }
}

/**
 * Whether nobody writes to a file any more, so that its last line is whole even without a line end: it is packed, or it was
 * rotated away and did not grow since the last look.
 */
function isEnded(places: Place[], index: number): boolean {
  const place = places[index]!;
  if (place.file.packed) return true;
  return !place.file.live && isUnchanged(place) && places.slice(index + 1).some((later) => later.file.size > 0);
}

interface Piece {
  bytes: Buffer;
  /** The limit was reached: more lines follow. */
  more: boolean;
}

const NEWLINE = 10;

/** Whole lines of a stream, at most `limit` bytes but at least one line; also what stands behind the last line end if `ended`. */
async function* wholeLines(stream: AsyncIterable<Buffer>, limit: number, ended: boolean): AsyncGenerator<Piece, void> {
  let left = limit;
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const piece of stream) {
    rest = rest.length ? Buffer.concat([rest, piece]) : piece;
    const within =
      rest.length <= left ? rest.lastIndexOf(NEWLINE) : left > 0 ? rest.lastIndexOf(NEWLINE, left - 1) : -1;
    const end = within < 0 && rest.length > left && !begun ? rest.indexOf(NEWLINE) : within;
    if (end >= 0) {
      const bytes = rest.subarray(0, end + 1);
      rest = rest.subarray(end + 1);
      left -= bytes.length;
      const more = rest.length > left;
      begun = true;
      yield { bytes, more };
      if (more) return;
    } else if (begun && rest.length > left) {
      yield { bytes: Buffer.alloc(0), more: true };
      return;
    }
  }
  if (ended && rest.length > 0) yield { bytes: rest, more: false };
}

const FIELDS = '#Fields:';

function lastFields(bytes: Buffer): string | undefined {
  const inside = bytes.lastIndexOf(`\n${FIELDS}`);
  if (inside < 0 && bytes.toString('latin1', 0, FIELDS.length) !== FIELDS) return undefined;
  const end = bytes.indexOf(NEWLINE, inside + 1);
  return bytes.toString('utf8', inside + 1, end < 0 ? bytes.length : end).replace(/\r$/, '');
}

/**
 * Lines that were taken and may equal those of the next part: before it in its file, and in the files beside it. The `#Fields`
 * line in force stands first, where a format is recognised, and last, where a reader looks for it.
 */
async function contextOf(places: Place[], index: number, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const older = { left: limit };
  const newer = { left: limit };
  const add = async (place: Place, from: number, to: number, side: { left: number }) => {
    const bytes = await place.file.read(from, to);
    side.left -= bytes.length;
    if (bytes.length > 0 && bytes.at(-1) !== NEWLINE) pieces.push(Buffer.from('\n'));
    pieces.push(from > 0 ? bytes.subarray(bytes.indexOf(NEWLINE) + 1) : bytes);
  };
  for (let i = index; i >= 0 && older.left > 0; i -= 1) {
    const place = places[i]!;
    if (!place.copy) await add(place, Math.max(0, place.offset - older.left), place.offset, older);
  }
  for (let i = index + 1; i < places.length && newer.left > 0; i += 1) {
    const place = places[i]!;
    if (!place.copy) await add(place, 0, Math.min(place.offset, newer.left), newer);
  }
  const { offset, fields } = places[index]!;
  const directive = offset > 0 && fields ? [Buffer.from(`${fields}\n`)] : [];
  return Buffer.concat([...directive, ...pieces.reverse(), ...directive]);
}

async function knownOf(place: Place): Promise<Known> {
  const { file, offset, whole, fields, copy, before } = place;
  const seen = { ino: file.ino, size: file.size, changed: file.changed, offset, whole, fields, copy };
  if (before && isUnchanged(place) && before.offset === offset)
    return { ...seen, head: before.head, tail: before.tail };
  const print = Math.min(offset, PRINT_BYTES);
  return {
    ...seen,
    head: digest(await file.read(0, print)),
    tail: digest(await file.read(offset - print, offset)),
  };
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
