import { Redis } from 'ioredis';
import { readRunning } from '../clickhouse/data-folder/running';
import { secrets } from '../clickhouse/data-folder/secrets';
import { PlainError } from '../clickhouse/plain-error';

/** Where Redis answers: `REDIS_URL`, or the one that runs on this data folder. */
function redisAddress(): { url: string; password?: string } {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL };
  const running = readRunning();
  if (!running) throw new PlainError('Ruang Kendali tidak sedang berjalan pada folder data ini. Jalankan: npm start');
  return { url: `redis://127.0.0.1:${running.redisPort}`, password: secrets().redisPassword };
}

let shared: { url: string; client: Redis } | undefined;

/**
 * The web process's one connection, made on first use. A page must not hang on a Redis that is down: a command fails
 * after one reconnect attempt or two seconds, while the connection itself keeps trying and recovers. It follows Redis
 * when its address changes after a restart.
 */
export function redis(): Redis {
  const { url, password } = redisAddress();
  if (shared?.url === url) return shared.client;
  shared?.client.disconnect();
  const client = new Redis(url, {
    ...(password ? { password } : {}),
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
  });
  // Every failed command already tells its caller; an unheard error event would end the process.
  client.on('error', () => {});
  shared = { url, client };
  return client;
}

/** Ends the connection, so that the process can end. */
export function closeRedis(): void {
  shared?.client.disconnect();
  shared = undefined;
}
