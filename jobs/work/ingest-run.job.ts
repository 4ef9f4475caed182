import { now } from '../../clickhouse/clock';
import { keepSums } from '../../clickhouse/derived/web-kept';
import { findRun, saveRun, unfinishedRuns } from '../../clickhouse/ledger/runs';
import { runIngest } from '../../ingest/runs/run-ingest';
import { askForSnapshot } from '../queue/snapshot';
import { pullTheRest, tellTrouble } from './pull-run.job';

/** How often a load says how far it is. */
const TELL_EVERY_MS = 1_000;

/** Carries a registered run to its end; see `runIngest` for what a crash leaves behind (nothing). */
export async function ingestRun(
  { runId }: { runId: string },
  onProgress: (done: number) => Promise<void> = async () => {},
): Promise<void> {
  let told = 0;
  try {
    await runIngest(runId, ({ bytesDone, bytesTotal }) => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      void onProgress(Math.min(1, bytesDone / bytesTotal)).catch(() => {});
    });
    await pullTheRest(runId);
    // The screens first: they wait for seconds, the sums below may take minutes.
    await askForSnapshot().catch(() => {});
    // Of many runs at once the last one does it for all. Whoever opens a page before it is done does it then.
    if ((await unfinishedRuns({})).length === 0) await keepSums().catch(() => {});
  } catch (error) {
    await tellTrouble(runId, error);
    throw error;
  }
}

/** Ends a run whose job has no tries left. What is stored stays stored; asking for the files again stores only the rest. */
export async function giveUpRun({ runId }: { runId: string }, why: string): Promise<void> {
  const run = await findRun(runId);
  if (run && run.state !== 'selesai') {
    await saveRun({ ...run, state: 'gagal', finished_at: now().toISOString(), message: why });
  }
}
