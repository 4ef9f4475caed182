/** Loads one file the way the worker does, in a process of its own, and prints how it went: `load-file.ts <source> <file>`. */
import { readFileSync } from 'node:fs';
import { requestRun } from '../../clickhouse/ledger/runs';
import { runIngest } from '../../ingest/runs/run-ingest';

const [source, file] = process.argv.slice(2) as [string, string];
const from = performance.now();
const used = process.cpuUsage();
const run = await requestRun(source, [file], 'uji');
const ledger = await runIngest(run.run_id);
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(used);
const peakKib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
console.log(
  JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMib: Math.round(peakKib / 1024), ledger }),
);
process.exit(0);
