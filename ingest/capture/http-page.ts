import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Spool, SpoolPart } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { byteStream } from '../files/byte-stream';
import { textPieces } from '../files/encoding';
import { type FileTraits, tellFile } from '../files/file-format';
import { linePieces, listPieces } from '../files/json-records';
import type { RecordLayout } from '../files/record-layout';
import { recordChunks } from '../files/records';
import { CutShort, type Reply } from './http-ask';
import type { RecordParts } from './record-parts';

/** A page that must be looked into as a whole (for its next page, its total, its error message) is at most this long. */
const DOCUMENT_CHARS = 8 << 20;

/** An answer that was received whole and lies in the spool. */
export interface Page {
  part: SpoolPart;
  /** How many records it holds; undefined for a workbook. */
  records: number | undefined;
  /** The same for equal records, whatever else stands in the answer (the time, the number of the draw). */
  print: string;
  /** The JSON document, when the answer is one of bearable length. */
  document: unknown;
  /** There was nothing at all, not even an empty list. */
  isBlank: boolean;
  /** One JSON document with a list of records, which can be joined with others. */
  isList: boolean;
  /** Such a document all in one line, which a reader of files takes for one record. */
  isInOneLine: boolean;
}

interface Receiving {
  spool: Spool;
  /** Name of the part, without its ending. */
  label: string;
  layout: RecordLayout;
  limitBytes: number;
}

/**
 * Receives an answer into a part of the spool and looks at what it is, with the very readers that will load it. Whatever is no
 * data (a login page, an error in the guise of an answer) is a PlainError that quotes nothing of it.
 */
export async function receivePage(reply: Reply, { spool, label, layout, limitBytes }: Receiving): Promise<Page> {
  const name = `${label}.${endingOf(reply)}`;
  const part = await spool.part(name);
  try {
    const head = await receive(reply, part, limitBytes);
    await part.close();
    if (head.length === 0)
      return { part, records: 0, print: '', document: undefined, isBlank: true, isList: false, isInOneLine: false };
    refuseMessage(head, reply);
    const traits = await tellFile(await byteStream(part.path), name);
    const isInOneLine = traits.format === 'jsonl' && (await holdsList(part.path, traits, layout));
    if (isInOneLine) traits.format = 'json';
    const { records, print, document, problem } = await look(part.path, name, traits, layout);
    const isAlone = records === 1 && traits.format === 'jsonl'; // an object in one line: a record, or a message
    if (records === 0 || isAlone) refuseError(document, layout, reply);
    if ((problem || isAlone) && !layout.rows && !isKnownRecord(document, layout)) {
      const rows = deeperList(document);
      if (rows) throw new RecordsDeeper(reply.url.host, rows);
    }
    if (problem) throw problem;
    return { part, records, print, document, isBlank: false, isList: traits.format === 'json', isInOneLine };
  } catch (error) {
    await part.drop();
    throw error;
  }
}

/** Moves the records of a page to where those of other pages are; what is no JSON list stays a part of its own. */
export async function joinPage(page: Page, label: string, layout: RecordLayout, parts: RecordParts): Promise<void> {
  if (!page.isList) return;
  const { encoding } = await tellFile(await byteStream(page.part.path), label);
  for await (const texts of listPieces(textPieces(await byteStream(page.part.path), encoding), label, layout))
    await parts.add(texts, label);
  await page.part.drop();
}

/** Copies the answer, unpacked, and gives its first bytes. */
async function receive(reply: Reply, part: SpoolPart, limitBytes: number): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  let received = 0;
  const tooLong = () =>
    new PlainError(
      `Jawaban ${reply.url.host} lebih besar daripada ${Math.round(limitBytes / 2 ** 20)} MB. Persempit dengan parameter, atau tarik per halaman.`,
    );
  const bounded = async function* (pieces: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > limitBytes) throw tooLong();
      yield piece;
    }
  };
  // What travels packed may be a packed file inside: both are opened here, so that nothing longer than the limit gets through.
  for await (const piece of bounded(await opened(bounded(reply.body)))) {
    if (head.length < 4096) head = Buffer.concat([head, piece.subarray(0, 4096)]);
    received += piece.length;
    await part.write(piece);
  }
  const length = Number(reply.header('content-length') ?? Number.NaN);
  if (received === 0 && length > 0) throw new CutShort('no content');
  return head;
}

