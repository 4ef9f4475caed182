import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { warehouse } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { maskedIfSuspiciousSql, maskedSql, maskParams } from '../../ingest/privacy/mask';

/** `dev`: what the rules were tuned on; `uji`: held out. */
export type Half = 'dev' | 'uji';
interface Span {
  kind: string;
  from: number;
  to: number;
}
interface Sentence {
  half: Half;
  text: string;
  personal: Span[];
}

/** The labelled sentences: `[class:text]` marks a personal span. */
export function corpus(): Sentence[] {
  const lines = readFileSync(new URL('corpus.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [half, marked] = line.split('\t') as [Half, string];
    const personal: Span[] = [];
    let text = '';
    // The class ends at the first colon; a span may hold brackets of its own (`budi[at]gmail`).
    for (const [, plain, kind, span] of marked.matchAll(/([^[]+|\[(?!\w+:))|\[(\w+):((?:[^[\]]|\[\w+\])+)\]/g)) {
      if (kind) personal.push({ kind, from: text.length, to: text.length + span!.length });
      text += plain ?? span;
    }
    return { half, text, personal };
  });
}

const maskedRows = (name: string, sql: string) =>
  defineQuery({
    name,
    sql: `SELECT ${sql} AS masked FROM (SELECT arrayJoin(JSONExtract({texts:String}, 'Array(String)')) AS text)`,
    params: z.record(z.string(), z.string()),
    row: z.object({ masked: z.string() }),
  });
const always = maskedRows('masked', maskedSql('text'));
const gated = maskedRows('masked-if-suspicious', maskedIfSuspiciousSql('text'));

/** The sentences as the engine masks them: by every rule, and by what columns use that are mostly not personal. */
export async function maskedByEngine(texts: string[]): Promise<{ always: string[]; ifSuspicious: string[] }> {
  const out = { always: [] as string[], ifSuspicious: [] as string[] };
  for (let at = 0; at < texts.length; at += 200) {
    const params = { ...maskParams(), texts: JSON.stringify(texts.slice(at, at + 200)) };
    out.always.push(...(await always(params)).map((r) => r.masked));
    out.ifSuspicious.push(...(await gated(params)).map((r) => r.masked));
  }
  return out;
}

/** Where in `text` the tokens of `masked` stand. */
function maskedSpans(text: string, masked: string): Span[] {
  const [first, ...rest] = masked.split(/(\[(?:surel|NIK|NPWP|telepon|nomor|nama|plat|rekening|alamat)\])/);
  const quote = (s: string) => s.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const kinds: string[] = [];
  let pattern = quote(first!);
  for (let n = 0; n < rest.length; n += 2) {
    kinds.push(rest[n]!.slice(1, -1));
    pattern += `([^]+?)${quote(rest[n + 1]!)}`;
  }
  const found = new RegExp(`^${pattern}$`, 'd').exec(text);
  if (!found) throw new Error(`more than masked: ${JSON.stringify(masked)} of ${text}`);
  return kinds.map((kind, n) => ({ kind, from: found.indices![n + 1]![0], to: found.indices![n + 1]![1] }));
}

interface Score {
  /** Per class: spans, and those of which no letter and no digit is left. */
  recall: Map<string, { spans: number; gone: number; missed: string[] }>;
  /** Masked spans, and those that touch a personal one. */
  masked: number;
  right: number;
  wrong: string[];
  /** Sentences without personal data, and those left as they were. */
  traps: number;
  untouched: number;
  /** Words outside of personal spans, and those lost to masking. */
  words: number;
  wordsLost: number;
}

export function score(sentences: Sentence[], masked: string[]): Score {
  const s: Score = {
    recall: new Map(),
    masked: 0,
    right: 0,
    wrong: [],
    traps: 0,
    untouched: 0,
    words: 0,
    wordsLost: 0,
  };
  for (const [n, { text, personal }] of sentences.entries()) {
    const spans = maskedSpans(text, masked[n]!);
    const covered = (at: number) => spans.some((m) => m.from <= at && at < m.to);
    for (const p of personal) {
      const row = s.recall.get(p.kind) ?? { spans: 0, gone: 0, missed: [] };
      s.recall.set(p.kind, row);
      row.spans += 1;
      let left = '';
      for (let at = p.from; at < p.to; at += 1) if (!covered(at) && /[\p{L}\d]/u.test(text[at]!)) left += text[at];
      if (left === '') row.gone += 1;
      else row.missed.push(`${text.slice(p.from, p.to)} | ${masked[n]}`);
    }
    for (const m of spans) {
      s.masked += 1;
      if (personal.some((p) => p.from < m.to && m.from < p.to)) s.right += 1;
      else s.wrong.push(`${text.slice(m.from, m.to)} | ${masked[n]}`);
    }
    for (const word of text.matchAll(/[\p{L}\d]+/gu)) {
      if (personal.some((p) => p.from < word.index + word[0].length && word.index < p.to)) continue;
      s.words += 1;
      if (covered(word.index)) s.wordsLost += 1;
    }
    if (personal.length === 0) {
      s.traps += 1;
      if (masked[n] === text) s.untouched += 1;
    }
  }
  return s;
}

/** Seconds the engine takes on one thread for 100,000 texts, the best of three. */
export async function secondsPer100000(texts: string[], sql: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 3; n += 1) {
    const from = performance.now();
    await warehouse().command({
      query: `SELECT sum(length(${sql})) FROM (
          SELECT concat(t.text, ' ', toString(n.number)) AS text
          FROM (SELECT arrayJoin(JSONExtract({texts:String}, 'Array(String)')) AS text) AS t
          CROSS JOIN numbers(${Math.ceil(100_000 / texts.length)}) AS n LIMIT 100000) FORMAT Null`,
      query_params: { ...maskParams(), texts: JSON.stringify(texts) },
      clickhouse_settings: { max_threads: 1 },
    });
    best = Math.min(best, (performance.now() - from) / 1000);
  }
  return best;
}
