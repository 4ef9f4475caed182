import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRun, type Run, requestRun } from '../../clickhouse/ledger/runs';
import { secretOf } from '../../clickhouse/sources/secrets';
import { runLedger } from '../../ingest/runs/store';
import { enqueueRun, jobKinds, pauseBeforeTryMs, progressOfRuns, queueOf, queues } from '../../jobs/queue/queues';
import { RK } from '../operator/product';
import { applyCity } from './city-of-sources';

/** More hanging sources than pulls of one kind of server could be, fewer than the queue takes at once. */
const HANGING = 4;
const GOOD = 8;

const folder = mkdtempSync(join(tmpdir(), 'rk-racun-'));
let house: ChildProcess;
let server: Server;
/** Requests that were left without an answer, while the server hangs. */
let hanging = true;
let asked = 0;

const answer = (id: string) =>
  JSON.stringify([
    { id: `${id}-1`, waktu: '2026-09-01T08:00:00+07:00', tingkat: 'e-consultation', proses: 'Uji', tindakan: 'suara' },
  ]);

const source = (id: string, port: number, path: string) =>
  `  - { id: ${id}, nama: ${id}, jenis: http, pemetaan: partisipasi-csv, skpd: diskominfo, memberi_makan: [participation], sambungan: { alamat: "http://127.0.0.1:${port}/${path}/${id}", jaringan_dalam: true, batas_waktu_detik: 600 } }\n`;