/** The content of a gzip file, or what was given. */
async function opened(pieces: AsyncGenerator<Buffer>): Promise<AsyncIterable<Buffer>> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await pieces.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = (async function* () {
    if (head.length) yield head;
    yield* pieces;
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) return all;
  const packed = Readable.from(all);
  const unpack = createGunzip();
  packed.on('error', (error) => unpack.destroy(error));
  return packed.pipe(unpack);
}

/** What an answer is called: people see it as the name of a file. */
function endingOf(reply: Reply): string {
  const type = reply.header('content-type') ?? '';
  if (/ndjson|jsonl|json-seq|json-lines/i.test(type)) return 'jsonl';
  if (/json/i.test(type)) return 'json';
  if (/csv|tab-separated/i.test(type)) return 'csv';
  if (/spreadsheet/i.test(type)) return 'xlsx';
  const ending = /\.(json|jsonl|csv|tsv|xlsx)(?:\.gz)?$/i.exec(reply.url.pathname)?.[1];
  return ending?.toLowerCase() ?? 'txt';
}

/** Refuses pages for people and one-line messages, which servers send with status 200. */
function refuseMessage(head: Buffer, reply: Reply): void {
  const { host } = reply.url;
  const start = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (
    /^(?:<\?xml[^>]*>\s*|<!--.{0,1000}?-->\s*)*<(?:!doctype html|html|head|body|script|meta|title|div|form)\b/is.test(
      start,
    )
  ) {
    const signIn = /type=["']?password|login|masuk|sign.?in/i.test(start);
    throw new PlainError(
      `${host} menjawab dengan halaman web${signIn ? ' untuk masuk' : ''}, bukan data. Periksa alamat dan rahasia sumber ini.`,
    );
  }
  if (/^<(?:\?xml|[\w:]+[\s>/])/.test(start))
    throw new PlainError(`${host} menjawab dengan XML. Yang dapat dibaca: JSON, CSV atau XLSX; periksa alamat sumber.`);
  if (start.startsWith('URL-NOT-DEFINED'))
    throw new PlainError(`${host} tidak mengenal alamat data ini (URL-NOT-DEFINED). Periksa alamat dan token sumber.`);
  const isSentence = start.length > 0 && start.length < 500 && !/[\n,;\t|{[]/.test(start) && head.length < 4096;
  if (isSentence)
    throw new PlainError(
      `${host} menjawab dengan satu baris pesan, bukan data. Periksa alamat dan rahasia sumber ini.`,
    );
}

interface Seen {
  records: number | undefined;
  print: string;
  document: unknown;
  /** Why there is no record, when that is nobody's intention. */
  problem?: Error;
}

/** Reads the part as it will be loaded. */
async function look(path: string, name: string, traits: FileTraits, layout: RecordLayout): Promise<Seen> {
  const hash = createHash('sha256');
  if (traits.format === 'xlsx') {
    for await (const piece of await byteStream(path)) hash.update(piece);
    return { records: undefined, print: hash.digest('hex'), document: undefined };
  }
  let records = 0;
  const count = (texts: string[]) => {
    for (const text of texts) {
      if (text.trim() === '') continue;
      hash.update(text).update('\n');
      records += 1;
    }
  };
  if (traits.format === 'csv') {
    for await (const chunk of recordChunks({ path, traits }, { ...layout, columns: [] }))
      count(chunk.records.map((r) => r.fields.join('\u0000')));
    return { records, print: hash.digest('hex'), document: undefined };
  }
  const document = await documentOf(path, traits);
  if (document === CUT && traits.format === 'json') throw new CutShort('a JSON document that ends too early');
  if (isEmptyAtRows(document, layout.rows)) return { records: 0, print: '', document };
  const text = textPieces(await byteStream(path), traits.encoding);
  const texts = traits.format === 'json' ? listPieces(text, name, layout) : linePieces(text);
  try {
    for await (const some of texts) count(some);
  } catch (error) {
    return { records: 0, print: '', document, problem: error as Error };
  }
  return { records, print: hash.digest('hex'), document: document === CUT ? undefined : document };
}

/** Whether there is one document, with a list where the layout says. */
async function holdsList(path: string, traits: FileTraits, layout: RecordLayout): Promise<boolean> {
  if (!layout.rows) return false;
  const document = await documentOf(path, traits);
  return document !== CUT && Array.isArray(valueAt(document, layout.rows));
}

const CUT = Symbol('not a whole JSON document');

/** The JSON document in a part; undefined when it is too long to be held. */
async function documentOf(path: string, traits: FileTraits): Promise<unknown> {
  let text = '';
  const stream = await byteStream(path);
  try {
    for await (const piece of textPieces(stream, traits.encoding)) {
      text += piece;
      if (text.length > DOCUMENT_CHARS) return undefined;
    }
  } finally {
    stream.destroy();
  }
  try {
    return JSON.parse(text);
  } catch {
    return CUT;
  }
}

/** PHP and others write `null` or `{}` where an empty list is meant. */
function isEmptyAtRows(document: unknown, rows: string | undefined): boolean {
  if (!rows || document === null || typeof document !== 'object') return false;
  const value = valueAt(document, rows);
  return value === null || (typeof value === 'object' && Object.keys(value as object).length === 0);
}

/** What stands at a path such as `meta.next` of a JSON document. */
export function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** An answer whose records stand deeper than a reader looks by itself. */
export class RecordsDeeper extends PlainError {
  constructor(
    host: string,
    readonly rows: string,
  ) {
    super(
      `Rekaman dari ${host} tampak berada pada "${rows}". Tulis itu sebagai letak rekaman (baris) pada sambungannya.`,
    );
  }
}

/** Where the only list of records within the objects of a document stands, such as `data.items`. */
function deeperList(document: unknown): string | undefined {
  const found: string[] = [];
  const search = (value: unknown, path: string[]) => {
    if (value === null || typeof value !== 'object' || path.length > 4) return;
    if (!Array.isArray(value)) for (const [name, inner] of Object.entries(value)) search(inner, [...path, name]);
    else if (path.length > 1 && value[0] !== null && typeof value[0] === 'object') found.push(path.join('.'));
  };
  search(document, []);
  return found.length === 1 ? found[0] : undefined;
}

function isKnownRecord(document: unknown, { columns }: RecordLayout): boolean {
  return document !== null && typeof document === 'object' && columns.some((name) => Object.hasOwn(document, name));
}

const FAILED = new Set(['error', 'fail', 'failed', 'failure', 'gagal', 'unauthorized', 'forbidden']);

/** An answer without records that says itself that something went wrong. */
function refuseError(document: unknown, layout: RecordLayout, reply: Reply): void {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) return;
  const answer = document as Record<string, unknown>;
  if (layout.columns.some((name) => Object.hasOwn(answer, name) && !/^(?:status|message|pesan|code)$/i.test(name)))
    return;
  const told = (name: string) => {
    const value = answer[name];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  };
  const isFailure =
    ['error', 'errors', 'galat', 'exception', 'fault'].some(told) ||
    answer.success === false ||
    answer.sukses === false ||
    answer.ok === false ||
    ['status', 'code', 'kode'].some(
      (name) => FAILED.has(String(answer[name]).toLowerCase()) || Number(answer[name]) >= 400,
    ) ||
    (['message', 'pesan', 'detail'].some(told) && !Object.values(answer).some(Array.isArray));
  if (isFailure)
    throw new PlainError(
      `${reply.url.host} menjawab dengan pesan galat, bukan rekaman. Periksa alamat, parameter dan rahasia sumber ini.`,
    );
}
