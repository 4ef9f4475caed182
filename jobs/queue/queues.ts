import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { z } from 'zod';
import { PlainError } from '../../clickhouse/plain-error';
import type { Preview } from '../../clickhouse/sources/preview';
import { connectRedis } from './redis';

/** Purpose under which a secret is sealed on its way to the worker: the queue's store may be read by others. */
export const SECRET_ON_ITS_WAY = 'rahasia ke pekerja';
const sealedText = z.object({ iv: z.string(), text: z.string() });

/** Work that can be put on a queue: one schema per kind, shared by whoever adds and whoever works. */
export const jobKinds = {
  /** Copy what is new at the source of a registered run, then let it be loaded. */
  'pull-run': z.object({ runId: z.uuid() }),
  /** Register a run of a source that is pulled: what its schedule asks for. */
  'pull-source': z.object({ sourceId: z.string(), trigger: z.string().default('jadwal') }),
  /** Carry a registered ingest run to its end. */
  'ingest-run': z.object({ runId: z.uuid() }),
  /** Judge the maturity of every SKPD in one month: YYYY-MM, or told from the day on which the job runs. */
  'assess-month': z.object({
    month: z.union([z.string().regex(/^\d{4}-\d{2}$/), z.enum(['bulan-ini', 'bulan-lalu', 'bulan-terlambat'])]),
  }),
  /** Let the demo city live on: export what happened since the last export. */
  'demo-continue': z.object({}),
  /** What happens once a minute: ask for a new snapshot. */
  'each-minute': z.object({}),
  /** Raise and end alarms, then read the city once for all screens. Asked for by `askForSnapshot` only. */
  'city-snapshot': z.object({}),
  /** Look at what the rules of alarms over metrics watch. */
  'watch-metrics': z.object({}),
  /** See which messages about alarms are still to be sent. */
  'plan-alarm-messages': z.object({}),
  /** Send one message about an alarm to one recipient. */
  'send-alarm': z.object({
    messageId: z.string(),
    kind: z.enum(['naik', 'selesai', 'ringkasan']),
    alarmId: z.string(),
    recipient: z.string(),
  }),
  /** Tell the masked text of some rejected records of a source. */
  'read-rejects': z.object({
    sourceId: z.string(),
    places: z.array(z.object({ runId: z.uuid(), fileNo: z.number().int(), line: z.number().int() })).max(1_000),
  }),
  /** Mask the personal data in texts that somebody typed into a form; they travel sealed. */
  'mask-texts': z.object({ texts: z.array(sealedText).max(10) }),
  /** Show what a source would become from a sample: of an uploaded file, or pulled by its connection. */
  'preview-source': z.object({
    upload: z.uuid().optional(),
    /** The source as the profile writes it; needed to pull a sample. */
    source: z.looseObject({ id: z.string() }).optional(),
    secret: sealedText.optional(),
    pemetaan: z.string().optional(),
    /** What was chosen for a mapping of its own (`MappingChoices`). */
    choices: z.looseObject({ id: z.string() }).optional(),
    skpd: z.string().optional(),
    situs: z.string().optional(),
    zona_waktu: z.string().optional(),
  }),
  /** Put a source into the profile and, when a file was uploaded for it, register the run that loads it. */
  'add-source': z.object({
    source: z.looseObject({ id: z.string() }),
    choices: z.looseObject({ id: z.string() }).optional(),
    secret: sealedText.optional(),
    upload: z.uuid().optional(),
    by: z.object({ actor: z.string(), role: z.string() }),
  }),
} as const;
export type JobKind = keyof typeof jobKinds;

/** What the worker answers to a question (see `ask`). */
export interface Answers {
  /** One entry for each place asked for, in that order. */
  'read-rejects': RejectText[];
  /** The texts in the order given, as they may be stored. */
  'mask-texts': string[];
  'preview-source': {
    preview: Preview;
    /** What the pull had to say; '' of a file. */
    note: string;
    /** Where in its JSON answer the source's records were found; '' = nowhere in particular. */
    rows: string;
  };
  'add-source': { version: number /** The run that loads the uploaded file; '' when there is none. */; runId: string };
}

/** A rejected record as it may be shown: personal data masked, cells of columns that may hold it left out. */
interface RejectText {
  /** Column and cell of a table; the one cell of a log line has no column. */
  cells: [column: string, text: string][];
}

/**
 * Queues and how many jobs of each run at once. Pulls wait for other people's servers, so many may wait together and none holds
 * up a load; two loads side by side, so that a big file does not keep the small ones waiting; judgements one by one; questions
 * that somebody waits for, and what screens show, wait for nothing else.
 */
export const queues = { ambil: 6, muat: 2, hitung: 1, tanya: 2, siar: 1 } as const;
export type QueueName = keyof typeof queues;

export const queueOf: Record<JobKind, QueueName> = {
  'pull-run': 'ambil',
  'pull-source': 'ambil',
  'ingest-run': 'muat',
  'assess-month': 'hitung',
  'demo-continue': 'hitung',
  'watch-metrics': 'hitung',
  'plan-alarm-messages': 'tanya',
  'send-alarm': 'ambil',
  'each-minute': 'siar',
  'city-snapshot': 'siar',
  'read-rejects': 'tanya',
  'mask-texts': 'tanya',
  'preview-source': 'tanya',
  'add-source': 'tanya',
};

