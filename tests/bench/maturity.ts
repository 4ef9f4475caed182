/**
 * How long it takes to judge 60 offices over 24 months from 20 million rows of evidence, of a city and a seed that the thresholds were not
 * made for, and whether a second run comes to the same hashes. `npx tsx tests/bench/maturity.ts`; BENCH_ROWS makes it smaller, BENCH_SEED
 * another city. What was found stands in docs/benchmarks.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { keepDerived } from '../../clickhouse/derived/keep';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { monthOf } from '../../clickhouse/local-time';
import { assessMaturity, monthBounds } from '../../clickhouse/maturity';
import { countEvidence, makeCity, makeEvidence } from './make-evidence';

const now = new Date('2026-11-20T03:00:00Z');
const ROWS = Number(process.env.BENCH_ROWS ?? 20_000_000);
const SEED = Number(process.env.BENCH_SEED ?? 7);
const OFFICES = 60;
const MONTHS = 24;

const engine = await startTestEngine();
const enginePid = readdirSync('/proc/self/task')
  .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '))
  .find((pid) => pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded.'))!;

/** CPU seconds of the engine and of this process so far. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${enginePid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const { user, system } = process.cpuUsage();
  return (Number(fields[11]) + Number(fields[12])) / 100 + (user + system) / 1e6;
}

interface Run {
  hashes: Map<string, string>;
  /** Milliseconds per probe over all months. */
  timings: Map<string, number>;
  failures: number;
}

async function judgeAll(timezone: string): Promise<Run> {
  const run: Run = { hashes: new Map(), timings: new Map(), failures: 0 };
  const [from, cpuFrom] = [performance.now(), cpuSeconds()];
  for (let back = MONTHS; back >= 1; back -= 1) {
    const month = monthOf(now, timezone, back);
    const { hashes, timings, failures } = await assessMaturity({ ...monthBounds(month, timezone), timezone, now });
    for (const [skpd, hash] of Object.entries(hashes)) run.hashes.set(`${month} ${skpd}`, hash);
    for (const [probe, ms] of Object.entries(timings)) run.timings.set(probe, (run.timings.get(probe) ?? 0) + ms);
    for (const { probe, message } of failures) console.log(`${month} ${probe} failed: ${message}`);
    run.failures += failures.length;
  }
  console.log(
    `judged ${run.hashes.size} results in ${((performance.now() - from) / 1000).toFixed(1)} s (wanted: 60), ${(cpuSeconds() - cpuFrom).toFixed(1)} CPU s`,
  );
  return run;
}

try {
  const city = makeCity(SEED, OFFICES);
  const timezone = city.profile.zona_waktu;
  await applyCityProfile(city, { by: 'tolok' });
  const from = performance.now();
  await makeEvidence(ROWS, SEED, MONTHS + 1, now);
  console.log(`${await countEvidence()} rows of evidence in ${((performance.now() - from) / 1000).toFixed(0)} s`);
  const [deriveFrom, deriveCpu] = [performance.now(), cpuSeconds()];
  await keepDerived();
  console.log(
    `derived tables, once for each state of the facts: ${((performance.now() - deriveFrom) / 1000).toFixed(1)} s, ${(cpuSeconds() - deriveCpu).toFixed(1)} CPU s`,
  );
  const first = await judgeAll(timezone);
  const second = await judgeAll(timezone);
  const other = [...first.hashes].filter(([key, hash]) => second.hashes.get(key) !== hash);
  console.log(`${other.length} of ${first.hashes.size} hashes differ in the second run (wanted: 0)`);
  console.log('\nprobe                 ms a month');
  for (const [probe, ms] of [...second.timings].sort((a, b) => b[1] - a[1]))
    console.log(`${probe.padEnd(20)} ${(ms / MONTHS).toFixed(0).padStart(8)}`);
  if (other.length + first.failures + second.failures > 0) process.exitCode = 1;
} finally {
  await engine.stop();
}
process.exit();
