import { type Cursor, findRun, isPulling, requestRun, saveRun } from '../../clickhouse/ledger/runs';
import { plainSentence } from '../../clickhouse/plain-error';
import { isPaused } from '../../clickhouse/sources/switches';
import { NotItsTurn, pullRun } from '../../ingest/runs/pull-run';
import { enqueueRun } from '../queue/queues';

/** Pulls what a run asks for and hands it on to be loaded. `stop` ends it when its worker does; the next one begins it anew. */
export async function pullRunJob({ runId }: { runId: string }, stop?: AbortSignal): Promise<void> {
  try {
    if (!(await pullRun(runId, stop))) return;
    const run = await findRun(runId);
    if (run) await enqueueRun(run);
  } catch (error) {
    if (error instanceof NotItsTurn || stop?.aborted) throw error;
    await tellTrouble(runId, error);
    throw error;
  }
}

/** Writes beside a run why it is tried again, as far as anything can be written. */
export async function tellTrouble(runId: string, error: unknown): Promise<void> {
  const run = await findRun(runId).catch(() => undefined);
  if (run) await saveRun({ ...run, message: `Dicoba lagi: ${plainSentence(error)}` }).catch(() => {});
}

/**
 * Registers and queues a pull of a source: when its schedule strikes, when a run has left a rest, or when a system has delivered.
 * Not while it is paused, nor while a pull is under way: that one takes along what is new. A delivery it may have looked for
 * too early waits for its end.
 */
export async function pullSource({ sourceId, trigger }: { sourceId: string; trigger: string }): Promise<void> {
  if (await isPaused(sourceId)) return;
  if (await isPulling(sourceId)) {
    if (trigger === 'kiriman') throw new NotItsTurn();
    return;
  }
  await enqueueRun(await requestRun(sourceId, [], trigger));
}

/** A source that held more than one run takes is pulled again as soon as that run is stored. */
export async function pullTheRest(runId: string): Promise<void> {
  const run = await findRun(runId);
  if (run?.state !== 'selesai' || !run.cursor || !(JSON.parse(run.cursor) as Cursor).more) return;
  await pullSource({ sourceId: run.source_id, trigger: 'lanjutan' });
}
