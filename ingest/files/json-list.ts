import { PlainError } from '../../clickhouse/plain-error';
import { LONGEST_RECORD } from './record';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

type Want = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing more';

/**
 * Finds the list of records in a JSON document and cuts it into the texts of its records, without understanding them: one pass
 * over the characters, so that memory holds one record and a big list costs no more than a small one. The list is the
 * document, or what stands under `rows`, or else the only list of objects or lists that the document's object holds.
 */
export class JsonList {
  /** How many records were cut. */
  count = 0;
  /** Name of the list in the document's object, once found; '' when the document is the list. */
  found: string | undefined;
  /** A list without elements was met: there are no records, and nothing is wrong. */
  private empty = false;
  private text = '';
  private at = 0;
  private want: Want = 'value';
  /** The open containers around the current place, outside of records; a key for each object. */
  private readonly stack: { list: boolean; records: boolean; key: string }[] = [];
  private readonly target: string[] | undefined;
  /** State of the value being passed over or cut out. */
  private inside:
    | { start: number; scan: number; depth: number; quoted: boolean; record: boolean; met: boolean }
    | undefined;

  constructor(
    private readonly path: string,
    rows?: string,
  ) {
    this.target = rows === undefined ? undefined : rows.split('.').filter(Boolean);
  }

  /** Takes the next piece of the document and returns the records that end in it. */
  add(piece: string): string[] {
    const keep = this.inside ? this.inside.start : this.at;
    this.text = keep < this.text.length ? this.text.slice(keep) + piece : piece;
    if (this.inside) {
      this.inside.scan -= keep;
      this.inside.start = 0;
    }
    this.at = Math.max(0, this.at - keep);
    return this.cut();
  }

  end(): string[] {
    const last = this.add(' '); // ends a number at the end of the document
    if (this.want !== 'nothing more') throw this.damage();
    if (this.found !== undefined || this.empty) return last;
    const where = this.target?.length ? ` pada "${this.target.join('.')}"` : '';
    throw new PlainError(`Berkas JSON ini tidak memuat daftar rekaman${where}: ${this.path}`);
  }

  private cut(): string[] {
    const records: string[] = [];
    const { text } = this;
    for (;;) {
      if (this.inside) {
        const record = this.passValue();
        if (record === undefined) return records;
        if (record !== '') records.push(record);
        continue;
      }
      while (this.at < text.length && isSpace(text.charCodeAt(this.at))) this.at += 1;
      if (this.at >= text.length) return records;
      if (!this.step(text.charCodeAt(this.at))) return records;
    }
  }

  /** Takes one mark of the document outside of records; false when more text is needed. */
  private step(code: number): boolean {
    const top = this.stack.at(-1);
    switch (this.want) {
      case 'comma or end':
        if (code === COMMA) {
          this.want = top?.list ? 'value' : 'key';
          this.at += 1;
          return true;
        }
        return this.close(code);
      case 'key or end':
        if (code === CLOSE_OBJECT) return this.close(code);
        return this.key(code);
      case 'key':
        return this.key(code);
      case 'colon':
        if (code !== COLON) throw this.damage();
        this.want = 'value';
        this.at += 1;
        return true;
      case 'value or end':
        if (code === CLOSE_LIST) {
          this.empty = true;
          return this.close(code);
        }
        this.open(code);
        return true;
      case 'value':
        this.open(code);
        return true;
      case 'nothing more':
        throw this.damage();
    }
  }

  private key(code: number): boolean {
    if (code !== QUOTE) throw this.damage();
    let close = this.at;
    do {
      close = this.text.indexOf('"', close + 1);
      if (close < 0 && this.text.length - this.at > LONGEST_RECORD) throw this.damage();
      if (close < 0) return false;
    } while (isEscaped(this.text, close));
    const name = this.text.slice(this.at + 1, close);
    this.stack.at(-1)!.key = name.includes('\\') ? (parsed(`"${name}"`) ?? name) : name;
    this.at = close + 1;
    this.want = 'colon';
    return true;
  }

