import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { dataFolder, dataPath } from '../../clickhouse/data-folder/paths';
import {
  forgetRunning,
  isAlive,
  type Running,
  readLastRunning,
  readRunning,
  writeRunning,
} from '../../clickhouse/data-folder/running';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { engineCommand, untilEngineAnswers } from '../../clickhouse/engine/command';
import { chooseEngine } from '../../clickhouse/engine/lookup';
import { migrate } from '../../clickhouse/migrations/migrate';
import { PlainError } from '../../clickhouse/plain-error';
import { engineAddress } from '../../clickhouse/warehouse/client';
import { redisCommand, refuseEvictingRedis, untilRedisAnswers } from '../queue/redis';
import { Part, type PartDefinition } from './part';
import { prepareCity } from './prepare-city';

/** The layout of the data folder that this release reads and writes. */
const FOLDER_VERSION = 1;
const SMALLEST_FREE_BYTES = 256 << 20;

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
 */
export async function openHouse(wanted: { web: boolean }): Promise<House> {
  await checkFolder();
  const last = readLastRunning();
  await endLeftovers(last);
  const webPort = wanted.web ? Number(process.env.PORT ?? 3000) : null;
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
    writeRunning(running);
  };
  const external = (name: string) => {
    running.parts[name] = { pid: null, state: 'luar', restarts: 0, lastEnd: '', since: new Date().toISOString() };
  };
  const add = (definition: PartDefinition) => {
    const part = new Part(definition, note, (p) => hopeless?.(p));
    parts.push(part);
    return part;
  };
  const close = async () => {
    for (const part of [...parts].reverse()) await part.stop();
    closing = true;
    forgetRunning();
  };

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
    await untilEngineAnswers(engineAddress().url).catch(() => {
      throw new PlainError('ClickHouse pada CLICKHOUSE_URL tidak menjawab. Periksa alamat, port dan jaringan.');
    });
    await untilRedisAnswers();
    await refuseEvictingRedis();
    await migrate();
    demoToLoad = await prepareCity();

    const tsx = (path: string): [string, ...string[]] => [
      process.execPath,
      '--import',
      'tsx',
      fileURLToPath(new URL(path, import.meta.url)),
    ];
    const later = [
      add({ name: 'worker', command: () => tsx('../work/worker.ts'), ready: async () => {}, patienceMs: 8_000 }),
    ];
    if (webPort !== null) {
      later.push(
        add({
          name: 'web',
          command: () => tsx('../../app/server.ts'),
          env: { PORT: String(webPort), NODE_ENV: 'production' },
          ready: (alive) => untilWebAnswers(webPort, alive),
          patienceMs: 8_000,
        }),
      );
    }
    await Promise.all(later.map((p) => p.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return { webPort, parts, demoToLoad, onHopeless: (listener) => (hopeless = listener), close };
}

async function checkFolder(): Promise<void> {
  const running = readRunning();
  if (running) {
    const where = running.webPort ? `, http://localhost:${running.webPort}` : '';
    throw new PlainError(
      `Ruang Kendali sudah berjalan pada folder data ini (PID ${running.supervisorPid}${where}). Hentikan dahulu, atau pilih folder lain lewat RK_DATA.`,
    );
  }
  const versionFile = dataPath('versi');
  const disk = await statfs(dataFolder());
  const free = disk.bavail * disk.bsize;
  if (free < SMALLEST_FREE_BYTES) {
    throw new PlainError(
      `Disk hampir penuh: tersisa ${Math.floor(free / 2 ** 20)} MB pada ${dataFolder()}, perlu sedikitnya 256 MB. Kosongkan ruang, atau pilih disk lain lewat RK_DATA.`,
    );
  }
  if (!existsSync(versionFile)) {
    writeFileSync(versionFile, `${FOLDER_VERSION}\n`);
    return;
  }
  const found = Number(readFileSync(versionFile, 'utf8'));
  if (found !== FOLDER_VERSION) {
    throw new PlainError(
      `Folder data ${dataFolder()} berversi ${found || 'tak dikenal'}, sedangkan rilis ini memakai versi ${FOLDER_VERSION}. Pasang rilis yang sesuai, atau pilih folder lain lewat RK_DATA.`,
    );
  }
}

/** Ends parts that outlived a supervisor that was killed: they would hold the folder and the ports. */
async function endLeftovers(last: Running | undefined): Promise<void> {
  for (const [name, part] of Object.entries(last?.parts ?? {})) {
    if (!part.pid || !isAlive(part.pid)) continue;
    const command = await readFile(`/proc/${part.pid}/cmdline`, 'utf8').catch(() => '');
    if (!/redis-server|clickhouse|worker\.ts|server\.ts/.test(command)) continue; // the number belongs to somebody else now
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
  if (await isFree(port, process.env.HOST ?? '0.0.0.0')) return;
  throw new PlainError(
    `Port ${port} sudah dipakai program lain. Pilih port lain lewat setelan PORT, misalnya: PORT=${port + 1} npm start`,
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The port of the last run when it is free, so that addresses stay; otherwise any free one. */
async function portNear(last: number | undefined): Promise<number> {
  if (last && (await isFree(last, '127.0.0.1'))) return last;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
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
