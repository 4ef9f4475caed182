import { withoutNul } from './encoding';
import { JsonList } from './json-list';
import { type FileRecord, LONGEST_RECORD } from './record';
import type { RecordLayout } from './record-layout';

/** So many records tell which fields a JSON file has. */
export const RECORDS_FOR_HEADER = 1_000;

/** The records of a JSON document, numbered from 1; their fields are the layout's columns. */
export async function* jsonRecords(
  pieces: AsyncIterable<string>,
  path: string,
  layout: RecordLayout,
): AsyncGenerator<FileRecord[]> {
  const cells = cellsOf(layout);
  let number = 0;
  for await (const texts of listPieces(pieces, path, layout)) {
    yield texts.map((text) => {
      number += 1;
      return recordOf(text, number, cells);
    });
  }
}

/** The texts of a JSON document's records, as they come. Read to the end it also proves that the document is sound. */
export async function* listPieces(
  pieces: AsyncIterable<string>,
  path: string,
  layout: RecordLayout,
): AsyncGenerator<string[]> {
  const list = new JsonList(path, layout.rows);
  for await (const piece of pieces) yield list.add(piece);
  yield list.end();
}

/** The records of JSON lines. A line that is no JSON is one broken record, never the rest of the file. */
export async function* jsonLineRecords(
  pieces: AsyncIterable<string>,
  layout: RecordLayout,
): AsyncGenerator<FileRecord[]> {
  const cells = cellsOf(layout);
  let line = 0;
  for await (const lines of linePieces(pieces)) {
    yield lines.map((text) => {
      line += 1;
      return text.trim() === '' ? { line, fields: [''], broken: '' } : recordOf(text, line, cells);
    });
  }
}

/** A text's lines, as they come; of a line longer than any record the start. */
export async function* linePieces(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    if (rest.length > LONGEST_RECORD + 1) rest = rest.slice(0, LONGEST_RECORD + 1);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/** The fields that JSON records have, in the order they are met: those that the layout asks for, then the others. */
export function fieldsOf(texts: string[], layout: RecordLayout): string[] {
  const values = texts.map(parsed).filter((v) => v !== undefined);
  if (values.length === 0) return layout.columns;
  if (values.every(Array.isArray)) return layout.positions ?? placeNames(Math.max(...values.map((v) => v.length)));
  const asked = layout.columns.filter((name) => values.some((v) => valueAt(v, name) !== undefined));
  const others = new Set<string>();
  for (const value of values) for (const name of namesOf(value, '')) others.add(name);
  for (const name of asked) for (const other of others) if (isWithin(name, other)) others.delete(other);
  return [...asked, ...others];
}

const isWithin = (name: string, other: string) =>
  name === other || name.startsWith(`${other}.`) || other.startsWith(`${name}.`);

/** Names of the fields; those within an object as `object.field`. */
function namesOf(value: object, prefix: string): string[] {
  return Object.entries(value).flatMap(([name, inner]) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) && prefix.split('.').length < 8
      ? namesOf(inner, `${prefix}${name}.`)
      : [prefix + name],
  );
}

/** Names for the places of records that are lists, when nobody named them. */
const placeNames = (count: number) => Array.from({ length: count }, (_, i) => `kolom_${i + 1}`);

type Cells = (value: object) => string[] | undefined;

/** How the layout's columns are taken out of a record; undefined when it has not as many values as the layout has places. */
function cellsOf(layout: RecordLayout): Cells {
  const { columns } = layout;
  const positions = layout.positions ?? columns;
  const places = columns.map((name) => positions.indexOf(name));
  return (value) => {
    if (!Array.isArray(value)) return columns.map((name) => cellText(valueAt(value, name)));
    if (value.length !== positions.length) return undefined;
    return places.map((place) => cellText(value[place]));
  };
}

function recordOf(given: string, line: number, cells: Cells): FileRecord {
  const text = given.endsWith('\r') ? given.slice(0, -1) : given;
  const broken = (reason: FileRecord['broken']): FileRecord => ({
    line,
    fields: [cleanCell(text.slice(0, LONGEST_RECORD))],
    broken: reason,
  });
  if (text.length > LONGEST_RECORD) return broken('json_rusak');
  const value = parsed(text);
  if (value === undefined) return broken('json_rusak');
  try {
    const fields = cells(value);
    if (!fields) return broken('jumlah_kolom_berbeda');
    // Only an escape can make a NUL or half of a character pair: the text itself was cleaned when it was decoded.
    return { line, fields: text.includes('\\u') ? fields.map(cleanCell) : fields, broken: '' };
  } catch {
    return broken('json_rusak'); // nested deeper than JavaScript can write out
  }
}

/** The object or list that a text is, or undefined. Numbers too long for a computer's own keep their digits as text. */
function parsed(text: string): object | undefined {
  try {
    const value = JSON.parse(LONG_NUMBER.test(text) ? text.replaceAll(STRING_OR_NUMBER, quotedNumber) : text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
const LONG_NUMBER = /[:[,\s]-?[\d.]{16}/;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]{15,}(?![\d.eE])/g;
const quotedNumber = (found: string) => (found.startsWith('"') ? found : `"${found}"`);

/** The field of that name, or else what `a.b` reaches into objects. Never what JavaScript itself gives an object. */
function valueAt(value: object, name: string): unknown {
  if (Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  let inner: unknown = value;
  for (let rest = name; ; ) {
    if (inner === null || typeof inner !== 'object') return undefined;
    const dot = rest.indexOf('.');
    const step = dot < 0 ? rest : rest.slice(0, dot);
    if (!Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<string, unknown>)[step];
    if (dot < 0) return inner;
    rest = rest.slice(dot + 1);
  }
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A number's digits without an exponent. */
export function plainNumber(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', decimals = ''] = mantissa.slice(sign.length).split('.');
  const point = whole.length + Number(exponent);
  const digits = whole + decimals;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

/** Without NUL; half of a character pair becomes U+FFFD, since the engine takes whole characters only. */
export function cleanCell(text: string): string {
  const whole = /[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text;
  return withoutNul(whole);
}
