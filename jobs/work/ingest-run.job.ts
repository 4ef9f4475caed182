import { runIngest } from '../../ingest/runs/run-ingest';

/** Carries a registered run to its end; see `runIngest` for what a crash leaves behind (nothing). */
export async function ingestRun({ runId }: { runId: string }): Promise<void> {
  await runIngest(runId);
}
