import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { now } from '../clock';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

const runState = z.enum(['antre', 'berjalan', 'selesai', 'gagal']);
export type RunState = z.output<typeof runState>;

const runRow = z.object({
  run_id: z.string(),
  source_id: z.string(),
  state: runState,
  /** Who asked: perintah | tombol | jadwal | lanjutan | contoh | unggah. */
  trigger: z.string(),
  requested_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  files: z.array(z.string()),
  message: z.string(),
  /** What was asked for beyond files: JSON of `RunRequest`, '' = nothing special. */
  request: z.string(),
  /** JSON of `Cursor`; '' for runs that do not move it. */
  cursor: z.string(),
  /** When a pull had copied all it loads. */
  captured_at: z.string().nullable(),
});
export type Run = z.output<typeof runRow>;

/** What a run may be asked for beyond loading files or pulling what is new. */
export interface RunRequest {
  /** Fill in this period (ISO times) instead of going on where the last pull stopped. */
  range?: { from: string; to: string };
  /** Read rejected records again: those of these runs, or with an empty list all open ones of the source. */
  replayOf?: string[];
}

export const requestOf = (run: Pick<Run, 'request'>): RunRequest => (run.request ? JSON.parse(run.request) : {});

/** Whether a run copies what it loads itself, rather than loading files that somebody named. */
export const isPull = (run: Run) => run.files.length === 0 || run.captured_at !== null;

const selectRun = `SELECT run_id, source_id, state, trigger, requested_at, started_at, finished_at, files, message,
    request, cursor, captured_at
  FROM ruang_kendali.ingest_runs FINAL`;

const runById = defineQuery({
  name: 'run-by-id',
  sql: `${selectRun} WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: runRow,
});

/** Runs that have not ended, oldest first: what a restarted worker must carry on with. */
export const unfinishedRuns = defineQuery({
  name: 'unfinished-runs',
  sql: `${selectRun} WHERE state IN ('antre', 'berjalan') AND ({source:String} = '' OR source_id = {source:String})
    ORDER BY requested_at, run_id`,
  params: z.object({ source: z.string().default('') }),
  row: runRow,
});

export async function findRun(runId: string): Promise<Run | undefined> {
  return (await runById({ run: runId }))[0];
}

/** Whether a pull that takes along what is new is under way. */
export async function isPulling(sourceId: string): Promise<boolean> {
  return (await unfinishedRuns({ source: sourceId })).some((run) => run.files.length === 0 && run.request === '');
}

/**
 * Two workers may have the same run where one was thought dead. What has ended is not begun again by the word of the slower one,
 * and what is stored has not failed because its spool was thrown away meanwhile.
 */
const FINALITY: Record<RunState, number> = { antre: 0, berjalan: 0, gagal: 2 ** 45, selesai: 2 ** 46 };

/** Writes a new version of a run; the newest version is the run, those of its end before all others. */
export async function saveRun(run: Run): Promise<Run> {
  await warehouse().insert({
    table: `${DATABASE}.ingest_runs`,
    values: [{ ...run, version: FINALITY[run.state] + Date.now() }],
    format: 'JSONEachRow',
  });
  return run;
}

/** Registers a run before anything is queued, so that it survives the loss of the queue. */
export function requestRun(
  sourceId: string,
  files: string[],
  trigger: string,
  runId: string = randomUUID(),
  request: RunRequest = {},
): Promise<Run> {
  return saveRun({
    run_id: runId,
    source_id: sourceId,
    state: 'antre',
    trigger,
    requested_at: now().toISOString(),
    started_at: null,
    finished_at: null,
    files,
    message: '',
    request: Object.keys(request).length ? JSON.stringify(request) : '',
    cursor: '',
    captured_at: null,
  });
}

/**
 * Registers the load of an uploaded file. The upload is the spool of this run (same id), so that it is thrown away with it; the
 * same upload is registered once.
 */
export async function requestUploadRun(sourceId: string, uploadId: string, path: string): Promise<Run> {
  const known = await findRun(uploadId);
  if (known) return known;
  const run = await requestRun(sourceId, [path], 'unggah', uploadId);
  return saveRun({ ...run, captured_at: now().toISOString() });
}

/** Where the newest finished pull of a source stopped; null before the first. */
export async function cursorOf(sourceId: string): Promise<unknown> {
  const row = (await newestCursor({ source: sourceId }))[0];
  return row ? (JSON.parse(row.cursor) as Cursor).next : null;
}

/** What a pull leaves behind for the one after it. */
export interface Cursor {
  next: unknown;
  /** The source holds more: the next pull follows at once. */
  more: boolean;
}

const newestCursor = defineQuery({
  name: 'newest-cursor',
  sql: `SELECT cursor FROM ruang_kendali.ingest_runs FINAL
    WHERE source_id = {source:String} AND state = 'selesai' AND cursor != '' ORDER BY captured_at DESC, run_id LIMIT 1`,
  params: z.object({ source: z.string() }),
  row: z.object({ cursor: z.string() }),
});