/** Jobs are tried for about an hour: an outage of engine or disk is longer than a few seconds. */
export const jobOptions = {
  attempts: 70,
  backoff: { type: 'custom' as const },
  removeOnComplete: { age: 7 * 86_400, count: 1_000 },
  removeOnFail: { age: 30 * 86_400, count: 1_000 },
};

/** Pause before the next try: growing to a minute, with jitter so that jobs of one outage do not return together. */
export function pauseBeforeTryMs(attemptsMade: number): number {
  return Math.min(60_000, 500 * 2 ** attemptsMade) * (0.5 + Math.random() / 2);
}

/**
 * Puts work on its queue. The same `jobId` is queued once as long as it is kept; what it does must bear being done twice.
 */
export async function enqueue<K extends JobKind>(
  kind: K,
  data: z.input<(typeof jobKinds)[K]>,
  jobId?: string,
): Promise<void> {
  await withQueue(queueOf[kind], async (queue) => {
    if (jobId) {
      const old = await queue.getJob(jobId);
      if (old && ((await old.isFailed()) || (await old.isCompleted()))) await old.remove();
    }
    await queue.add(kind, jobKinds[kind].parse(data), { ...jobOptions, jobId });
  });
}

/** A question nobody waits for any more is not answered later. */
const ASKED_ONCE = { attempts: 1, removeOnFail: { age: 30 }, removeOnComplete: { age: 30 } };
const ASK_EVERY_MS = 40;

/** Puts a question to the worker and waits for its answer. Throws one plain sentence when none comes in time. */
export async function ask<K extends keyof Answers>(
  kind: K,
  data: z.input<(typeof jobKinds)[K]>,
  patienceMs = 10_000,
): Promise<Answers[K]> {
  return withQueue(queueOf[kind], async (queue) => {
    const job = await queue.add(kind, jobKinds[kind].parse(data), ASKED_ONCE);
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(ASK_EVERY_MS)) {
      const now = await queue.getJob(job.id!);
      if (!now) break;
      if (now.finishedOn === undefined) continue;
      await now.remove();
      if (now.failedReason) throw new PlainError(now.failedReason);
      return now.returnvalue as Answers[K];
    }
    await job.remove().catch(() => {});
    throw new PlainError('Pekerja tidak menjawab. Coba lagi sebentar lagi.');
  });
}

/** Puts a registered run on its queue: at once when it can be, by the worker's next look around otherwise. */
export async function enqueueRun(run: { run_id: string; files: string[] }): Promise<void> {
  const [kind, jobId] = jobOfRun(run);
  await enqueue(kind, { runId: run.run_id }, jobId);
}

const jobOfRun = (run: { run_id: string; files: string[] }) =>
  run.files.length > 0 ? (['ingest-run', run.run_id] as const) : (['pull-run', `tarik-${run.run_id}`] as const);

/** How the job of a run is doing: how far it is, how often it was tried, when it is tried again. */
export interface RunProgress {
  /** Part of the bytes that is done, 0 to 1; null while nobody knows. */
  done: number | null;
  triesFailed: number;
}

/** How the jobs of some runs are doing; a run without a job is left out. */
export async function progressOfRuns(runs: { run_id: string; files: string[] }[]): Promise<Map<string, RunProgress>> {
  const found = new Map<string, RunProgress>();
  for (const run of runs) {
    const [kind, jobId] = jobOfRun(run);
    const job = await withQueue(queueOf[kind], (queue) => queue.getJob(jobId));
    if (!job) continue;
    const done = typeof job.progress === 'number' ? job.progress : null;
    const ended = job.finishedOn !== undefined && !job.failedReason;
    found.set(run.run_id, { done, triesFailed: job.attemptsMade - (ended ? 1 : 0) });
  }
  return found;
}

/** When the schedule of each source strikes next. */
export async function nextPulls(): Promise<Map<string, Date>> {
  return withQueue(queueOf['pull-source'], async (queue) => {
    const schedulers = await queue.getJobSchedulers();
    return new Map(
      schedulers.flatMap(({ key, next }) => (next ? [[key.replace(/^tarik-/, ''), new Date(next)] as const] : [])),
    );
  });
}

/** Why the last try of a queued job failed, in one safe sentence; '' when none has. It will be tried again by itself. */
export async function lastFailure(kind: JobKind, jobId: string): Promise<string> {
  return withQueue(queueOf[kind], async (queue) => (await queue.getJob(jobId))?.failedReason ?? '');
}

/** Opens a queue for one piece of work. Commands and pages are hasty; the worker waits for a Redis that is away. */
export async function withQueue<T>(
  name: QueueName,
  work: (queue: Queue) => Promise<T>,
  manner: Parameters<typeof connectRedis>[0] = 'hasty',
): Promise<T> {
  const connection = connectRedis(manner);
  const queue = new Queue(name, { connection, prefix: 'rk' });
  queue.on('error', () => {}); // the caller sees its own error
  try {
    return await work(queue);
  } finally {
    await queue.close().catch(() => {});
    connection.disconnect();
  }
}
