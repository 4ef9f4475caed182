import { Queue } from 'bullmq';
import { z } from 'zod';
import { connectRedis } from './redis';

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
    month: z.union([z.string().regex(/^\d{4}-\d{2}$/), z.enum(['bulan-ini', 'bulan-lalu'])]),
  }),
  /** Let the demo city live on: export what happened since the last export. */
  'demo-continue': z.object({}),
} as const;
export type JobKind = keyof typeof jobKinds;

/**
 * Queues and how many jobs of each run at once. Pulls wait for other people's servers, so many may wait together and none holds
 * up a load; two loads side by side, so that a big file does not keep the small ones waiting; judgements one by one.
 */
export const queues = { ambil: 6, muat: 2, hitung: 1 } as const;
export type QueueName = keyof typeof queues;

export const queueOf: Record<JobKind, QueueName> = {
  'pull-run': 'ambil',
  'pull-source': 'ambil',
  'ingest-run': 'muat',
  'assess-month': 'hitung',
  'demo-continue': 'hitung',
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
  const connection = connectRedis('hasty');
  const queue = new Queue(queueOf[kind], { connection, prefix: 'rk' });
  queue.on('error', () => {}); // the caller of a command sees its own error
  try {
    if (jobId) {
      const old = await queue.getJob(jobId);
      if (old && ((await old.isFailed()) || (await old.isCompleted()))) await old.remove();
    }
    await queue.add(kind, jobKinds[kind].parse(data), { ...jobOptions, jobId });
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** Why the last try of a queued job failed, in one safe sentence; '' when none has. It will be tried again by itself. */
export async function lastFailure(kind: JobKind, jobId: string): Promise<string> {
  const connection = connectRedis('hasty');
  const queue = new Queue(queueOf[kind], { connection, prefix: 'rk' });
  try {
    return (await queue.getJob(jobId))?.failedReason ?? '';
  } finally {
    await queue.close().catch(() => {});
    connection.disconnect();
  }
}
