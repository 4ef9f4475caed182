/**
 * The worker process: takes jobs off the queues. Several may run at once; every job bears being done twice.
 * `node --import tsx jobs/work/worker.ts`
 */
import { Worker } from 'bullmq';
import { now } from '../../clickhouse/clock';
import { plainSentence } from '../../clickhouse/plain-error';
import { type JobKind, jobKinds, pauseBeforeTryMs, type QueueName, queues } from '../queue/queues';
import { connectRedis } from '../queue/redis';
import { assessMonth } from './assess-month.job';
import { demoContinue } from './demo-continue.job';
import { giveUpRun, ingestRun } from './ingest-run.job';
import { pullRunJob, pullSource } from './pull-run.job';
import { resumeUnfinishedRuns } from './resume-runs';
import { schedule } from './schedules';

const BEAT_EVERY_MS = 5_000;
const BEAT_LASTS_S = 20;
const LOOK_EVERY_MS = 10_000;

const handlers: { [K in JobKind]: (data: never) => Promise<unknown> } = {
  'pull-run': pullRunJob,
  'pull-source': pullSource,
  'ingest-run': ingestRun,
  'assess-month': assessMonth,
  'demo-continue': demoContinue,
};

const redis = connectRedis('patient');
const say = (text: string) => process.stdout.write(`${now().toISOString()} ${text}\n`);

const workers = (Object.keys(queues) as QueueName[]).map((name) => {
  const worker = new Worker(
    name,
    async (job) => {
      const kind = job.name as JobKind;
      try {
        await handlers[kind](jobKinds[kind].parse(job.data) as never);
      } catch (error) {
        // The queue keeps what is thrown, and an engine's error quotes statements and rows.
        const told = new Error(plainSentence(error));
        told.stack = '';
        throw told;
      }
    },
    {
      connection: redis,
      prefix: 'rk',
      concurrency: queues[name],
      lockDuration: 30_000,
      stalledInterval: 5_000,
      // A worker killed again and again must not make a job fail for good: its own attempts decide.
      maxStalledCount: 1_000_000,
      settings: { backoffStrategy: pauseBeforeTryMs },
    },
  );
  worker.on('error', () => {});
  worker.on('failed', (job, error) => {
    say(`${job?.name} ${job?.id}: ${error.message}`);
    const last = job && job.attemptsMade >= (job.opts.attempts ?? 1);
    if (last && (job.name === 'ingest-run' || job.name === 'pull-run'))
      void giveUpRun(job.data, error.message).catch(() => {});
  });
  return worker;
});

const beat = () =>
  redis
    .set('rk:worker:beat', JSON.stringify({ pid: process.pid, at: now().toISOString() }), 'EX', BEAT_LASTS_S)
    .catch(() => {});
void beat();
const beating = setInterval(beat, BEAT_EVERY_MS);
/** What a worker must notice by itself: runs without a job, and a city profile that was applied meanwhile. */
async function lookAround(): Promise<void> {
  await resumeUnfinishedRuns().catch(() => {});
  await schedule().catch(() => {});
}
void lookAround();
const looking = setInterval(lookAround, LOOK_EVERY_MS);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(beating);
  clearInterval(looking);
  // A load in progress may take minutes; it is safe to leave it where it is, the next worker carries on.
  setTimeout(() => process.exit(0), 4_000).unref();
  await Promise.allSettled(workers.map((w) => w.close()));
  await redis.del('rk:worker:beat').catch(() => {});
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.env.RK_SUPERVISED === '1') process.stdin.resume().on('end', stop).on('error', stop);
