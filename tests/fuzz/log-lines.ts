import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { Random } from '../../ingest/demo/random';
import { logFormats, recogniseLog } from '../../ingest/kinds/log-formats';
import type { LogFormat } from '../../ingest/kinds/log-formats/log-format';
import { logReader } from '../../ingest/kinds/log-reader';
import { privacyParams } from '../../ingest/privacy/mask';
import { storeFile } from '../../ingest/runs/store-file';
import { logSamples } from './log-samples';
import { mutated } from './mutate';

/*
 * Throws broken lines at every log format, through the whole path from file to stored rows and ledger:
 *
 *   npx tsx tests/fuzz/log-lines.ts          (FUZZ_LINES lines a format, 1,000,000; FUZZ_SEED; FUZZ_FORMATS=w3c,combined)
 *
 * Ends with 1 when the engine failed on a line, a ledger does not balance, or memory grew with the number of lines.
 */

/** Lines of one file: what its lines are read by, and the lines. */
interface Document {
  head: Buffer | undefined;
  lines: Buffer[];
}

/** Real samples of other servers, kept beside the project. */
const ZOO = join('..', 'shared', 'data', 'weblog-format-zoo');
/** After so many lines another document begins. */
const LINES_OF_A_DOCUMENT = 500;

function documentsOf(format: LogFormat): Document[] {
  const sample = logSamples[format.id];
  if (!sample) throw new Error(`no sample lines of ${format.id}`);
  const document = (lines: Buffer[]): Document => ({
    head: format.directives ? lines.find((line) => line.toString().startsWith(format.directives as string)) : undefined,
    lines: lines.filter((line) => line.length > 0 && line[0] !== 35), // 35: #
  });
  const ours = document(
    [...(sample.head ?? '').split('\n').filter(Boolean), ...sample.lines].map((l) => Buffer.from(l)),
  );
  if (!existsSync(ZOO)) return [ours];
  const theirs = readdirSync(ZOO)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(ZOO, name)))
    .filter((bytes) => recogniseLog(bytes)?.id === format.id)
    .map((bytes) =>
      document(
        bytes
          .toString('latin1')
          .split('\n')
          .map((line) => Buffer.from(line, 'latin1')),
      ),
    );
  return [ours, ...theirs];
}

/** Writes a log of mutated lines; mutations may hold line ends of their own, so there are a few lines more than asked for. */
function writeLog(path: string, format: LogFormat, lines: number, seed: string): void {
  const random = new Random(seed, format.id);
  const documents = documentsOf(format);
  const file = openSync(path, 'w');
  const newline = Buffer.from('\n');
  let document = documents[0] as Document;
  let pieces: Buffer[] = [];
  let bytes = 0;
  const flush = () => {
    const all = Buffer.concat(pieces);
    for (let at = 0; at < all.length; ) at += writeSync(file, all, at);
    pieces = [];
    bytes = 0;
  };
  for (let n = 0; n < lines; n += 1) {
    if (n % LINES_OF_A_DOCUMENT === 0) document = random.pick(documents);
    const head = n % LINES_OF_A_DOCUMENT === 0 ? document.head : undefined;
    const line =
      head && random.chance(0.9)
        ? head
        : mutated(head ?? random.pick(document.lines), random.pick(document.lines), random);
    pieces.push(line, newline);
    bytes += line.length + 1;
    if (bytes > 8 << 20) flush();
  }
  flush();
  closeSync(file);
}

