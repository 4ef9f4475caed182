import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../clickhouse/data-folder/free-port';
import { closeRedis, redis } from './redis.server';

/** Starts a Redis for tests on a private port (`REDIS_URL` is set to it). `stop` ends it and removes its folder. */
export async function startTestRedis(): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-uji-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const before = process.env.REDIS_URL;
  process.env.REDIS_URL = `redis://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await redis()
      .ping()
      .catch(() => null);
    if (answer === 'PONG') break;
    if (attempt > 50) throw new Error('redis-server did not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    stop: async () => {
      closeRedis();
      if (before === undefined) delete process.env.REDIS_URL;
      else process.env.REDIS_URL = before;
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
