import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../clickhouse/data-folder/free-port';

/** A house that serves. */
export interface StartedHouse {
  origin: string;
  /** Its data folder; queries of this process go to its engine. */
  folder: string;
  /** Path of the link by which its first administrator comes in. */
  invite: string;
  end: () => Promise<void>;
}

/** Starts a house in a process of its own, with these settings, and waits until it serves. */
export async function startHouse(
  house: 'small-house' | 'demo-house',
  env: Record<string, string>,
): Promise<StartedHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-rumah-'));
  process.env.RK_DATA = folder;
  const port = await freePort();
  const child = spawn(process.execPath, [`build/programs/${house}.mjs`], {
    env: { ...process.env, PORT: String(port), RK_DEMO: 'off', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const invite = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (data: Buffer) => {
        const found = /siap (\S+)/.exec(data.toString());
        if (found) resolve(found[1]!);
      });
      child.once('exit', () => reject(new Error('the house did not start')));
    });
    return { origin: `http://localhost:${port}`, folder, invite, end };
  } catch (error) {
    await end();
    throw error;
  }
}
