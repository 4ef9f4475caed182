import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Redis, type RedisOptions } from 'ioredis';
import { dataPath } from '../../clickhouse/data-folder/paths';
import { readRunning } from '../../clickhouse/data-folder/running';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';

/** Address of Redis: `REDIS_URL`, or the server that runs on this data folder. */
export function redisAddress(): { url: string; options: RedisOptions; external: boolean } {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, options: {}, external: true };
  const running = readRunning();
  if (!running) throw new PlainError('Ruang Kendali tidak sedang berjalan pada folder data ini. Jalankan: npm start');
  return {
    url: `redis://127.0.0.1:${running.redisPort}`,
    options: { password: secrets().redisPassword },
    external: false,
  };
}

/** A connection to Redis. `patient` waits out a restart (workers); otherwise commands fail fast. */
export function connectRedis(kind: 'patient' | 'hasty'): Redis {
  const { url, options } = redisAddress();
  const redis = new Redis(url, {
    ...options,
    maxRetriesPerRequest: kind === 'patient' ? null : 1,
    retryStrategy: (times) => Math.min(2_000, 100 * times),
    connectTimeout: 5_000,
  });
  redis.on('error', () => {}); // reconnecting is the answer; the caller of a command sees its own error
  return redis;
}

/** The command line of our own Redis: loopback, password, append-only file, nothing evicted. */
export function redisCommand(port: number): [string, ...string[]] {
  const folder = dataPath('redis', 'x').slice(0, -2);
  const config = dataPath('setelan', 'redis.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${secrets().redisPassword}`,
    `dir ${folder}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    'loglevel warning',
    'logfile ""',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  // Redis does not watch its standard input: let the kernel end it when the supervisor is killed.
  const bound = spawnSync('setpriv', ['--pdeathsig', 'SIGTERM', 'true']).status === 0;
  return bound ? ['setpriv', '--pdeathsig', 'SIGTERM', 'redis-server', config] : ['redis-server', config];
}

/** Waits until Redis answers (a loading append-only file counts as not yet), or throws after the limit. */
export async function untilRedisAnswers(alive: () => boolean = () => true, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (Date.now() < end && alive()) {
    const redis = connectRedis('hasty');
    try {
      if ((await redis.ping()) === 'PONG') return;
    } catch (error) {
      if (/NOAUTH|WRONGPASS/.test((error as Error).message)) throw new PlainError(plainSentence(error));
      await new Promise((resolve) => setTimeout(resolve, 150));
    } finally {
      redis.disconnect();
    }
  }
  const { url, external } = redisAddress();
  throw new PlainError(
    external
      ? `Redis pada REDIS_URL (${new URL(url).host}) tidak menjawab. Periksa alamat, port dan jaringan.`
      : 'Redis tidak menjawab.',
  );
}

/** Refuses a Redis that may throw queued work away: under memory pressure it would lose jobs without a word. */
export async function refuseEvictingRedis(): Promise<void> {
  const redis = connectRedis('hasty');
  try {
    const info = await redis.info('memory');
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'tidak diketahui';
    if (policy !== 'noeviction') {
      throw new PlainError(
        `Redis memakai kebijakan ${policy}: bila memori penuh, antrean pekerjaan dibuang tanpa jejak. Setel "maxmemory-policy noeviction" pada Redis itu, lalu ulangi.`,
      );
    }
  } finally {
    redis.disconnect();
  }
}
