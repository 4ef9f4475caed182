import { PlainError } from '../../clickhouse/plain-error';
import { type Encoding, EncodingWatch, textPieces } from './encoding';

type FileFormat = 'csv' | 'json' | 'jsonl' | 'xlsx';

/** What has to be known of a file before its records can be read. It rests on all of its bytes. */
export interface FileTraits {
  format: FileFormat;
  encoding: Encoding;
}

/** So much of a file tells what it is. */
const HEAD_BYTES = 65_536;

const SAVE_AS = 'Simpan sebagai XLSX atau CSV (UTF-8), lalu ulangi.';

/** What is no table, by its first bytes. */
const STRANGERS: [start: string, sentence: string][] = [
  ['%PDF-', `Berkas ini PDF, bukan data. Minta tabelnya sebagai XLSX atau CSV`],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', `Berkas ini Excel atau Word lama (.xls, .doc). ${SAVE_AS}`],
  ['{\\rtf', `Berkas ini dokumen RTF, bukan data. ${SAVE_AS}`],
  ['Rar!', 'Berkas ini arsip RAR. Keluarkan isinya, lalu muat berkas di dalamnya.'],
  ['7z\xbc\xaf\x27\x1c', 'Berkas ini arsip 7z. Keluarkan isinya, lalu muat berkas di dalamnya.'],
  ['BZh', 'Berkas ini arsip bz2. Keluarkan isinya atau kemas sebagai gz, lalu ulangi.'],
  ['\xfd7zXZ', 'Berkas ini arsip xz. Keluarkan isinya atau kemas sebagai gz, lalu ulangi.'],
  ['\x28\xb5\x2f\xfd', 'Berkas ini arsip zstd. Keluarkan isinya atau kemas sebagai gz, lalu ulangi.'],
  ['PAR1', 'Berkas ini Parquet, yang belum dapat dibaca. Simpan sebagai CSV (UTF-8), lalu ulangi.'],
  ['SQLite format 3', 'Berkas ini basis data SQLite, bukan tabel. Ekspor tabelnya sebagai CSV (UTF-8), lalu ulangi.'],
];

/** Watches a file's bytes go by and tells what it is. A file that can be no table is a PlainError as soon as its head is seen. */
export class FormatWatch {
  private readonly encodings = new EncodingWatch();
  private readonly heads: Buffer[] = [];
  private headBytes = 0;
  private bytes = 0;

  constructor(private readonly path: string) {}

  add(piece: Buffer): void {
    this.encodings.add(piece);
    this.bytes += piece.length;
    if (this.headBytes >= HEAD_BYTES) return;
    this.heads.push(Buffer.from(piece.subarray(0, HEAD_BYTES - this.headBytes))); // a piece holds until the next one
    this.headBytes += this.heads.at(-1)!.length;
    if (this.headBytes >= HEAD_BYTES) refuseStranger(Buffer.concat(this.heads), this.path);
  }

  async end(): Promise<FileTraits> {
    if (this.bytes === 0) throw new PlainError(`Berkas kosong: ${this.path}`);
    const head = Buffer.concat(this.heads);
    const { encoding } = this.encodings;
    if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return { format: 'xlsx', encoding };
    refuseStranger(head, this.path);
    let text = '';
    for await (const piece of textPieces(once(head), encoding)) text += piece;
    refusePage(text, this.path);
    return { format: textFormat(text, this.bytes <= HEAD_BYTES), encoding };
  }
}

/** Reads a file whole to tell what it is; who has read it already passes that on instead. */
export async function tellFile(stream: AsyncIterable<Buffer>, path: string): Promise<FileTraits> {
  const watch = new FormatWatch(path);
  for await (const piece of stream) watch.add(piece);
  return watch.end();
}

async function* once(head: Buffer): AsyncGenerator<Buffer> {
  yield head;
}

function refuseStranger(head: Buffer, path: string): void {
  const start = head.toString('latin1', 0, 16);
  const stranger = STRANGERS.find(([mark]) => start.startsWith(mark));
  if (stranger) throw new PlainError(`${stranger[1].replace(/\.$/, '')}. Berkas: ${path}`);
  if (start.startsWith('PK\x03\x04') || /^(?:\xff\xfe|\xfe\xff)/.test(start)) return;
  // Bytes that are no text hold many control characters, in most lines: a line of NULs, as a power cut leaves, or a vertical
  // tab in each row is no reason to refuse a file.
  let controls = 0;
  let lines = 1;
  const damaged = new Set<number>();
  for (const byte of head) {
    if (byte === 10) lines += 1;
    if (byte >= 32 || byte === 9 || byte === 10 || byte === 13) continue;
    controls += 1;
    damaged.add(lines);
  }
  if (controls > 3 && controls * 50 > head.length && damaged.size * 2 >= lines)
    throw new PlainError(`Berkas ini bukan teks CSV: ${path}`);
}

/** Web pages saved under the name of a table: most of all the sign-in page that a system sends when a session has ended. */
function refusePage(text: string, path: string): void {
  const start = text.slice(0, 4096).trimStart();
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|title|script|style|table|div|form)\b/is.test(
      start,
    )
  ) {
    throw new PlainError(
      `Berkas ini halaman web (HTML), bukan data: ${path}. Unduh lagi sesudah masuk ke sistemnya, atau simpan tabelnya sebagai XLSX atau CSV.`,
    );
  }
  if (/^<(?:\?xml|\w+[\s>/])/.test(start)) throw new PlainError(`Berkas ini XML, bukan tabel: ${path}. ${SAVE_AS}`);
}

/** JSON, JSON lines or else a delimited table. `whole`: the head is all of the file. */
function textFormat(head: string, whole: boolean): FileFormat {
  const start = head.trimStart();
  if (!/^(?:\{\s*(?:["}]|$)|\[\s*(?:[[{\]"\d-]|true|false|null|$))/.test(start)) return 'csv';
  const lines = start.split('\n');
  if (!whole) lines.pop(); // perhaps cut
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (filled.length <= 1 && !whole) return 'json';
  const first = filled[0]!;
  if (filled.length === 1) return start.startsWith('{') && isRecordAlone(first) ? 'jsonl' : 'json';
  if (isRecord(first)) return 'jsonl';
  // A first line that is damaged does not make a document of JSON lines: their others are whole, a document's are parts of one.
  const sample = filled.slice(0, 20).filter((line) => line.startsWith(start[0]!));
  return sample.filter(isRecord).length * 2 >= filled.slice(0, 20).length ? 'jsonl' : 'json';
}

function isRecord(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** One object in one line is a record, unless it holds a list of them. */
function isRecordAlone(line: string): boolean {
  if (!isRecord(line)) return !line.includes('[');
  return !Object.values(JSON.parse(line)).some(Array.isArray);
}