function countLines(path: string): number {
  const bytes = Buffer.alloc(8 << 20);
  const file = openSync(path, 'r');
  let lines = 0;
  for (;;) {
    const read = readSync(file, bytes);
    if (read === 0) break;
    for (let at = bytes.indexOf(10); at >= 0 && at < read; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  closeSync(file);
  return lines;
}

const chunksOf = defineQuery({
  name: 'fuzz-chunks',
  sql: `SELECT chunk, read, stored, duplicate, rejected, ignored
    FROM ruang_kendali.ingest_chunks FINAL WHERE run_id = {run:UUID} ORDER BY chunk`,
  params: z.object({ run: z.string() }),
  row: z.object({
    chunk: z.number(),
    read: z.number(),
    stored: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
    ignored: z.number(),
  }),
});

const rowsOf = defineQuery({
  name: 'fuzz-rows',
  sql: `SELECT
    (SELECT count() FROM ruang_kendali.web_hits WHERE run_id = {run:UUID}) AS hits,
    (SELECT count() FROM ruang_kendali.ingest_rejects WHERE run_id = {run:UUID}) AS rejects`,
  params: z.object({ run: z.string() }),
  row: z.object({ hits: z.number(), rejects: z.number() }),
});

/** Resident memory of a process in MB. */
function residentMb(pid: number | 'self'): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

/** Processes that this one started and that still run; of a test engine there is one. */
function childPids(): number[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

export interface FuzzFigures {
  format: string;
  lines: number;
  megabytes: number;
  seconds: number;
  chunks: number;
  stored: number;
  duplicate: number;
  rejected: number;
  ignored: number;
  /** Highest resident memory while the first and the last third of the chunks were stored. */
  engineMb: { first: number; last: number };
  processMb: { first: number; last: number };
  /** Mean time of a chunk in the first and the last third, for the reader of the figures: nothing is asserted of it. */
  msPerChunk: { first: number; last: number };
  /** What is wrong, if anything. */
  faults: string[];
}

/** Fuzzes one format against a running engine. */
export async function fuzzFormat(format: LogFormat, lines: number, seed: string): Promise<FuzzFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-fuzz-'));
  const path = join(folder, `${format.id}.log`);
  const engine = Math.max(...childPids());
  const faults: string[] = [];
  try {
    writeLog(path, format, lines, seed);
    const fileBytes = statSync(path).size;
    const written = countLines(path);
    const run = randomUUID();
    const source = `fuzz-${format.id}`;
    const params = { ...privacyParams(secrets()), source, run, file: 0, tz: 'Asia/Jakarta', skpd: 'diskominfo' };
    const settings = {
      sourceId: source,
      timezone: 'Asia/Jakarta',
      site: 'kota.example',
      skpd: 'diskominfo',
      hosts: [],
    };
    const memory: { engine: number; process: number; ms: number }[] = [];
    const startedAt = performance.now();
    let chunkAt = startedAt;
    const { records } = await storeFile(
      logReader({ path, fileBytes }, settings, params, format),
      { sourceId: source, runId: run, fileNo: 0 },
      () => false,
      () => {
        memory.push({ engine: residentMb(engine), process: residentMb('self'), ms: performance.now() - chunkAt });
        chunkAt = performance.now();
      },
    ).catch((error) => {
      faults.push(`the engine failed: ${error instanceof Error ? error.message.slice(0, 500) : error}`);
      return { records: -1 };
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const chunks = await chunksOf({ run });
    const sum = { read: 0, stored: 0, duplicate: 0, rejected: 0, ignored: 0 };
    for (const c of chunks) {
      if (c.read !== c.stored + c.duplicate + c.rejected + c.ignored) faults.push(`chunk ${c.chunk} does not balance`);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += c[key];
    }
    if (records !== written) faults.push(`${written} lines written, ${records} read`);
    if (sum.read !== written) faults.push(`${written} lines written, ${sum.read} in the ledger`);
    const rows = (await rowsOf({ run }))[0];
    if (rows?.hits !== sum.stored) faults.push(`${sum.stored} stored by the ledger, ${rows?.hits} in the table`);
    if (rows?.rejects !== sum.rejected)
      faults.push(`${sum.rejected} rejected by the ledger, ${rows?.rejects} in the table`);
    if (sum.stored === 0) faults.push('nothing was stored, not even lines that were left whole');
    const third = Math.max(1, Math.floor(memory.length / 3));
    const peak = (of: 'engine' | 'process') => {
      const most = (part: typeof memory) => Math.max(0, ...part.map((m) => m[of]));
      return { first: most(memory.slice(0, third)), last: most(memory.slice(-third)) };
    };
    const mean = (part: typeof memory) => Math.round(part.reduce((sum, m) => sum + m.ms, 0) / Math.max(1, part.length));
    return {
      format: format.id,
      lines: written,
      megabytes: Math.round(fileBytes / 1e6),
      seconds,
      chunks: chunks.length,
      stored: sum.stored,
      duplicate: sum.duplicate,
      rejected: sum.rejected,
      ignored: sum.ignored,
      engineMb: peak('engine'),
      processMb: peak('process'),
      msPerChunk: { first: mean(memory.slice(0, third)), last: mean(memory.slice(-third)) },
      faults,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const lines = Number(process.env.FUZZ_LINES ?? 1_000_000);
  const seed = process.env.FUZZ_SEED ?? '20261122';
  const wanted = process.env.FUZZ_FORMATS?.split(',');
  const engine = await startTestEngine();
  let failed = false;
  try {
    console.log(
      'format               lines     MB  seconds  stored duplicate rejected ignored  engine MB  own MB  ms/chunk',
    );
    for (const format of logFormats.filter((f) => !wanted || wanted.includes(f.id))) {
      const f = await fuzzFormat(format, lines, seed);
      // A third of the lines more may cost some buffers, not memory in their proportion.
      for (const [who, mb] of [
        ['engine', f.engineMb],
        ['process', f.processMb],
      ] as const) {
        if (f.chunks >= 9 && mb.last > mb.first * 1.5 + 100)
          f.faults.push(`memory of the ${who} grew: ${mb.first} to ${mb.last} MB`);
      }
      console.log(
        [
          f.format.padEnd(20),
          f.lines,
          f.megabytes,
          f.seconds.toFixed(1),
          f.stored,
          f.duplicate,
          f.rejected,
          f.ignored,
          `${f.engineMb.first}>${f.engineMb.last}`,
          `${f.processMb.first}>${f.processMb.last}`,
          `${f.msPerChunk.first}>${f.msPerChunk.last}`,
          ...f.faults,
        ].join('  '),
      );
      failed ||= f.faults.length > 0;
    }
  } finally {
    await engine.stop();
  }
  process.exitCode = failed ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
