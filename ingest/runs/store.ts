import { z } from 'zod';
import { findRun, type RunState } from '../../clickhouse/ledger/runs';
import { DATABASE, warehouse } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';

export type { Cursor } from '../../clickhouse/ledger/runs';

export interface FileRow {
  source_id: string;
  run_id: string;
  file_no: number;
  name: string;
  /** '' as long as it is not known. */
  sha256: string;
  size_bytes: number;
  records: number;
  observed_at: string;
  format: string;
  header: string[];
}

export async function saveFile(file: FileRow): Promise<void> {
  await warehouse().insert({
    table: `${DATABASE}.ingest_files`,
    values: [{ ...file, version: Date.now() }],
    format: 'JSONEachRow',
  });
}

/** When this content was first seen for the source: an export keeps its date even when its file is copied later. */
export const firstSeen = defineQuery({
  name: 'file-first-seen',
  sql: `SELECT min(observed_at) AS observed_at FROM ruang_kendali.ingest_files
    WHERE source_id = {source:String} AND sha256 = {sha256:String} HAVING count() > 0`,
  params: z.object({ source: z.string(), sha256: z.string() }),
  row: z.object({ observed_at: z.string() }),
});

/** Chunks whose ledger line is written, with what they held: they are stored and need not be sent again. */
export const finishedChunks = defineQuery({
  name: 'finished-chunks',
  sql: `SELECT DISTINCT chunk, content_sha256 AS sha256 FROM ruang_kendali.ingest_chunks WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: z.object({ chunk: z.number(), sha256: z.string() }),
});

/** The ledger of one run, as `rk ingest --json` prints it. Counts are records. */
export interface RunLedger {
  source: string;
  run_id: string;
  state: RunState;
  read: number;
  stored: number;
  duplicate: number;
  rejected: number;
  ignored: number;
  reasons: Record<string, number>;
  /** read = stored + duplicate + rejected + ignored, and read is what the reader counted in the files. */
  balanced: boolean;
  message: string;
}

const ledgerOf = defineQuery({
  name: 'run-ledger',
  sql: `SELECT
    sum(read) AS read, sum(stored) AS stored, sum(duplicate) AS duplicate, sum(rejected) AS rejected, sum(ignored) AS ignored,
    sumMap(reasons) AS reasons,
    (SELECT sum(records) FROM ruang_kendali.ingest_files_newest WHERE run_id = {run:UUID}) AS counted
  FROM ruang_kendali.ingest_chunks FINAL WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: z.object({
    read: z.number(),
    stored: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
    ignored: z.number(),
    reasons: z.record(z.string(), z.number()),
    counted: z.number(),
  }),
});

export async function runLedger(runId: string): Promise<RunLedger> {
  const run = await findRun(runId);
  const row = (await ledgerOf({ run: runId }))[0];
  if (!run || !row) throw new Error(`run ${runId} is not known`);
  const { counted, ...counts } = row;
  const sum = counts.stored + counts.duplicate + counts.rejected + counts.ignored;
  const complete = run.state !== 'selesai' || counted === counts.read;
  return {
    source: run.source_id,
    run_id: runId,
    state: run.state,
    ...counts,
    balanced: sum === counts.read && complete,
    message: run.message,
  };
}
