import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real server that tests talk to: on a private port, with its files in a temporary folder. */
export interface TestServer {
  port: number;
  stop: () => Promise<void>;
  /** Kills it as a power cut would. */
  kill: () => Promise<void>;
  /** Starts it again on the same port and files. */
  start: () => Promise<void>;
}

/** The account that servers run as that refuse to be root; undefined when the tests are not root themselves. */
export function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'))!
    .split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** An empty folder of the account that servers run as. */
export function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rk-peladen-'));
  chmodSync(folder, 0o755);
  const account = unprivileged();
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/** Whether the programs are there. A machine without them is told loudly what it misses; the tests are then skipped. */
export function installed(debianPackage: string, ...programs: string[]): boolean {
  if (programs.every((path) => existsSync(path))) return true;
  process.stderr.write(
    `\nUJI DILEWATI: peladen ${debianPackage} tidak terpasang. Jalankan: apt-get install ${debianPackage}\n\n`,
  );
  return false;
}

export function runAs(
  program: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string } = {},
): string {
  return execFileSync(program, args, {
    ...unprivileged(),
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    ...options,
  });
}

/** Runs a server's program in the foreground until it is stopped; `stopBy` is the signal it understands as "end cleanly". */
export async function serve(
  folder: string,
  port: number,
  stopBy: NodeJS.Signals,
  command: [string, ...string[]],
  asRoot = false,
): Promise<TestServer> {
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  const [program, ...args] = command;
  const start = async () => {
    // Children of a killed server hold its port for a moment longer.
    for (let tries = 0; tries < 600 && (await answers(port)); tries += 1) await sleep(50);
    for (let tries = 1; ; tries += 1) {
      const why = await begin();
      if (why === '') return;
      if (tries === 20) throw new Error(why);
      await sleep(250);
    }
  };
  /** '' when it answers, else why it does not. */
  const begin = async (): Promise<string> => {
    const mine = spawn(program, args, {
      ...(asRoot ? {} : unprivileged()),
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = mine;
    let said = '';
    for (const stream of [mine.stdout, mine.stderr])
      stream.on('data', (piece) => (said = (said + piece).slice(-4_000)));
    let gone = false;
    ended = new Promise((resolve) => mine.on('exit', () => resolve()));
    void ended.then(() => (gone = true));
    for (let tries = 0; tries < 600; tries += 1) {
      if (gone) return `${program} ended: ${said}`;
      if (await answers(port)) return '';
      await sleep(50);
    }
    throw new Error(`${program} does not answer: ${said}`);
  };
  const end = async (signal: NodeJS.Signals) => {
    send(signal);
    await ended;
  };
  /** To the whole family where it is to die at once, to the father where he is to end it cleanly. */
  const send = (signal: NodeJS.Signals) => {
    if (!child?.pid) return;
    try {
      process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
    } catch {
      // gone already
    }
  };
  // What a test leaves running, because it failed before it could stop it, ends with its process.
  process.once('exit', () => send('SIGKILL'));
  await start();
  return {
    port,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end(stopBy);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
