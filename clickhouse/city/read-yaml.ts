import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { PlainError } from '../plain-error';
import { indonesianIssues, quoted, suggestion } from './wording';

interface Finding {
  line: number;
  message: string;
}

const MOST_FINDINGS = 10;

function refuse(name: string, findings: Finding[]): never {
  const sorted = [...findings].sort((a, b) => a.line - b.line);
  const shown = sorted.slice(0, MOST_FINDINGS).map((f) => `${name} baris ${f.line}: ${f.message}`);
  const rest = sorted.length - shown.length;
  if (rest > 0) shown.push(`... dan ${rest} temuan lain; perbaiki yang di atas dahulu.`);
  throw new PlainError(shown.join('\n'));
}

const YAML_PROBLEMS: Record<string, string> = {
  DUPLICATE_KEY: 'ditulis dua kali pada bagian yang sama. Hapus salah satunya.',
  TAB_AS_INDENT: 'dimulai dengan tab. Ganti tab dengan spasi (dua spasi tiap tingkat).',
  BAD_INDENT:
    'lekukannya salah. Samakan jumlah spasi di awal baris dengan baris lain pada bagian yang sama, atau tutup kurung pada baris sebelumnya.',
  MISSING_CHAR: 'kurang satu tanda. Periksa tanda kutip, kurung, koma atau titik dua yang belum ditutup.',
  BLOCK_AS_IMPLICIT_KEY:
    'memuat titik dua di tengah teks. Beri tanda kutip pada teks itu, misalnya: nama: "Dinas: Umum"',
  MULTILINE_IMPLICIT_KEY: 'tidak memiliki titik dua. Tulis kunci: nilai.',
  BAD_ALIAS: 'memuat rujukan (*nama) yang salah. Tulis *nama tanpa spasi.',
  BAD_COLLECTION_TYPE: 'memakai penanda jenis yang tidak cocok. Hapus penanda "!".',
  MULTIPLE_DOCS: 'memulai dokumen kedua ("---"). Satu berkas memuat satu isi; hapus baris "---".',
};

function keyAt(text: string, offset: number): string {
  return /^["']?([^"':\s]+)/.exec(text.slice(offset))?.[1] ?? '';
}

function parseYaml(text: string, name: string): { doc: Document.Parsed; lineOf: (offset: number) => number } {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number) => lines.linePos(Math.max(0, offset)).line || 1;
  // After its first syntax error a parser only guesses; keys written twice are sure.
  const broken = doc.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  const sure = doc.errors.filter((error) => error === broken || (!broken && error.code === 'DUPLICATE_KEY'));
  const findings = sure.map((error) => {
    const what =
      YAML_PROBLEMS[error.code] ??
      'bukan YAML yang sah. Periksa titik dua, tanda hubung, tanda kutip dan lekukan baris ini.';
    const subject = error.code === 'DUPLICATE_KEY' ? `kunci ${quoted(keyAt(text, error.pos[0]))}` : 'baris ini';
    return { line: lineOf(error.pos[0]), message: `${subject} ${what}` };
  });
  if (broken) refuse(name, findings);
  const anchors: string[] = [];
  visit(doc, {
    Node(_, node) {
      if (!isAlias(node) && 'anchor' in node && node.anchor) anchors.push(node.anchor);
    },
  });
  visit(doc, {
    Alias(_, alias: Alias) {
      if (alias.resolve(doc)) return;
      const near = suggestion(alias.source, anchors);
      findings.push({
        line: lineOf(alias.range?.[0] ?? 0),
        message: `rujukan *${alias.source} menunjuk bagian yang tidak ada. Beri tanda &${alias.source} pada bagian yang dirujuk, sebelum baris ini${near ? ` (mungkin maksud Anda: *${near})` : ''}`,
      });
    },
  });
  if (findings.length) refuse(name, findings);
  return { doc, lineOf };
}

/** Offset of the place a path points at; a missing key is shown where its parent starts. */
function offsetOf(doc: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = doc.contents;
  let offset = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(doc);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as { range?: [number, number, number] } | undefined;
      if (!item) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (all, step) => (typeof step === 'number' ? `${all}[${step}]` : `${all}${all && '.'}${String(step)}`),
    '',
  );
}

/** The value that a path of keys leads to. */
export const at = (raw: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], raw);

/** Paths of keys that are missing only because they were misspelt: the misspelling says it already. */
function misspelt(issues: z.core.$ZodIssue[], raw: unknown): Set<string> {
  const missing = issues.filter((issue) => issue.path.length && at(raw, issue.path) === undefined).map((i) => i.path);
  return new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const siblings = missing
        .filter((path) => written(path.slice(0, -1)) === written(issue.path))
        .map((path) => String(path.at(-1)));
      const meant = issue.keys.map((key) => suggestion(key, siblings)).filter((key) => key !== undefined);
      return meant.map((key) => written([...issue.path, key]));
    }),
  );
}

function findingsOf(
  issues: z.core.$ZodIssue[],
  doc: Document.Parsed,
  raw: unknown,
  lineOf: (offset: number) => number,
  say: (issue: z.core.$ZodIssue, raw: unknown) => string,
): Finding[] {
  const saidAlready = misspelt(issues, raw);
  return issues.flatMap((issue) => {
    const path = issue.path;
    if (saidAlready.has(written(path)) && at(raw, path) === undefined) return [];
    if (issue.code === 'unrecognized_keys') {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, i) => ({
        line: lineOf(offsetOf(doc, [...path, key])),
        message: `kunci ${written([...path, key])} ${messages[i]}`,
      }));
    }
    return [{ line: lineOf(offsetOf(doc, path)), message: `${written(path) || 'berkas'} ${say(issue, raw)}` }];
  });
}

/**
 * Reads a text of YAML that people write (a city profile, a mapping) and checks it. Throws a {@link PlainError} that lists up to
 * ten findings, one a line: where (file and line), what is wrong, what to write instead. `say` may word an issue better.
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  name: string,
  schema: S,
  say: (issue: z.core.$ZodIssue, raw: unknown) => string = (issue) => issue.message,
): z.output<S> {
  const { doc, lineOf } = parseYaml(text, name);
  let raw: unknown;
  try {
    raw = doc.toJS();
    JSON.stringify(raw); // throws where a reference leads back to itself
  } catch {
    refuse(name, [{ line: 1, message: 'rujukan (*nama) terlalu banyak atau berputar. Tulis isinya langsung.' }]);
  }
  const parsed = schema.safeParse(raw, { error: indonesianIssues });
  if (!parsed.success) refuse(name, findingsOf(parsed.error.issues, doc, raw, lineOf, say));
  return parsed.data;
}
