import { unfinishedRuns } from '../../clickhouse/ledger/runs';
import { enqueue } from '../queue/queues';

/**
 * Puts every run that the warehouse knows as unfinished back on the queue. The warehouse is the truth of what was asked for:
 * a queue that lost its memory loses no run. A run still queued or working is left alone by its job id.
 */
export async function resumeUnfinishedRuns(): Promise<void> {
  for (const { run_id: runId, files } of await unfinishedRuns({})) {
    if (files.length > 0) await enqueue('ingest-run', { runId }, runId);
    else await enqueue('pull-run', { runId }, `tarik-${runId}`);
  }
}
