import type { Queue } from 'bullmq';
import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile } from '../../clickhouse/city/schema';
import { type JobKind, jobOptions, type QueueName, queueOf, queues, withQueue } from '../queue/queues';

interface Schedule {
  id: string;
  kind: JobKind;
  data: object;
  repeat: { every: number } | { pattern: string; tz: string };
  /** Of looks that come back within a minute: one that fails is not tried again, the next one comes soon. */
  isOften?: true;
}

const often = (id: string, kind: JobKind): Schedule => ({
  id,
  kind,
  data: {},
  repeat: { every: 60_000 },
  isOften: true,
});

/** Everything that happens by the clock of this city. */
function schedulesOf(profile: CityProfile): Schedule[] {
  const tz = profile.zona_waktu;
  const judgement = (month: string, pattern: string): Schedule => ({
    id: `nilai-${month}`,
    kind: 'assess-month',
    data: { month },
    repeat: { pattern, tz },
  });
  return [
    // Alarms of sources and the snapshot of the city.
    often('tiap-menit', 'each-minute'),
    // Rules over metrics have their own pace, which the look itself keeps.
    often('jaga-ukuran', 'watch-metrics'),
    often('kabar-alarm', 'plan-alarm-messages'),
    // This month is judged from what is known so far, the last one every night, older ones when records of theirs arrive late.
    judgement('bulan-ini', '20 * * * *'),
    judgement('bulan-lalu', '40 2 * * *'),
    judgement('bulan-terlambat', '10 3 * * *'),
    ...(profile.data_contoh
      ? [
          {
            id: 'contoh-lanjut',
            kind: 'demo-continue' as const,
            data: {},
            repeat: { pattern: '*/15 * * * *', tz },
          },
        ]
      : []),
    ...profile.sumber
      .filter((source) => source.jadwal && source.sambungan)
      .map((source) => ({
        id: `tarik-${source.id}`,
        kind: 'pull-source' as const,
        data: { sourceId: source.id, trigger: 'jadwal' },
        repeat: { pattern: source.jadwal!, tz },
      })),
  ];
}

/** Schedules of one queue as they should be; whatever else stands there, as of a source or a release that is gone, is taken away. */
async function setSchedules(queue: Queue, wanted: readonly Schedule[]): Promise<void> {
  for (const { id, kind, data, repeat, isOften } of wanted) {
    const opts = isOften ? { removeOnComplete: true, removeOnFail: true } : jobOptions;
    await queue.upsertJobScheduler(id, repeat, { name: kind, data, opts });
  }
  for (const { key } of await queue.getJobSchedulers())
    if (!wanted.some(({ id }) => id === key)) await queue.removeJobScheduler(key);
}

let scheduledFor = 0;

/** What happens by the clock of the city, upserted for every new version of its profile: the same schedule stays one. */
export async function schedule(): Promise<void> {
  const { profile, version } = await currentCity();
  if (version === scheduledFor) return;
  const wanted = schedulesOf(profile);
  for (const name of Object.keys(queues) as QueueName[]) {
    const ofQueue = wanted.filter(({ kind }) => queueOf[kind] === name);
    // For the worker: a Redis that is away for a moment is waited for.
    await withQueue(name, (queue) => setSchedules(queue, ofQueue), 'patient');
  }
  scheduledFor = version;
}
