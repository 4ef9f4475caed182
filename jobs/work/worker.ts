/**
 * The worker process: takes jobs off the queues. Several may run at once; every job bears being done twice.
 * `node build/programs/worker.mjs`
 */
import { DelayedError, type Job, Worker } from 'bullmq';
import { now } from '../../clickhouse/clock';
import { plainSentence } from '../../clickhouse/plain-error';
import { NotItsTurn } from '../../ingest/runs/pull-run';
import { type JobKind, jobKinds, pauseBeforeTryMs, type QueueName, queues } from '../queue/queues';
import { connectRedis } from '../queue/redis';
import { askForSnapshot } from '../queue/snapshot';
import { planAlarmMessages, sendAlarm } from './alarm-messages.job';
import { assessMonth } from './assess-month.job';
import { citySnapshot } from './city-snapshot.job';
import { demoContinue } from './demo-continue.job';
import { giveUpRun, ingestRun } from './ingest-run.job';
import { maskTexts } from './mask-texts.job';
import { addSourceJob, previewSource } from './new-source.job';
import { pullRunJob, pullSource } from './pull-run.job';
import { readRejects } from './read-rejects.job';
import { resumeUnfinishedRuns, sweepSpool } from './resume-runs';
import { schedule } from './schedules';
import { watchMetrics } from './watch-metrics.job';

const BEAT_EVERY_MS = 5_000;
const BEAT_LASTS_S = 20;
const LOOK_EVERY_MS = 10_000;

/** A pull whose turn has not come looks again after this long. */
const NEXT_TURN_MS = 2_000;

/** Told to pulls when this worker stops: the next worker begins them anew. */
const leaving = new AbortController();

const handlers: { [K in JobKind]: (data: never, job: Job) => Promise<unknown> } = {
  'pull-run': (data) => pullRunJob(data, leaving.signal),
  'pull-source': pullSource,
  'ingest-run': (data, job) => ingestRun(data, (done) => job.updateProgress(done)),
  'assess-month': assessMonth,
  'demo-continue': demoContinue,
  'each-minute': () => askForSnapshot(),
  'city-snapshot': citySnapshot,
  'watch-metrics': watchMetrics,
  'plan-alarm-messages': planAlarmMessages,
  'send-alarm': sendAlarm,
  'read-rejects': readRejects,
  'mask-texts': maskTexts,
  'preview-source': previewSource,
  'add-source': addSourceJob,
};

/** Work whose end changes what the city shows; loads tell so themselves, before they do what can wait. */
const CHANGING: ReadonlySet<string> = new Set<JobKind>(['pull-run', 'assess-month', 'add-source']);

const redis = connectRedis('patient');
const say = (text: string) => process.stdout.write(`${now().toISOString()} ${text}\n`);

const workers = (Object.keys(queues) as QueueName[]).map((name) => {
  const worker = new Worker(
    name,
    async (job, token) => {
      const kind = job.name as JobKind;
      try {
        return await handlers[kind](jobKinds[kind].parse(job.data) as never, job);
      } catch (error) {
        // A pull that waits for its turn, or whose worker leaves, has not failed: no try is taken from it.
        if (error instanceof NotItsTurn || (kind === 'pull-run' && leaving.signal.aborted)) {
          await job.moveToDelayed(Date.now() + NEXT_TURN_MS, token);
          throw new DelayedError();
        }
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
  worker.on('completed', (job) => {
    if (CHANGING.has(job.name)) void askForSnapshot().catch(() => {});
  });
  worker.on('failed', (job, error) => {
    say(`${job?.name} ${job?.id}: ${error.message}`);
    const last = job && job.attemptsMade >= (job.opts.attempts ?? 1);
    if (last && (job.name === 'ingest-run' || job.name === 'pull-run'))
      void giveUpRun(job.data, error.message)
        .then(() => askForSnapshot())
        .catch(() => {});
  });
  return worker;
});

/** In real time, whatever RK_NOW says: it tells that this process lives. */
const beat = () =>
  redis
    .set('rk:worker:beat', JSON.stringify({ pid: process.pid, at: new Date().toISOString() }), 'EX', BEAT_LASTS_S)
    .catch(() => {});
void beat();
const beating = setInterval(beat, BEAT_EVERY_MS);
/** What a worker must notice by itself: runs without a job, and a city profile that was applied meanwhile. */
async function lookAround(): Promise<void> {
  await resumeUnfinishedRuns().catch(() => {});
  await schedule().catch(() => {});
}
void lookAround();
void sweepSpool().catch(() => {});
const looking = setInterval(lookAround, LOOK_EVERY_MS);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(beating);
  clearInterval(looking);
  leaving.abort();
  // A load in progress may take minutes; it is safe to leave it where it is, the next worker carries on.
  setTimeout(() => process.exit(0), 4_000).unref();
  await Promise.allSettled(workers.map((w) => w.close()));
  await redis.del('rk:worker:beat').catch(() => {});
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.env.RK_SUPERVISED === '1') process.stdin.resume().on('end', stop).on('error', stop);