  private open(code: number): void {
    const top = this.stack.at(-1);
    const depth = this.stack.length;
    const key = top?.key ?? '';
    if (top?.list) {
      this.element(code, top);
      return;
    }
    const onTheWay = !this.target || (depth === 0 ? true : this.target[depth - 1] === key);
    if (code === OPEN_LIST && onTheWay && (this.target ? depth === this.target.length : depth <= 1)) {
      this.stack.push({ list: true, records: this.target !== undefined || depth === 0, key });
      if (this.stack.at(-1)!.records) this.found = key;
      this.want = 'value or end';
      this.at += 1;
    } else if (code === OPEN_OBJECT && onTheWay && depth < (this.target ? Math.max(1, this.target.length) : 1)) {
      this.stack.push({ list: false, records: false, key: '' });
      this.want = 'key or end';
      this.at += 1;
    } else this.pass(false);
  }

  /** An element of a list that holds the records, or could. */
  private element(code: number, list: { records: boolean; key: string }): void {
    if (!list.records && (code === OPEN_OBJECT || code === OPEN_LIST)) {
      if (this.found !== undefined) {
        throw new PlainError(
          `Berkas JSON ini memuat lebih dari satu daftar ("${this.found}" dan "${list.key}"): ${this.path}. Tulis nama daftar yang dibaca pada pemetaan.`,
        );
      }
      list.records = true;
      this.found = list.key;
    }
    this.pass(list.records);
  }

  private pass(record: boolean): void {
    this.inside = { start: this.at, scan: this.at, depth: 0, quoted: false, record, met: false };
  }

  /** Moves to the end of the value begun; returns its text when it is a record, '' when not, undefined when more is to come. */
  private passValue(): string | undefined {
    const value = this.inside!;
    const { text } = this;
    let { scan, depth, quoted } = value;
    let end = -1;
    for (; scan < text.length; scan += 1) {
      const code = text.charCodeAt(scan);
      if (quoted) {
        if (code === BACKSLASH) scan += 1;
        else if (code === QUOTE) {
          quoted = false;
          if (depth === 0) end = scan + 1;
        }
      } else if (code === QUOTE) quoted = true;
      else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
      else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        if (depth === 0)
          end = scan; // closes what a bare value stands in
        else {
          depth -= 1;
          if (depth === 0) end = scan + 1;
        }
      } else if (depth === 0 && (code === COMMA || isSpace(code))) end = scan;
      if (end >= 0) break;
    }
    if (end < 0) {
      Object.assign(value, { scan, depth, quoted, met: value.met || scan > value.start });
      if (!value.record) {
        value.start = text.length; // nothing of it is needed
        value.scan = Math.max(scan, text.length);
      } else if (text.length - value.start > LONGEST_RECORD) throw this.tooLong();
      return undefined;
    }
    if (end === value.start && !value.met) throw this.damage(); // nothing stands where a value should
    this.inside = undefined;
    this.at = end;
    this.want = this.stack.length === 0 ? 'nothing more' : 'comma or end';
    if (!value.record) return '';
    if (end - value.start > LONGEST_RECORD) throw this.tooLong();
    this.count += 1;
    return text.slice(value.start, end);
  }

  private close(code: number): boolean {
    const top = this.stack.pop();
    if (!top || code !== (top.list ? CLOSE_LIST : CLOSE_OBJECT)) throw this.damage();
    this.want = this.stack.length === 0 ? 'nothing more' : 'comma or end';
    this.at += 1;
    return true;
  }

  private damage(): PlainError {
    return new PlainError(
      `Berkas JSON ini rusak atau terpotong sesudah rekaman ke-${this.count}: ${this.path}. Tidak ada yang disimpan; minta berkas yang utuh.`,
    );
  }

  private tooLong(): PlainError {
    return new PlainError(
      `Rekaman ke-${this.count + 1} pada berkas JSON ini lebih panjang daripada 1 MB: ${this.path}. Periksa apakah nama daftarnya benar.`,
    );
  }
}

function isEscaped(text: string, quote: number): boolean {
  let back = quote - 1;
  while (text.charCodeAt(back) === BACKSLASH) back -= 1;
  return (quote - back) % 2 === 0;
}

function parsed(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
