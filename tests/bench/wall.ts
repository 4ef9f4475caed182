/**
 * What the wall weighs and what a web process bears: weight of its scripts, rate of its ready page against a static file of that size,
 * and 1,000 screens that hear of a new snapshot and fetch it. `npm run bench:wall` after `npm run build`; BENCH_SCREENS and
 * BENCH_SECONDS make it smaller or longer. What was found stands in docs/benchmarks.md.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { SNAPSHOT_PATH, STREAM_PATH, timeOfVersion } from '../../app/live/messages';
import { connectRedis } from '../../jobs/queue/redis';
import { askForSnapshot, tellWatched } from '../../jobs/queue/snapshot';
import { startHouse } from '../browser/start-house';
import { runningFile } from '../operator/product';
import { pairScreen } from '../wall/pair-screen';
import { wallWeight } from './wall-weight';

const SCREENS = Number(process.env.BENCH_SCREENS ?? 1_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
/** Pages asked for at the same time. */
const ASKING = 16;
const SNAPSHOTS = 5;
/** As a screen does: those that fetch the same snapshot spread over this time. */
const SPREAD_MS = 300;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;

const { withoutMap, withMap, files } = wallWeight();
console.log(
  `scripts, gzip: ${kilobytes(withoutMap)} without the map (wanted: 250), ${kilobytes(withMap)} with it (700)`,
);
for (const { name, bytes } of files.slice(0, 6)) console.log(`  ${name.padEnd(44)} ${kilobytes(bytes)}`);

const house = await startHouse('demo-house', { RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml' });
try {
  const { name, value } = await pairScreen(house.origin);
  const headers = { cookie: `${name}=${value}` };
  const webPid = runningFile(house.folder)!.parts.web!.pid!;
  const memory = (what: 'VmRSS' | 'VmHWM') => {
    const kib = new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${webPid}/status`, 'utf8'))![1];
    return `${Math.round((Number(kib) * 1_024) / 1e6)} MB`;
  };
  const cpuSeconds = () => {
    const fields = readFileSync(`/proc/${webPid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  const redis = connectRedis('hasty');
  await tellWatched(redis);
  redis.disconnect();
  await askForSnapshot(0);
  while (!(await answer(SNAPSHOT_PATH, headers)).version) await sleep(500);
  await pages(headers);
  await screens(headers, { memory, cpuSeconds });
} finally {
  await house.end();
}
process.exit(0);

/** What is measured of the web process from outside. */
interface WebProcess {
  memory: (what: 'VmRSS' | 'VmHWM') => string;
  /** So far, of all that it did. */
  cpuSeconds: () => number;
}

interface Answer {
  status: number;
  bytes: Buffer;
  version: string | undefined;
}

function answer(path: string, headers: Record<string, string>, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${house.origin}${path}`, { headers, agent }, (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          bytes: Buffer.concat(parts),
          version: response.headers['x-rk-versi'] as string | undefined,
        }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** Answers a second of one address, asked for by a few at a time over connections that stay open. */
async function rate(path: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: ASKING });
  const end = performance.now() + SECONDS * 1_000;
  let answered = 0;
  const ask = async () => {
    while (performance.now() < end) {
      const { status } = await answer(path, headers, agent);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: ASKING }, ask));
  agent.destroy();
  return answered / SECONDS;
}

/** The wall's page against a file of the same bytes, by turns, packed and not. */
async function pages(headers: Record<string, string>): Promise<void> {
  const page = await answer('/dinding', headers);
  const file = `/assets/ukur-${process.pid}.html`;
  const path = join('build/client', file);
  writeFileSync(path, page.bytes);
  try {
    for (const [what, more] of [
      ['plain', {}],
      ['gzip', { 'accept-encoding': 'gzip' }],
    ] as const) {
      const found: { page: number; file: number }[] = [];
      for (let round = 0; round < 3; round += 1) {
        found.push({
          file: await rate(file, { ...headers, ...more }),
          page: await rate('/dinding', { ...headers, ...more }),
        });
      }
      const [ofPage, ofFile] = [median(found.map((r) => r.page)), median(found.map((r) => r.file))];
      const rounds = found.map((r) => (r.page / r.file).toFixed(2)).join(', ');
      console.log(
        `page of ${kilobytes(page.bytes.length)}, ${what}: ${ofPage.toFixed(0)}/s, static file ${ofFile.toFixed(0)}/s, ` +
          `ratio ${(ofPage / ofFile).toFixed(2)} (each round ${rounds}; wanted: 0.4)`,
      );
    }
  } finally {
    rmSync(path);
  }
}

/** Screens on open streams; each fetches the snapshot that it hears of. */
async function screens(headers: Record<string, string>, { memory, cpuSeconds }: WebProcess): Promise<void> {
  console.log(`web process before: ${memory('VmRSS')}`);
  const streams = new Agent({ keepAlive: true, maxSockets: SCREENS });
  const fetching = new Agent({ keepAlive: true, maxSockets: SCREENS });
  /** When each screen had fetched each version. */
  const fetched = new Map<string, number[]>();
  let open = 0;
  const fetchNewest = async () => {
    await sleep(Math.random() * SPREAD_MS);
    const { version, bytes } = await answer(SNAPSHOT_PATH, { ...headers, 'accept-encoding': 'gzip' }, fetching);
    if (!version) return;
    const times = fetched.get(version) ?? [];
    // Each screen has a machine of its own to unpack on; here one does it for all.
    if (times.length === 0) JSON.parse(gunzipSync(bytes).toString());
    else if (bytes.length < 1_000) throw new Error(`a snapshot of ${bytes.length} bytes`);
    times.push(Date.now());
    fetched.set(version, times);
  };
  const listen = () =>
    get(`${house.origin}${STREAM_PATH}`, { headers, agent: streams }, (response) => {
      open += 1;
      response.on('data', (data: Buffer) => {
        if (data.includes('event: versi')) void fetchNewest();
      });
    });
  for (let i = 0; i < SCREENS; i += 1) {
    listen();
    if (i % 100 === 99) await sleep(50);
  }
  while (open < SCREENS) await sleep(100);
  await sleep(12_000);
  console.log(`${open} screens listen; web process ${memory('VmRSS')}`);
  for (let n = 0; n < SNAPSHOTS; n += 1) {
    fetched.clear();
    const cpuBefore = cpuSeconds();
    await askForSnapshot(0);
    while (![...fetched.values()].some((times) => times.length >= SCREENS)) await sleep(50);
    const [version, times] = [...fetched].find(([, times]) => times.length >= SCREENS)!;
    // A version begins with the moment at which the worker had computed it.
    const ms = times.map((at) => at - timeOfVersion(version)).sort((a, b) => a - b);
    console.log(
      `snapshot ${n + 1}: half have it after ${median(ms)} ms, all after ${ms.at(-1)} ms (wanted: 2,000); ` +
        `${(cpuSeconds() - cpuBefore).toFixed(2)} CPU s of the web process`,
    );
    await sleep(3_000);
  }
  console.log(`web process after: ${memory('VmRSS')}, at most ${memory('VmHWM')} (wanted: 500 MB)`);
  streams.destroy();
  fetching.destroy();
}
