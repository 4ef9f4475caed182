/** The product as its operator meets it: real processes, started and asked from outside, on folders and ports of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };
export const DEMO_CITY = 'clickhouse/city/demo/kota-tangerang.yaml';

/** The programs as they are shipped (tests/bundle.ts), without preparing packages and pages: whoever runs the tests has done both. */
export const HOUSE = ['build/programs/house.mjs'];
export const RK = ['build/programs/rk.mjs'];

export type Settings = Record<string, string | undefined>;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
  ms: number;
}

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'rk-operator-'));

function environment(settings: Settings): NodeJS.ProcessEnv {
  const own = [
    'RK_',
    'CLICKHOUSE_',
    'REDIS_',
    'VITEST',
    'NODE_ENV',
    'NODE_OPTIONS',
    'PORT',
    'HOST',
    'INIT_CWD',
    'npm_',
  ];
  const env = { ...process.env };
  for (const key of Object.keys(env)) if (own.some((name) => key.startsWith(name))) delete env[key];
  return { ...env, RK_DEMO: 'off', ...settings };
}

/** Runs a command to its end. */
export function run(command: string, args: string[], settings: Settings, limitMs = 90_000): Promise<Ended> {
  const child = spawn(command, args, { env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] });
  const started = Date.now();
  let out = '';
  let err = '';
  child.stdout.on('data', (d) => (out += d));
  child.stderr.on('data', (d) => (err += d));
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, err, ms: Date.now() - started });
    }),
  );
}

export const rk = (settings: Settings, ...args: string[]) => run(process.execPath, [...RK, ...args], settings);
export const startInVain = (settings: Settings) => run(process.execPath, HOUSE, settings);

export interface Product {
  child: ChildProcess;
  said: () => string;
  readyMs: number;
  settings: Settings;
  ended: Promise<number | null>;
  /** Ends it and waits; the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the whole product and waits until it says that it is ready. */
export async function start(
  settings: Settings,
  command: [string, ...string[]] = [process.execPath, ...HOUSE],
): Promise<Product> {
  const [file, ...args] = command;
  // A group of its own, as a terminal would give it.
  const child = spawn(file, args, { env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const started = Date.now();
  let said = '';
  child.stdout.on('data', (d) => (said += d));
  child.stderr.on('data', (d) => (said += d));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  let over = false;
  void ended.then(() => (over = true));
  while (!said.includes('siap dalam')) {
    if (over || Date.now() - started > 90_000) {
      child.kill('SIGKILL');
      throw new Error(`the product did not start: ${said}`);
    }
    await sleep(50);
  }
  return {
    child,
    said: () => said,
    readyMs: Date.now() - started,
    settings,
    ended,
    stop: async (signal = 'SIGTERM') => {
      if (!over) child.kill(signal);
      return ended;
    },
  };
}

interface RunningFile {
  supervisorPid: number;
  enginePort: number;
  redisPort: number;
  parts: Record<string, { pid: number | null; state: string; restarts: number; lastEnd: string }>;
}
export function runningFile(folder: string): RunningFile | undefined {
  const file = join(folder, 'berjalan.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Every living process that was started with this data folder or one inside it. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        if (/\) Z /.test(stat)) return false;
        const env = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return env.some((e) => e === `RK_DATA=${folder}` || e.startsWith(`RK_DATA=${folder}/`));
      } catch {
        return false;
      }
    })
    .map(Number);
}

export async function until(what: string, done: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<number> {
  const started = Date.now();
  while (!(await done())) {
    if (Date.now() - started > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await sleep(50);
  }
  return Date.now() - started;
}

export interface HealthAnswer {
  status: number;
  body: { parts: Record<string, { status: string }>; restarts: Record<string, number> };
}
export const healthz = (port: number): Promise<HealthAnswer | undefined> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(8_000) })
    .then(async (r) => ({ status: r.status, body: (await r.json()) as HealthAnswer['body'] }))
    .catch(() => undefined);

/** Ends whatever a failed test left behind and removes the folder. */
export function sweep(folder: string): void {
  for (const pid of processesOf(folder)) if (pid !== process.pid) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** What must never reach a person: stacks, SQL, exception classes. */
export const INTERNALS = /\n\s+at |Error:|DB::|SELECT |INSERT |Exception|undefined|\[object|node:/;

/** Asks the engine of a running product directly: faster than a command for what a test only wants to know. */
export async function ask<T = Record<string, unknown>>(folder: string, sql: string): Promise<T[]> {
  const { enginePassword } = JSON.parse(readFileSync(join(folder, 'rahasia.json'), 'utf8'));
  const answer = await fetch(
    `http://127.0.0.1:${runningFile(folder)!.enginePort}/?database=ruang_kendali&default_format=JSONEachRow&output_format_json_quote_64bit_integers=0`,
    { method: 'POST', body: sql, headers: { 'X-ClickHouse-User': 'rk', 'X-ClickHouse-Key': enginePassword } },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
