import { findRun, requestRun, saveRun, unfinishedRuns } from '../../clickhouse/ledger/runs';
import { plainSentence } from '../../clickhouse/plain-error';
import { pullRun } from '../../ingest/runs/pull-run';
import type { Cursor } from '../../ingest/runs/store';
import { enqueue } from '../queue/queues';

/** Pulls what a run asks for and hands it on to be loaded. */
export async function pullRunJob({ runId }: { runId: string }): Promise<void> {
  try {
    if (await pullRun(runId)) await enqueue('ingest-run', { runId }, runId);
  } catch (error) {
    const run = await findRun(runId).catch(() => undefined);
    if (run) await saveRun({ ...run, message: `Dicoba lagi: ${plainSentence(error)}` }).catch(() => {});
    throw error;
  }
}

/** Registers and queues a pull of a source, unless one is under way: that one takes along what is new. */
export async function pullSource({ sourceId, trigger }: { sourceId: string; trigger: string }): Promise<void> {
  const active = (await unfinishedRuns({})).some((run) => run.source_id === sourceId && run.files.length === 0);
  if (active) return;
  const run = await requestRun(sourceId, [], trigger);
  await enqueue('pull-run', { runId: run.run_id }, `tarik-${run.run_id}`);
}

/** A source that held more than one run takes is pulled again as soon as that run is stored. */
export async function pullTheRest(runId: string): Promise<void> {
  const run = await findRun(runId);
  if (run?.state !== 'selesai' || !run.cursor || !(JSON.parse(run.cursor) as Cursor).more) return;
  await pullSource({ sourceId: run.source_id, trigger: 'lanjutan' });
}
