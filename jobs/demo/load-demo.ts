import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { dataPath } from '../../clickhouse/data-folder/paths';
import { findRun, requestRun } from '../../clickhouse/ledger/runs';
import { localDate, localMidnight } from '../../clickhouse/local-time';
import { demoFiles } from '../../ingest/demo';
import { enqueue } from '../queue/queues';

/** How far the demo city's history reaches back. */
const HISTORY_MONTHS = 24;
/** One export file a year and source: fewer, larger chunks load faster. */
const FILES_PER_YEAR = 1;

const DemoState = z.object({
  /** Everything before this moment has been handed to ingest. */
  until: z.string(),
  /** Runs of the last hand-over. */
  runs: z.array(z.string()),
});

const stateFile = () => dataPath('contoh', 'keadaan.json');

export function readDemoState(): z.infer<typeof DemoState> | undefined {
  return existsSync(stateFile()) ? DemoState.parse(JSON.parse(readFileSync(stateFile(), 'utf8'))) : undefined;
}

function writeState(state: z.infer<typeof DemoState>): void {
  writeFileSync(`${stateFile()}.baru`, JSON.stringify(state));
  renameSync(`${stateFile()}.baru`, stateFile());
}

/** The same source and window always give the same run, so that an interrupted hand-over is not made twice. */
function runIdOf(sourceId: string, from: Date, to: Date): string {
  const hex = createHash('sha256').update(`contoh/${sourceId}/${from.toISOString()}/${to.toISOString()}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The window of history that a first start covers. */
export function firstWindow(at: Date, timezone: string): { from: Date; to: Date } {
  const today = localDate(at, timezone);
  return { from: localMidnight(today.year, today.month - HISTORY_MONTHS, today.day, timezone), to: at };
}

/**
 * Writes what happened in the demo city within a window as the files its systems would export, and requests one run per source.
 * The files then take the same way as anybody's: queue, worker, ledger. A source is handed over as soon as its files are
 * written, so that it loads while the next one is still being written. Returns the runs and how many lines they hold.
 */
export async function handOverDemo(
  window: { from: Date; to: Date },
  options: { scale?: number; onSource?: (done: number, total: number) => void } = {},
): Promise<{ runs: string[]; lines: number }> {
  const { profile } = await currentCity();
  const sources = new Set(profile.sumber.map((s) => s.id));
  const runs: string[] = [];
  let lines = 0;
  let ready: { sourceId: string; files: string[] } | undefined;

  const handOver = async () => {
    if (!ready) return;
    const runId = runIdOf(ready.sourceId, window.from, window.to);
    if (!(await findRun(runId))) await requestRun(ready.sourceId, ready.files, 'contoh', runId);
    await enqueue('ingest-run', { runId }, runId);
    runs.push(runId);
    options.onSource?.(runs.length, sources.size);
  };
  for (const file of demoFiles(profile, window, { scale: options.scale, filesPerYear: FILES_PER_YEAR })) {
    if (!sources.has(file.sourceId)) continue;
    if (ready?.sourceId !== file.sourceId) {
      await handOver();
      ready = { sourceId: file.sourceId, files: [] };
    }
    const path = dataPath('contoh', file.sourceId, file.name);
    lines += writeBlocks(path, file.blocks());
    ready.files.push(path);
  }
  await handOver();
  writeState({ until: window.to.toISOString(), runs });
  return { runs, lines };
}

function writeBlocks(path: string, blocks: Iterable<string>): number {
  const file = openSync(`${path}.baru`, 'w');
  let lines = 0;
  for (const block of blocks) {
    writeSync(file, block);
    for (let at = block.indexOf('\n'); at >= 0; at = block.indexOf('\n', at + 1)) lines += 1;
  }
  closeSync(file);
  renameSync(`${path}.baru`, path);
  return lines;
}

/** Removes the export files of a run that has ended. */
export async function clearDemoFiles(runId: string): Promise<void> {
  const run = await findRun(runId);
  if (run?.state === 'selesai') for (const file of run.files) rmSync(file, { force: true });
}

/** Hands over what happened since the last hand-over, so that the demo city lives on. */
export async function continueDemo(): Promise<void> {
  const state = readDemoState();
  if (!state) return;
  for (const run of state.runs) await clearDemoFiles(run);
  const from = new Date(state.until);
  const to = now();
  if (to.getTime() - from.getTime() >= 60_000) await handOverDemo({ from, to });
}
