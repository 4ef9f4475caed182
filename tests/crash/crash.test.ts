import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readRunning } from '../../clickhouse/data-folder/running';
import { requestRun } from '../../clickhouse/ledger/runs';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { runLedger } from '../../ingest/runs/store';
import { enqueue, enqueueRun } from '../../jobs/queue/queues';
import { complaintLoad, eventLoad, type Load, logLoad } from './city-load';
import { type LivingSource, startLivingSources } from './living-sources';

/** How many processes are killed; `KILLS=200 npx vitest run --config remix.config.ts tests/crash` is the long soak. */
const KILLS = Number(process.env.KILLS ?? 12);
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
let living: LivingSource[];

beforeAll(async () => {
  process.env.RK_DATA = join(folder, 'data');
  delete process.env.CLICKHOUSE_URL;
  delete process.env.REDIS_URL;
  living = await startLivingSources(join(folder, 'kota'), Math.random);
  const city = readFileSync('clickhouse/city/demo/kota-tangerang.yaml', 'utf8');
  const entries = living.map(({ entry }) => ({ nama: entry.id, skpd: 'diskominfo', jadwal: '* * * * *', ...entry }));
  const profile = join(folder, 'kota.yaml');
  writeFileSync(
    profile,
    city.replace(/^sumber:\n/m, (line) => line + entries.map((e) => `  - ${JSON.stringify(e)}\n`).join('')),
  );
  house = spawn(process.execPath, ['build/programs/house-without-web.mjs'], {
    env: { ...process.env, RK_DEMO: 'off', RK_CITY: profile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    house.stdout?.on('data', (d: Buffer) => d.toString().includes('siap') && resolve());
    house.once('exit', () => reject(new Error('the house did not start')));
  });
  for (const { entry, secret } of living) if (secret) await keepSecret(entry.id, secret, 'uji');
}, 240_000);

afterAll(async () => {
  for (const source of living ?? []) await source.stop();
  const ended = new Promise((resolve) => house.once('exit', resolve));
  house.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

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

/** The ledger of a run that has ended; undefined while it has not. */
async function ended(runId: string) {
  const ledger = await insist(() => runLedger(runId));
  return ledger.state === 'selesai' || ledger.state === 'gagal' ? ledger : undefined;
}

async function untilEnded(runId: string) {
  for (;;) {
    const ledger = await ended(runId);
    if (ledger) return ledger;
    await sleep(300);
  }
}

/** Waits until all parts serve. */
async function untilAtWork(): Promise<void> {
  while (!parts.every((name) => readRunning()?.parts[name]?.state === 'berjalan')) await sleep(100);
}

/** What the files of the city are loaded into, and what tells the records apart there. */
const handed = {
  'situs-kota': { table: 'web_hits', idSql: 'path' },
  'layanan-csv': { table: 'service_events', idSql: "concat(case_id, '/', step)" },
  'aduan-lapor': { table: 'complaints', idSql: "concat(tracking_id, '/', status_given)" },
} as const;

/** Asks for a run of a source: of files, or of what is new at it. */
async function ask(source: string, files: string[] = []): Promise<string> {
  const run = await insist(() => requestRun(source, files, 'uji'));
  // The queue may be down this moment; the worker finds the run in the warehouse all the same.
  await enqueueRun(run).catch(() => {});
  return run.run_id;
}

/** Pulls a source until it holds nothing more; returns what was stored. */
async function pullAll(source: string): Promise<number> {
  let stored = 0;
  for (;;) {
    const ledger = await untilEnded(await ask(source));
    expect(ledger, source).toMatchObject({ state: 'selesai', balanced: true });
    stored += ledger.stored;
    const run = await newestCursor({ source });
    if (!run[0] || !JSON.parse(run[0].cursor).more) return stored;
  }
}

const newestCursor = defineQuery({
  name: 'crash-newest-cursor',
  sql: `SELECT cursor FROM ruang_kendali.ingest_runs FINAL WHERE source_id = {source:String} AND cursor != ''
    ORDER BY captured_at DESC LIMIT 1`,
  params: z.object({ source: z.string() }),
  row: z.object({ cursor: z.string() }),
});

const runsOf = defineQuery({
  name: 'crash-runs',
  sql: `SELECT toString(run_id) AS run, state, message FROM ruang_kendali.ingest_runs FINAL WHERE source_id = {source:String}`,
  params: z.object({ source: z.string() }),
  row: z.object({ run: z.string(), state: z.string(), message: z.string() }),
});

const identities = (table: string, idSql: string) =>
  defineQuery({
    name: `crash-${table}`,
    sql: `SELECT ${idSql} AS id, count() AS n, uniqExact(record_key, record_row) AS keys FROM ruang_kendali.${table}
      WHERE source_id = {source:String} GROUP BY id`,
    params: z.object({ source: z.string() }),
    row: z.object({ id: z.string(), n: z.number(), keys: z.number() }),
  });

/** Compares what a table holds of a source with the truth, record by record. */
async function compared(source: string, table: string, idSql: string, truth: Map<string, number>) {
  const stored = new Map((await identities(table, idSql)({ source })).map((r) => [r.id, r]));
  const found = { table, records: 0, lost: 0, twice: 0, strange: 0 };
  for (const [id, n] of truth) {
    const { n: rows, keys } = stored.get(id) ?? { n: 0, keys: 0 };
    found.records += n;
    found.lost += Math.max(0, n - rows);
    // A row whose key another row has is there twice, even where another one is missing.
    found.twice += Math.max(0, rows - n, rows - keys);
  }
  for (const [id, { n }] of stored) if (!truth.has(id)) found.strange += n;
  return found;
}

test(`${KILLS} random kills while sources of all kinds live: every record once, every ledger balanced`, {
  timeout: KILLS * 30_000 + 600_000,
}, async () => {
  const loads: { load: Load; runId: string }[] = [];
  const files = join(folder, 'berkas-uji');
  let part = 0;
  const more = async () => {
    part += 1;
    for (const load of [logLoad(files, part, 40_000), eventLoad(files, part, 8_000), complaintLoad(files, part, 3_000)])
      loads.push({ load, runId: await ask(load.source, load.files) });
  };

  let shooting = true;
  const lives = living.map(async ({ live }) => {
    for (; shooting; await sleep(150 + Math.random() * 600)) await live();
  });
  const pulling = (async () => {
    for (; shooting; await sleep(1_000)) {
      for (const { entry } of living)
        await enqueue('pull-source', { sourceId: entry.id }, `uji-${entry.id}`).catch(() => {});
    }
  })();

  const killed: Record<string, number> = { worker: 0, engine: 0, redis: 0 };
  await more();
  for (let kills = 0; kills < KILLS; ) {
    // Half of the shots hit a product that is at work, the others one that may be getting up from the shot before.
    if (chance() > 0.5) await untilAtWork();
    await sleep(100 + chance() * 1_900);
    // The first three are one of each, so that a short run shoots at everything.
    const name = parts[kills < 3 ? kills : Math.floor(chance() * parts.length)]!;
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
  shooting = false;
  await Promise.all([pulling, ...lives, ...living.map((source) => source.settle?.())]);

  for (const { load, runId } of loads) {
    expect(await untilEnded(runId), load.files[0]).toMatchObject({
      state: 'selesai',
      balanced: true,
      read: load.read,
      rejected: load.rejected,
      duplicate: 0,
    });
  }
  await Promise.all(living.map(({ entry }) => pullAll(entry.id)));
  // Everything once more, quietly: nothing new may come of it.
  const again = loads
    .slice(0, 3)
    .map(async ({ load }) => (await untilEnded(await ask(load.source, load.files))).stored);
  again.push(...living.map(({ entry }) => pullAll(entry.id)));
  expect(await Promise.all(again)).toEqual(again.map(() => 0));

  const report: Record<string, Awaited<ReturnType<typeof compared>> & { runs: number }> = {};
  const refused: Record<string, number> = {};
  const sources = [
    ...Object.entries(handed).map(([id, { table, idSql }]) => {
      const truth = new Map(loads.filter(({ load }) => load.source === id).flatMap(({ load }) => [...load.truth]));
      return { id, table, idSql, truth };
    }),
    ...living.map(({ entry, table, idSql, truth }) => ({ id: entry.id, table, idSql, truth })),
  ];
  for (const { id, table, idSql, truth } of sources) {
    const runs = await runsOf({ source: id });
    for (const { run, state, message } of runs) {
      expect((await runLedger(run)).balanced, `${id} ${run}`).toBe(true);
      if (state === 'gagal') refused[message] = (refused[message] ?? 0) + 1;
    }
    report[id] = { runs: runs.length, ...(await compared(id, table, idSql, truth)) };
  }
  const running = readRunning()?.parts ?? {};
  const restarts = Object.fromEntries(Object.entries(running).map(([name, { restarts }]) => [name, restarts]));
  console.log(JSON.stringify({ seed: SEED, kills: KILLS, killed, restarts, refused }));
  console.table(report);
  for (const [id, { lost, twice, strange }] of Object.entries(report))
    expect({ id, lost, twice, strange }).toEqual({ id, lost: 0, twice: 0, strange: 0 });
  for (const name of parts) expect(killed[name], `kills of ${name}`).toBeGreaterThan(0);
});
