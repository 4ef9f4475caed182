import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { jobOptions, queueOf } from '../queue/queues';
import { connectRedis } from '../queue/redis';

/** One schedule for each source that has one; those of sources no longer in the profile are taken away. */
async function schedulePulls(profile: CityProfile): Promise<void> {
  const connection = connectRedis('patient');
  const queue = new Queue(queueOf['pull-source'], { connection, prefix: 'rk' });
  queue.on('error', () => {});
  try {
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
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** Alarms are looked after once a minute; a look that fails is not tried again, the next one comes soon. */
async function watchEveryMinute(connection: Redis): Promise<void> {
  const queue = new Queue(queueOf['watch-sources'], { connection, prefix: 'rk' });
  queue.on('error', () => {});
  try {
    await queue.upsertJobScheduler(
      'jaga-sumber',
      { every: 60_000 },
      { name: 'watch-sources', data: {}, opts: { removeOnComplete: true, removeOnFail: true } },
    );
  } finally {
    await queue.close();
  }
}

let scheduledFor = 0;

/** What happens by the clock of the city, upserted for every new version of its profile: the same schedule stays one. */
export async function schedule(): Promise<void> {
  const { profile, version } = await currentCity();
  if (version === scheduledFor) return;
  const connection = connectRedis('patient');
  const queue = new Queue('hitung', { connection, prefix: 'rk' });
  queue.on('error', () => {});
  const tz = profile.zona_waktu;
  try {
    // This month is judged from what is known so far; the last one until late exports have arrived.
    for (const [month, pattern] of [
      ['bulan-ini', '20 * * * *'],
      ['bulan-lalu', '40 2 * * *'],
    ] as const) {
      await queue.upsertJobScheduler(
        `nilai-${month}`,
        { pattern, tz },
        { name: 'assess-month', data: { month }, opts: jobOptions },
      );
    }
    await watchEveryMinute(connection);
    if (profile.data_contoh) {
      await queue.upsertJobScheduler(
        'contoh-lanjut',
        { pattern: '*/15 * * * *', tz },
        { name: 'demo-continue', data: {}, opts: jobOptions },
      );
    } else {
      await queue.removeJobScheduler('contoh-lanjut');
    }
    await schedulePulls(profile);
    scheduledFor = version;
  } finally {
    await queue.close();
    connection.disconnect();
  }
}
