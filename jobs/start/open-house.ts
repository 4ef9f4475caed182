import { readFile } from 'node:fs/promises';
import { loadCityProfile } from '../../clickhouse/city/load';
import { freePort, isFreePort } from '../../clickhouse/data-folder/free-port';
import { forgetRunning, isAlive, type Running, writeRunning } from '../../clickhouse/data-folder/running';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { engineCommand, untilEngineAnswers } from '../../clickhouse/engine/command';
import { chooseEngine, OLDEST_MAJOR as OLDEST_ENGINE } from '../../clickhouse/engine/lookup';
import { migrate } from '../../clickhouse/migrations/migrate';
import { PlainError } from '../../clickhouse/plain-error';
import { programCommand } from '../../clickhouse/program';
import { connect, engineAddress } from '../../clickhouse/warehouse/client';
import { connectRedis, redisCommand, refuseEvictingRedis, untilRedisAnswers } from '../queue/redis';
import { checkFolder, holdFolder, lastRunning, openFolder } from './folder';
import { Part, type PartDefinition } from './part';
import { prepareCity } from './prepare-city';
import { WORKER_FLAGS } from './worker-flags';

/** Somebody else's server is up already, or its address is wrong: waiting long helps neither. */
const EXTERNAL_PATIENCE_MS = 10_000;

export interface House {
  webPort: number | null;
  parts: Part[];
  /** The demo city was applied and its history is still to be loaded. */
  demoToLoad: boolean;
  onHopeless: (listener: (part: Part) => void) => void;
  close: () => Promise<void>;
}

/**
 * Starts the parts on this data folder: engine, Redis, worker, and web when asked. Returns when all of them serve.
 * Throws a PlainError for what an operator can mend: a running product, a taken port, a full disk, a newer folder.
 * `signal` ends a start half way: what was started is stopped again.
 */
export async function openHouse(wanted: { web: boolean; signal?: AbortSignal }): Promise<House> {
  checkAddresses();
  if (process.env.RK_CITY) loadCityProfile(process.env.RK_CITY); // tells a mistake before anything is started
  openFolder();
  const release = await holdFolder();
  try {
    await checkFolder();
    return await startParts(wanted, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startParts(wanted: { web: boolean; signal?: AbortSignal }, release: () => void): Promise<House> {
  const last = lastRunning();
  await endLeftovers(last);
  const webPort = wanted.web ? Number(process.env.PORT || 3000) : null;
  if (webPort !== null) await checkWebPort(webPort);
  secrets();

  const choice = chooseEngine();
  const running: Running = {
    supervisorPid: process.pid,
    enginePort: await portNear(last?.enginePort),
    redisPort: await portNear(last?.redisPort),
    webPort,
    parts: {},
  };
  const parts: Part[] = [];
  let demoToLoad = false;
  let hopeless: ((part: Part) => void) | undefined;
  let closing = false;
  const note = () => {
    if (closing) return;
    for (const p of parts) {
      running.parts[p.definition.name] = {
        pid: p.pid,
        state: p.state,
        restarts: p.restarts,
        lastEnd: p.lastEnd,
        since: p.since,
      };
    }
    try {
      writeRunning(running);
    } catch {
      // a full disk: the parts go on, the next change of state is written when there is room
    }
  };
  const external = (name: string) => {
    running.parts[name] = { pid: null, state: 'luar', restarts: 0, lastEnd: '', since: new Date().toISOString() };
  };
  const add = (definition: PartDefinition) => {
    const part = new Part(definition, note, (p) => hopeless?.(p));
    parts.push(part);
    return part;
  };
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      for (const part of [...parts].reverse()) await part.stop();
      closing = true;
      forgetRunning();
      release();
    })();
    return closed;
  };
  const abort = () => void close();
  wanted.signal?.addEventListener('abort', abort, { once: true });

  try {
    if (choice.kind === 'url') external('engine');
    else {
      add({
        name: 'engine',
        command: () => engineCommand(choice, running.enginePort),
        ready: (alive) => untilEngineAnswers(`http://127.0.0.1:${running.enginePort}`, 120_000, alive),
        patienceMs: 20_000,
      });
    }
    if (process.env.REDIS_URL) external('redis');
    else {
      add({
        name: 'redis',
        command: () => redisCommand(running.redisPort),
        ready: (alive) => untilRedisAnswers(alive),
        patienceMs: 10_000,
      });
    }
    note();
    await Promise.all(parts.map((p) => p.start()));
    if (choice.kind === 'url') await checkExternalEngine();
    if (process.env.REDIS_URL) await untilRedisAnswers(undefined, EXTERNAL_PATIENCE_MS);
    await refuseEvictingRedis();
    await migrate();
    demoToLoad = await prepareCity();

    const later = [
      add({
        name: 'worker',
        command: () => programCommand(new URL('../work/worker.ts', import.meta.url), ...WORKER_FLAGS),
        ready: untilWorkerBeats,
        patienceMs: 8_000,
      }),
    ];
    if (webPort !== null) {
      later.push(
        add({
          name: 'web',
          command: () => programCommand(new URL('../../app/server.ts', import.meta.url)),
          env: { PORT: String(webPort), NODE_ENV: 'production' },
          ready: (alive) => untilWebAnswers(webPort, alive),
          patienceMs: 8_000,
        }),
      );
    }
    await Promise.all(later.map((p) => p.start()));
    wanted.signal?.throwIfAborted();
  } catch (error) {
    await close();
    throw error;
  } finally {
    wanted.signal?.removeEventListener('abort', abort);
  }
  return { webPort, parts, demoToLoad, onHopeless: (listener) => (hopeless = listener), close };
}

