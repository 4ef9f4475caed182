import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../data-folder/free-port';
import { writeRunning } from '../data-folder/running';
import { migrate } from '../migrations/migrate';
import { engineCommand, untilEngineAnswers } from './command';

/**
 * Starts a real embedded engine for tests on a private port and a temporary data folder (`RK_DATA` is set to it), with the
 * newest schema. `restart` ends it and starts it on the same folder; `stop` ends it and removes the folder, unless it is one
 * that was given to be kept.
 */
export async function startTestEngine(kept?: string): Promise<{
  folder: string;
  port: number;
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'rk-uji-'));
  mkdirSync(folder, { recursive: true });
  process.env.RK_DATA = folder;
  delete process.env.CLICKHOUSE_URL;
  const port = await freePort();
  const serve = async () => {
    const [command, ...args] = engineCommand({ kind: 'embedded' }, port);
    const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'], env: process.env });
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    await untilEngineAnswers(`http://127.0.0.1:${port}`);
    return async () => {
      child.stdin?.end();
      await ended;
    };
  };
  let end = await serve();
  writeRunning({ supervisorPid: process.pid, enginePort: port, redisPort: 0, webPort: null, parts: {} });
  await migrate();
  return {
    folder,
    port,
    restart: async () => {
      await end();
      end = await serve();
    },
    stop: async () => {
      await end();
      if (!kept) rmSync(folder, { recursive: true, force: true });
    },
  };
}