async function startHouse(): Promise<void> {
  house = spawn(process.execPath, ['build/programs/house-without-web.mjs'], {
    env: { ...process.env, RK_DEMO: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    house.stdout?.on('data', (d: Buffer) => d.toString().includes('siap') && resolve());
    house.once('exit', () => reject(new Error('the house did not start')));
  });
}

async function stopHouse(): Promise<void> {
  const ended = new Promise((resolve) => house.once('exit', resolve));
  house.kill('SIGTERM');
  await ended;
}

beforeAll(async () => {
  process.env.RK_DATA = folder;
  delete process.env.CLICKHOUSE_URL;
  delete process.env.REDIS_URL;
  server = createServer((request, response) => {
    const [, path, id = ''] = (request.url ?? '').split('/');
    if (path === 'gantung') asked += 1;
    if (path === 'gantung' && hanging) return;
    if (path === 'halaman-masuk') return response.setHeader('content-type', 'text/html').end('<html>Masuk</html>');
    response.setHeader('content-type', 'application/json');
    if (path === 'rusak') response.statusCode = 500;
    response.end(path === 'rusak' ? '{}' : answer(id));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await startHouse();
  await applyCity(
    [
      ...Array.from({ length: HANGING }, (_, i) => source(`gantung-${i}`, port, 'gantung')),
      ...Array.from({ length: GOOD }, (_, i) => source(`baik-${i}`, port, 'baik')),
      source('rusak', port, 'rusak'),
      source('halaman-masuk', port, 'halaman-masuk'),
    ].join(''),
  );
}, 120_000);

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await stopHouse();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function order(id: string): Promise<Run> {
  const run = await requestRun(id, [], 'uji');
  await enqueueRun(run);
  return run;
}

async function until<T>(what: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await what();
    if (found !== undefined) return found;
    await sleep(100);
  }
}

const ended = (run: Run) =>
  until(async () => {
    const now = await findRun(run.run_id);
    return now?.state === 'selesai' || now?.state === 'gagal' ? now : undefined;
  });

test('sources that hang or fail hold up no other, and go on where they were when the worker comes back', {
  timeout: 180_000,
}, async () => {
  const stuck = await Promise.all(Array.from({ length: HANGING }, (_, i) => order(`gantung-${i}`)));
  await until(async () => (asked >= HANGING ? true : undefined));
  const broken = await order('rusak');
  const refused = await order('halaman-masuk');
  const good = await Promise.all(Array.from({ length: GOOD }, (_, i) => order(`baik-${i}`)));
  for (const run of good) {
    expect(await ended(run)).toMatchObject({ state: 'selesai', message: '' });
    expect(await runLedger(run.run_id)).toMatchObject({ read: 1, stored: 1, balanced: true });
  }
  // A refusal that a clerk can mend ends its run with its first try.
  const end = await ended(refused);
  expect(end.state).toBe('gagal');
  expect(end.message).toContain('halaman');
  expect((await progressOfRuns([refused])).get(refused.run_id)).toMatchObject({ triesFailed: 0 });
  // A failure that may pass is tried again, and says so.
  const waiting = await until(async () => {
    const run = await findRun(broken.run_id);
    return run?.message ? run : undefined;
  });
  expect(waiting).toMatchObject({ state: 'berjalan', message: expect.stringContaining('Dicoba lagi: ') });
  for (const run of stuck) expect((await findRun(run.run_id))?.state).toBe('berjalan');

  // A second pull of a source waits for the first, however long that hangs.
  const second = await order('gantung-0');
  await sleep(500);
  expect(asked).toBe(HANGING);

  const left = join(folder, 'tampungan', good[0]!.run_id);
  mkdirSync(left, { recursive: true });
  writeFileSync(join(left, '0001-sisa'), 'x');
  await stopHouse();
  hanging = false;
  await startHouse();
  for (const run of [...stuck, second]) {
    expect(await ended(run)).toMatchObject({ state: 'selesai' });
    expect(await runLedger(run.run_id)).toMatchObject({ stored: run === second ? 0 : 1, balanced: true });
  }
  await until(async () => (existsSync(left) ? undefined : true));
});

/** One command as an operator gives it, with what is piped into it. */
function rk(args: string[], input = ''): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [...RK, 'sumber', ...args], { env: process.env });
  let out = '';
  child.stdout.on('data', (d) => (out += d));
  child.stderr.on('data', (d) => (out += d));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

test('the same orders from the command line', { timeout: 120_000 }, async () => {
  expect(await rk(['jeda', 'baik-1'])).toMatchObject({ code: 0 });
  const paused = await rk(['jalankan', 'baik-1']);
  expect(paused).toMatchObject({ code: 1, out: expect.stringContaining('sedang dijeda') });
  const list = await rk(['daftar', '--json']);
  expect(JSON.parse(list.out)).toContainEqual(expect.objectContaining({ id: 'baik-1', keadaan: 'dijeda' }));
  expect(await rk(['lanjut', 'baik-1'])).toMatchObject({ code: 0 });
  const ran = await rk(['jalankan', 'baik-1', '--json']);
  expect(JSON.parse(ran.out)).toMatchObject({ source: 'baik-1', state: 'selesai', read: 1, duplicate: 1 });
  const no = await rk(['isi-ulang', 'baik-1', '--dari', '2026-08-01', '--sampai', '2026-08-02']);
  expect(no).toMatchObject({ code: 1, out: expect.stringContaining('tidak menyebut parameter') });
  expect(await rk(['rahasia', 'baik-1'], 'kunci-uji\n')).toMatchObject({ code: 0 });
  expect(await secretOf('baik-1')).toBe('kunci-uji');
  expect(await rk(['rahasia', 'baik-1'], '')).toMatchObject({ code: 1 });
});

test('every kind of work has a queue with room of its own', () => {
  for (const kind of Object.keys(jobKinds) as (keyof typeof jobKinds)[])
    expect(queues[queueOf[kind]]).toBeGreaterThan(0);
  expect(queues.ambil).toBeGreaterThan(HANGING);
});

test('tries come at growing, different intervals of at most a minute', () => {
  const pauses = (attempt: number) => Array.from({ length: 200 }, () => pauseBeforeTryMs(attempt));
  for (const attempt of [1, 4, 20]) {
    const all = pauses(attempt);
    const longest = Math.min(60_000, 500 * 2 ** attempt);
    expect(Math.max(...all)).toBeLessThanOrEqual(longest);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(longest / 2);
    expect(new Set(all).size).toBeGreaterThan(100);
  }
});
