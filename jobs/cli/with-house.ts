import { setTimeout as sleep } from 'node:timers/promises';
import { readRunning } from '../../clickhouse/data-folder/running';
import { migrate } from '../../clickhouse/migrations/migrate';
import { connectRedis } from '../queue/redis';
import { FolderInUse, readableRunning } from '../start/folder';
import { type House, openHouse } from '../start/open-house';

const PATIENCE_MS = 60_000;

/**
 * Does something with the running product; when none runs on this data folder, with engine, Redis and worker started for as long
 * as it takes, so that a command does the same work on the same way either time. With both servers elsewhere only work that is
 * handed to a worker needs one to be running.
 */
export async function withHouse<T>(work: () => Promise<T>, needs: { worker: boolean } = { worker: false }): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    if (await served(needs.worker)) return work();
    let house: House;
    const asked = new AbortController();
    const stop = () => asked.abort();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    try {
      process.stderr.write('Ruang Kendali tidak sedang berjalan: mesin data dinyalakan sebentar ...\n');
      house = await openHouse({ web: false, signal: asked.signal });
    } catch (error) {
      if (asked.signal.aborted) process.exit(130);
      // Another command was faster, or is just leaving.
      if (!(error instanceof FolderInUse) || Date.now() > end) throw error;
      await sleep(300);
      continue;
    }
    asked.signal.addEventListener('abort', () => void house.close().then(() => process.exit(130)));
    try {
      return await work();
    } finally {
      await house.close();
    }
  }
}

/** Whether somebody serves this folder; waits while its engine and Redis are still starting. */
async function served(worker: boolean): Promise<boolean> {
  const elsewhere = process.env.CLICKHOUSE_URL && process.env.REDIS_URL;
  if (elsewhere && !readRunning()) {
    if (worker && !(await workerBeats())) return false;
    await migrate(); // nobody may ever have started the product on that server
    return true;
  }
  if (!readableRunning()) return false;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(200)) {
    const running = readRunning();
    if (!running) return false;
    if (!['engine', 'redis'].some((name) => running.parts[name]?.state === 'memulai')) return true;
  }
  return true;
}

async function workerBeats(): Promise<boolean> {
  const redis = connectRedis('hasty');
  try {
    return (await redis.get('rk:worker:beat')) !== null;
  } finally {
    redis.disconnect();
  }
}