/** Says which setting holds an address that is none, before anything is started. */
function checkAddresses(): void {
  const wanted = [
    { name: 'CLICKHOUSE_URL', schemes: ['http:', 'https:'], example: 'http://pengguna:sandi@10.0.0.5:8123' },
    { name: 'REDIS_URL', schemes: ['redis:', 'rediss:'], example: 'redis://:sandi@10.0.0.6:6379' },
  ];
  for (const { name, schemes, example } of wanted) {
    const given = process.env[name];
    if (!given) continue;
    const scheme = URL.canParse(given) ? new URL(given).protocol : '';
    // The value may hold a password: it is not repeated.
    if (!schemes.includes(scheme))
      throw new PlainError(`${name} bukan alamat yang sah. Tulis misalnya: ${name}=${example}`);
  }
}

/** Whether somebody else's server answers, knows us, and is recent enough. */
async function checkExternalEngine(): Promise<void> {
  const { url } = engineAddress();
  await untilEngineAnswers(url, EXTERNAL_PATIENCE_MS).catch(() => {
    throw new PlainError(`ClickHouse pada CLICKHOUSE_URL (${url}) tidak menjawab. Periksa alamat, port dan jaringan.`);
  });
  const client = connect({ database: 'default' });
  try {
    const answer = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
    const version = (await answer.json<{ version: string }>())[0]?.version ?? '';
    if (Number.parseInt(version, 10) >= OLDEST_ENGINE) return;
    throw new PlainError(
      `ClickHouse pada CLICKHOUSE_URL berversi ${version}, terlalu lama. Pasang versi ${OLDEST_ENGINE} atau yang lebih baru.`,
    );
  } finally {
    await client.close();
  }
}

/** Ends parts that outlived a supervisor that was killed: they would hold the folder and the ports. */
async function endLeftovers(last: Running | undefined): Promise<void> {
  for (const [name, part] of Object.entries(last?.parts ?? {})) {
    if (!part.pid || !isAlive(part.pid)) continue;
    const command = await readFile(`/proc/${part.pid}/cmdline`, 'utf8').catch(() => '');
    if (!/redis-server|clickhouse|(embedded|worker|server)\.(ts|mjs)/.test(command)) continue; // the number belongs to somebody else now
    process.kill(part.pid, 'SIGTERM');
    for (let waited = 0; isAlive(part.pid) && waited < 10_000; waited += 100)
      await new Promise((r) => setTimeout(r, 100));
    if (isAlive(part.pid)) process.kill(part.pid, 'SIGKILL');
    process.stderr.write(`Sisa proses ${name} dari penghentian mendadak diakhiri.\n`);
  }
}

async function checkWebPort(port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainError(`PORT harus angka 1 sampai 65535, bukan "${process.env.PORT}". Misalnya: PORT=3000 npm start`);
  }
  if (await isFreePort(port, process.env.HOST ?? '0.0.0.0')) return;
  throw new PlainError(
    `Port ${port} sudah dipakai program lain. Pilih port lain lewat setelan PORT, misalnya: PORT=${port + 1} npm start`,
  );
}

/** The port of the last run when it is free, so that addresses stay; otherwise any free one. */
async function portNear(last: number | undefined): Promise<number> {
  return last && (await isFreePort(last)) ? last : freePort();
}

async function untilWebAnswers(port: number, alive: () => boolean): Promise<void> {
  for (let waited = 0; waited < 60_000 && alive(); waited += 200) {
    const answered = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5_000) })
      .then(() => true)
      .catch(() => false);
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (alive()) throw new PlainError('Halaman web tidak menjawab.');
}

/** The worker writes a beat under its own number as soon as it can take work. */
async function untilWorkerBeats(alive: () => boolean, pid: () => number | null): Promise<void> {
  const redis = connectRedis('hasty');
  try {
    while (alive()) {
      const beat = await redis.get('rk:worker:beat').catch(() => null);
      if (beat && (JSON.parse(beat) as { pid?: number }).pid === pid()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    redis.disconnect();
  }
  throw new PlainError('Pekerja tidak berdetak.');
}
