import { dropSpool, isAbandoned, spooledRuns } from '../../clickhouse/data-folder/spool';
import { findRun, unfinishedRuns } from '../../clickhouse/ledger/runs';
import { enqueueRun } from '../queue/queues';

/**
 * Puts every run that the warehouse knows as unfinished back on the queue. The warehouse is the truth of what was asked for:
 * a queue that lost its memory loses no run. A run still queued or working is left alone by its job id.
 */
export async function resumeUnfinishedRuns(): Promise<void> {
  for (const run of await unfinishedRuns({})) await enqueueRun(run);
}

/**
 * Throws away what ended runs left in the spool when their worker was killed before it could, and files that somebody uploaded
 * and then made no source of.
 */
export async function sweepSpool(): Promise<void> {
  for (const runId of await spooledRuns()) {
    if (!/^[0-9a-f-]{36}$/.test(runId)) continue;
    const run = await findRun(runId);
    const ended = run ? run.state === 'selesai' || run.state === 'gagal' : await isAbandoned(runId);
    if (ended) await dropSpool(runId);
  }
}
