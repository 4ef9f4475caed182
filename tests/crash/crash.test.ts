import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readRunning } from '../../clickhouse/data-folder/running';
import { requestRun } from '../../clickhouse/ledger/runs';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { type RunLedger, runLedger } from '../../ingest/runs/store';
import { enqueue } from '../../jobs/queue/queues';
import { complaintLoad, eventLoad, type Load, logLoad } from './city-load';

/** How many processes are killed; `KILLS=200 npx vitest run --config remix.config.ts tests/crash` is the long soak. */
const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? 20261122);
const parts = ['worker', 'engine', 'redis'] as const;

let seed = SEED;
/** Mulberry32: the same seed kills the same parts after the same pauses. */
function chance(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

const folder = mkdtempSync(join(tmpdir(), 'rk-kill-'));
let house: ChildProcess;

beforeAll(async () => {
  process.env.RK_DATA = folder;
  delete process.env.CLICKHOUSE_URL;
  delete process.env.REDIS_URL;
  house = spawn(process.execPath, ['--import', 'tsx', 'tests/crash/house-without-web.ts'], {
    env: { ...process.env, RK_DEMO: 'off', RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    house.stdout?.on('data', (d: Buffer) => d.toString().includes('siap') && resolve());
    house.once('exit', () => reject(new Error('the house did not start')));
  });
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => house.once('exit', resolve));
  house.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Patience of somebody who watches a product that is being shot at. */
async function insist<T>(what: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await what();
    } catch (error) {
      if (tries > 300) throw error;
      await sleep(200);
    }
  }
}

const ids = {
  'situs-kota': ['web_hits', 'path'],
  'layanan-csv': ['service_events', "concat(case_id, '/', step)"],
  'aduan-lapor': ['complaints', "concat(tracking_id, '/', status_given)"],
} as const;

const identities = (table: string, id: string) =>
  defineQuery({
    name: `crash-${table}`,
    sql: `SELECT ${id} AS id, count() AS n, uniqExact(record_key, record_row) AS keys FROM ruang_kendali.${table} GROUP BY id`,
    params: z.object({}),
    row: z.object({ id: z.string(), n: z.number(), keys: z.number() }),
  });

test(`${KILLS} random kills: every record once, every ledger balanced`, {
  timeout: KILLS * 20_000 + 300_000,
}, async () => {
  const loads: { load: Load; runId: string }[] = [];
  const hand = async (load: Load) => {
    const run = await insist(() => requestRun(load.source, load.files, 'uji'));
    loads.push({ load, runId: run.run_id });
    // The queue may be down this moment; the worker finds the run in the warehouse all the same.
    await enqueue('ingest-run', { runId: run.run_id }, run.run_id).catch(() => {});
  };
  const files = join(folder, 'berkas-uji');
  let part = 0;
  const more = async () => {
    part += 1;
    await hand(logLoad(files, part, 40_000));
    await hand(eventLoad(files, part, 8_000));
    await hand(complaintLoad(files, part, 3_000));
  };
  const ended = async (runId: string) => {
    const ledger = await insist(() => runLedger(runId));
    return ledger.state === 'selesai' || ledger.state === 'gagal' ? ledger : undefined;
  };

  const killed: Record<string, number> = { worker: 0, engine: 0, redis: 0 };
  await more();
  for (let kills = 0; kills < KILLS; ) {
    await sleep(100 + chance() * 1_900);
    const name = parts[Math.floor(chance() * parts.length)]!;
    const pid = readRunning()?.parts[name]?.pid;
    if (!pid) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      continue;
    }
    kills += 1;
    killed[name]! += 1;
    const open = (await Promise.all(loads.slice(-3).map(({ runId }) => ended(runId)))).some((l) => !l);
    if (!open) await more();
  }

  const ledgers: RunLedger[] = [];
  for (const { runId } of loads) {
    let ledger: RunLedger | undefined;
    while (!ledger) {
      ledger = await ended(runId);
      if (!ledger) await sleep(300);
    }
    ledgers.push(ledger);
  }
  // The whole load once more, quietly: nothing new may come of it.
  const again: string[] = [];
  for (const { load } of loads.slice(0, 3)) {
    const run = await requestRun(load.source, load.files, 'uji');
    await enqueue('ingest-run', { runId: run.run_id }, run.run_id);
    again.push(run.run_id);
  }
  for (const runId of again) {
    let ledger: RunLedger | undefined;
    while (!ledger) {
      ledger = await ended(runId);
      if (!ledger) await sleep(300);
    }
    expect(ledger).toMatchObject({ state: 'selesai', stored: 0, balanced: true });
  }

  for (const [i, ledger] of ledgers.entries()) {
    const { load } = loads[i]!;
    expect(ledger, load.files[0]).toMatchObject({
      state: 'selesai',
      balanced: true,
      read: load.read,
      rejected: load.rejected,
      duplicate: 0,
    });
  }
  const report: Record<string, { records: number; lost: number; twice: number; strange: number }> = {};
  for (const [source, [table, id]] of Object.entries(ids)) {
    const truth = new Map(loads.filter((l) => l.load.source === source).flatMap((l) => [...l.load.truth]));
    const stored = new Map((await identities(table, id)({})).map((r) => [r.id, r]));
    const wanted = [...truth.values()].reduce((sum, n) => sum + n, 0);
    let lost = 0;
    let twice = 0;
    for (const [key, n] of truth) {
      const found = stored.get(key);
      if (!found || found.n < n) lost += n - (found?.n ?? 0);
      if (found && found.n > n) twice += found.n - n;
      if (found) expect(found.keys).toBe(found.n);
    }
    const strange = [...stored.keys()].filter((key) => !truth.has(key)).length;
    report[table] = { records: wanted, lost, twice, strange };
  }
  const restarts = Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(join(folder, 'berjalan.json'), 'utf8')).parts).map(([k, v]) => [
      k,
      (v as { restarts: number }).restarts,
    ]),
  );
  console.log(JSON.stringify({ seed: SEED, kills: KILLS, killed, restarts, runs: ledgers.length, report }));
  for (const [table, { lost, twice, strange }] of Object.entries(report))
    expect({ table, lost, twice, strange }).toEqual({ table, lost: 0, twice: 0, strange: 0 });
  for (const name of parts) expect(killed[name], `kills of ${name}`).toBeGreaterThan(0);
});
