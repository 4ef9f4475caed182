import type { Queue } from 'bullmq';
import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { type JobKind, jobOptions, queueOf, withQueue } from '../queue/queues';

/** The queue of a kind of job, for the worker: a Redis that is away for a moment is waited for. */
const onQueueOf = (kind: JobKind, work: (queue: Queue) => Promise<void>) => withQueue(queueOf[kind], work, 'patient');

/** One schedule for each source that has one; those of sources no longer in the profile are taken away. */
async function schedulePulls(queue: Queue, profile: CityProfile): Promise<void> {
  const wanted = new Map<string, CitySource>(
    profile.sumber.filter((s) => s.jadwal && s.sambungan).map((s) => [`tarik-${s.id}`, s] as const),
  );
  for (const [id, source] of wanted) {
    await queue.upsertJobScheduler(
      id,
      { pattern: source.jadwal!, tz: profile.zona_waktu },
      { name: 'pull-source', data: { sourceId: source.id, trigger: 'jadwal' }, opts: jobOptions },
    );
  }
  for (const { key } of await queue.getJobSchedulers()) if (!wanted.has(key)) await queue.removeJobScheduler(key);
}

/** Alarms and the snapshot of the city; a minute that fails is not tried again, the next one comes soon. */
async function everyMinute(queue: Queue): Promise<void> {
  await queue.upsertJobScheduler(
    'tiap-menit',
    { every: 60_000 },
    { name: 'each-minute', data: {}, opts: { removeOnComplete: true, removeOnFail: true } },
  );
}

/** Rules over metrics have their own pace, which the look itself keeps; one that fails is not tried again, the next one comes soon. */
async function watchMetricsEveryMinute(queue: Queue): Promise<void> {
  await queue.upsertJobScheduler(
    'jaga-ukuran',
    { every: 60_000 },
    { name: 'watch-metrics', data: {}, opts: { removeOnComplete: true, removeOnFail: true } },
  );
}

/** Alarms are told within a minute. */
async function planMessagesEveryMinute(queue: Queue): Promise<void> {
  await queue.upsertJobScheduler(
    'kabar-alarm',
    { every: 60_000 },
    { name: 'plan-alarm-messages', data: {}, opts: { removeOnComplete: true, removeOnFail: true } },
  );
}

/** This month is judged from what is known so far, the last one every night, and older ones when records of theirs arrive late. */
async function scheduleJudgements(queue: Queue, profile: CityProfile): Promise<void> {
  const tz = profile.zona_waktu;
  for (const [month, pattern] of [
    ['bulan-ini', '20 * * * *'],
    ['bulan-lalu', '40 2 * * *'],
    ['bulan-terlambat', '10 3 * * *'],
  ] as const) {
    await queue.upsertJobScheduler(
      `nilai-${month}`,
      { pattern, tz },
      { name: 'assess-month', data: { month }, opts: jobOptions },
    );
  }
  if (profile.data_contoh) {
    await queue.upsertJobScheduler(
      'contoh-lanjut',
      { pattern: '*/15 * * * *', tz },
      { name: 'demo-continue', data: {}, opts: jobOptions },
    );
  } else {
    await queue.removeJobScheduler('contoh-lanjut');
  }
}

let scheduledFor = 0;

/** What happens by the clock of the city, upserted for every new version of its profile: the same schedule stays one. */
export async function schedule(): Promise<void> {
  const { profile, version } = await currentCity();
  if (version === scheduledFor) return;
  await onQueueOf('assess-month', (queue) => scheduleJudgements(queue, profile));
  await onQueueOf('each-minute', everyMinute);
  await onQueueOf('watch-metrics', watchMetricsEveryMinute);
  await onQueueOf('plan-alarm-messages', planMessagesEveryMinute);
  await onQueueOf('pull-source', (queue) => schedulePulls(queue, profile));
  scheduledFor = version;
}
