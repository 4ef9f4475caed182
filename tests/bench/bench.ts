/**
 * How fast files are loaded, beside goaccess and the bare engine on the same file in one run. `npm run bench`; BENCH_LINES and
 * BENCH_ROWS make it smaller, BENCH_ROUNDS repeats it. What it measures and what was found stands in docs/benchmarks.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { warehouse } from '../../clickhouse/warehouse/client';
import { WORKER_FLAGS } from '../../jobs/start/worker-flags';
import { bareInsertSql } from './bare-insert';
import { makeComplaints } from './make-complaints';
import { makeLog } from './make-log';

const LINES = Number(process.env.BENCH_LINES ?? 5_000_000);
const ROWS = Number(process.env.BENCH_ROWS ?? 500_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'rk-tolok-'));
const hasGoaccess = spawnSync('goaccess', ['--version']).status === 0;

interface Outcome {
  seconds: number;
  /** Of everything that worked for it. */
  cpuSeconds: number;
  peakMib?: number;
  enginePeakMib?: number;
}

const engine = await startTestEngine();
const enginePid = readdirSync('/proc/self/task')
  .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '))
  .find((pid) => pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded.'))!;

/** CPU seconds of the engine so far; the clock of /proc ticks a hundred times a second. */
function engineCpu(): number {
  const fields = readFileSync(`/proc/${enginePid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
const peakMib = (pid: string) =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

async function withEngine(work: () => Promise<{ cpuSeconds: number; peakMib?: number } | undefined>): Promise<Outcome> {
  writeFileSync(`/proc/${enginePid}/clear_refs`, '5'); // forget the peak so far
  const from = performance.now();
  const cpuFrom = engineCpu();
  const own = await work();
  const seconds = (performance.now() - from) / 1000;
  return {
    seconds,
    ...own,
    cpuSeconds: engineCpu() - cpuFrom + (own?.cpuSeconds ?? 0),
    enginePeakMib: peakMib(enginePid),
  };
}

async function goaccess(log: string): Promise<Outcome> {
  const out = join(folder, 'goaccess.json');
  const from = performance.now();
  const { usage, code } = await new Promise<{ usage: number; code: number | null }>((resolve) => {
    const child = spawn('goaccess', [log, '--log-format=COMBINED', '--no-progress', '-o', out], { stdio: 'ignore' });
    let usage = 0;
    const watch = setInterval(() => {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
        usage = (Number(fields[11]) + Number(fields[12])) / 100;
      } catch {
        // it has just ended
      }
    }, 100);
    child.on('exit', (code) => {
      clearInterval(watch);
      resolve({ usage, code });
    });
  });
  if (code !== 0) throw new Error(`goaccess ended with ${code}`);
  return { seconds: (performance.now() - from) / 1000, cpuSeconds: usage };
}

const bare = (log: string): Promise<Outcome> =>
  withEngine(async () => {
    const { stream } = await warehouse().exec({
      query: bareInsertSql,
      values: createReadStream(log, { highWaterMark: 1 << 20 }),
      query_params: {
        k0: '1311768467463790320',
        k1: '81985529216486895',
        source: 'situs-kota',
        site: 'www.kota.example',
      },
      // The settings that were fastest of those tried: small blocks stay near the processor.
      clickhouse_settings: {
        max_threads: 2,
        max_insert_threads: '2',
        input_format_parallel_parsing: 1,
        min_chunk_bytes_for_parallel_parsing: '4000000',
        max_block_size: '16384',
        max_insert_block_size: '16384',
        min_insert_block_size_rows: '500000',
      },
    });
    for await (const _ of stream);
    return undefined;
  });

async function product(source: string, file: string, records: number): Promise<Outcome> {
  // With the flags of the worker.
  const child = spawn(
    process.execPath,
    [...WORKER_FLAGS, '--import', 'tsx', 'tests/bench/load-file.ts', source, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: process.env,
    },
  );
  let text = '';
  child.stdout.on('data', (piece) => {
    text += piece;
  });
  const outcome = await withEngine(async () => {
    await new Promise((resolve) => child.on('exit', resolve));
    const { ledger, cpuSeconds, peakMib } = JSON.parse(text);
    if (!ledger.balanced || ledger.read !== records || ledger.stored !== records) {
      throw new Error(`the ledger says ${JSON.stringify(ledger)}`);
    }
    return { cpuSeconds, peakMib };
  });
  // Without the start of the process, which a worker does once.
  return { ...outcome, seconds: JSON.parse(text).seconds };
}

const number = (n: number) => Math.round(n).toLocaleString('en-US');
function report(name: string, records: number, outcome: Outcome): Outcome {
  const memory = [
    outcome.peakMib && `worker at most ${outcome.peakMib} MiB`,
    outcome.enginePeakMib && `engine at most ${outcome.enginePeakMib} MiB`,
  ].filter(Boolean);
  const perMillion = (outcome.cpuSeconds / records) * 1e6;
  console.log(
    `${name.padEnd(22)} ${number(records / outcome.seconds).padStart(9)}/s  ${outcome.seconds.toFixed(1).padStart(6)} s  ${perMillion.toFixed(2).padStart(5)} CPU s per million  ${memory.join(', ')}`,
  );
  return outcome;
}
const best = (outcomes: Outcome[]) => Math.min(...outcomes.map((o) => o.seconds));

try {
  await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
  await warehouse().command({ query: 'CREATE TABLE ruang_kendali.bare AS ruang_kendali.web_hits' });
  const log = join(folder, 'akses.log');
  const complaints = join(folder, 'aduan.csv');
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} threads; making files in ${folder}`);
  await makeLog(log, LINES);
  await makeComplaints(complaints, ROWS);
  console.log(`access log: ${number(LINES)} lines, ${number(statSync(log).size / 1e6)} MB`);
  if (!hasGoaccess) console.log('goaccess is not installed: without it only the bare engine is compared.');

  const times = { goaccess: [] as Outcome[], bare: [] as Outcome[], product: [] as Outcome[], table: [] as Outcome[] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (hasGoaccess) times.goaccess.push(report('goaccess', LINES, await goaccess(log)));
    // What is left of one contender is cleared away before goaccess, which takes a minute: ext4 is slow to make files for a minute
    // after many were deleted.
    times.bare.push(report('bare engine', LINES, await bare(log)));
    times.product.push(report('ruang kendali, log', LINES, await product('situs-kota', log, LINES)));
    times.table.push(report('ruang kendali, aduan', ROWS, await product('aduan-lapor', complaints, ROWS)));
    for (const table of ['bare', 'web_hits', 'complaints'])
      await warehouse().command({ query: `TRUNCATE TABLE ruang_kendali.${table}` });
  }
  console.log('\nbest of each:');
  if (hasGoaccess)
    console.log(`  log / goaccess     ${(best(times.goaccess) / best(times.product)).toFixed(2)}  (wanted: 8)`);
  console.log(`  log / bare engine  ${(best(times.bare) / best(times.product)).toFixed(2)}  (wanted: 0.6)`);
  console.log(`  complaints         ${number(ROWS / best(times.table))} rows/s  (wanted: 50,000)`);
} finally {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
