import { spawn } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { Part } from '../../jobs/start/part';
import {
  DEMO_CITY,
  HOUSE,
  healthz,
  type Product,
  processesOf,
  rk,
  runningFile,
  type Settings,
  sleep,
  start,
  startInVain,
  sweep,
  temporaryFolder,
  until,
} from './product';

const folder = temporaryFolder();
let settings: Settings;
let port: number;
let product: Product;
beforeAll(async () => {
  port = await freePort();
  settings = { RK_DATA: folder, PORT: String(port), RK_CITY: DEMO_CITY };
  product = await start(settings);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  sweep(folder);
});

test('a second start on the same folder is told who runs there', async () => {
  const second = await startInVain({ ...settings, PORT: '1' });
  expect(second.code).toBe(1);
  expect(second.err).toBe(
    `Ruang Kendali sudah berjalan pada folder data ini (PID ${product.child.pid}, http://localhost:${port}). Hentikan dahulu, atau pilih folder lain lewat RK_DATA.\n`,
  );
  expect((await healthz(port))?.status).toBe(200);
});

describe('a killed part is started again and the health page says so', () => {
  test.each(['engine', 'redis', 'worker'])('%s', async (name) => {
    const before = runningFile(folder)!.parts[name]!;
    process.kill(before.pid!, 'SIGKILL');
    if (name !== 'worker') {
      // a worker is missed only after its beat has gone silent; by then it is back
      await until('503', async () => (await healthz(port))?.status === 503);
    }
    await until('200', async () => {
      const health = await healthz(port);
      return health?.status === 200 && health.body.restarts[name] === 1;
    });
    await until('berjalan', () => runningFile(folder)!.parts[name]!.state === 'berjalan');
    const after = runningFile(folder)!.parts[name]!;
    expect(after).toMatchObject({ restarts: 1, lastEnd: 'dihentikan sinyal SIGKILL' });
    expect(after.pid).not.toBe(before.pid);
  });

  test('web', async () => {
    process.kill(runningFile(folder)!.parts.web!.pid!, 'SIGKILL');
    await until('gone', async () => (await healthz(port)) === undefined);
    await until('200', async () => (await healthz(port))?.body.restarts.web === 1);
  });
});

test('a supervisor killed at once takes its parts along; the next start works and keeps the data', async () => {
  product.child.kill('SIGKILL');
  const ms = await until('no process left', () => processesOf(folder).length === 0, 15_000);
  expect(ms).toBeLessThan(10_000);
  expect(existsSync(join(folder, 'berjalan.json'))).toBe(true);
  product = await start({ ...settings, RK_CITY: undefined });
  expect(product.readyMs).toBeLessThan(20_000);
  const city = await rk(settings, 'sql', "SELECT name FROM city_skpd WHERE skpd = 'bkpsdm' LIMIT 1", '--format', 'TSV');
  expect(city.out).toMatch(/Kepegawaian/);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s leaves no process behind and the exit code is 0', async (signal) => {
  const started = Date.now();
  expect(await product.stop(signal)).toBe(0);
  expect(Date.now() - started).toBeLessThan(15_000);
  expect(processesOf(folder)).toEqual([]);
  expect(existsSync(join(folder, 'berjalan.json'))).toBe(false);
  product = await start(settings);
});

test('a start can be stopped half way', async () => {
  await product.stop();
  const child = spawn(process.execPath, HOUSE, {
    env: { ...process.env, ...settings, VITEST: undefined },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await until('engine launched', () => Boolean(runningFile(folder)?.parts.engine?.pid));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  expect(existsSync(join(folder, 'berjalan.json'))).toBe(false);
});

test('two starts at the same moment: one runs, one is told', async () => {
  const other = await freePort();
  const both = await Promise.allSettled([start(settings), start({ ...settings, PORT: String(other) })]);
  const won = both.filter((r) => r.status === 'fulfilled');
  const lost = both.filter((r) => r.status === 'rejected');
  expect([won.length, lost.length]).toEqual([1, 1]);
  expect(String(lost[0]!.reason)).toContain('sudah berjalan pada folder data ini');
  await (won[0] as PromiseFulfilledResult<Product>).value.stop();
  expect(processesOf(folder)).toEqual([]);
});

test('a torn berjalan.json and one that names a stranger do not keep it from starting', async () => {
  const file = join(folder, 'berjalan.json');
  writeFileSync(file, '{"supervisorPid": 12\0\0');
  product = await start(settings);
  const before = readFileSync(file, 'utf8');
  await product.stop();

  const stranger = spawn('sleep', ['60']);
  writeFileSync(file, before.replace(/"supervisorPid": \d+/, `"supervisorPid": ${stranger.pid}`));
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(file, longAgo, longAgo);
  product = await start(settings);
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});

test('a part that falls at once is started again ever more slowly', async () => {
  process.env.RK_DATA = folder;
  const starts: number[] = [];
  const part = new Part(
    { name: 'worker', command: () => ['false'], ready: async () => {}, patienceMs: 100 },
    () => part.state === 'memulai' && starts.push(Date.now()),
    () => {},
  );
  await part.start();
  await sleep(4_200);
  await part.stop();
  const pauses = starts.slice(1).map((at, i) => at - starts[i]!);
  expect(pauses.length).toBe(3);
  for (const [i, wanted] of [500, 1_000, 2_000].entries()) expect(pauses[i]).toBeGreaterThanOrEqual(wanted - 5);
  expect(part).toMatchObject({ restarts: 3, lastEnd: 'berakhir dengan kode 1' });
});

const { isPrepared } = (await import(new URL('../../jobs/start/prepare.mjs', import.meta.url).href)) as {
  isPrepared: () => boolean;
};

/** `npm start` installs and builds what is out of date: only where nothing is, so that no test changes the checkout. */
test.skipIf(!isPrepared()).each(['SIGINT', 'SIGTERM'] as const)(
  'npm start ends whole on %s',
  async (signal) => {
    await product.stop();
    product = await start(settings, ['npm', 'start']);
    // Ctrl-C of a terminal reaches the whole group; a service manager or a script ends npm alone.
    process.kill(signal === 'SIGINT' ? -product.child.pid! : product.child.pid!, signal);
    await product.ended;
    await until('no process left', () => processesOf(folder).length === 0, 15_000);
    expect(existsSync(join(folder, 'berjalan.json'))).toBe(false);
  },
  180_000,
);
