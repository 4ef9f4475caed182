import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../clickhouse/data-folder/free-port';

/** A house with the small demo city, and its pages as its first administrator gets them, without a browser. */
export interface House {
  page: (path: string) => Promise<string>;
  end: () => Promise<void>;
}

/** Starts the house in a process of its own; queries of this process go to its engine. */
export async function startHouse(now: string): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-halaman-'));
  process.env.RK_DATA = folder;
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/browser/demo-house.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      RK_DEMO: 'off',
      RK_NOW: now,
      RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml',
    },
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
    return { page: await signIn(`http://localhost:${port}`, invite), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Accepts the invitation, and gives a way to read pages as the one who was invited. */
export async function signIn(origin: string, invite: string): Promise<House['page']> {
  const password = 'telaga-ungu-7-mangga';
  const answer = await fetch(`${origin}${invite}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ nama: 'Sari Wulandari', surel: 'sari@uji.example', sandi: password, ulang: password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`the invitation was not accepted: ${answer.status}`);
  return reader(origin, cookie);
}

/** Reads pages in Indonesian with a session. */
export const reader =
  (origin: string, cookie: string): House['page'] =>
  async (path) => {
    const page = await fetch(`${origin}${path}`, { headers: { Cookie: cookie, 'Accept-Language': 'id' } });
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
    return page.text();
  };
