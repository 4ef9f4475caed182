import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { engineCommand, untilEngineAnswers } from '../../clickhouse/engine/command';
import { chooseEngine } from '../../clickhouse/engine/lookup';
import {
  DEMO_CITY,
  HOUSE,
  INTERNALS,
  rk,
  run,
  runningFile,
  type Settings,
  start,
  startInVain,
  sweep,
  temporaryFolder,
} from './product';

const work = temporaryFolder();
const elsewhere = join(work, 'server-lain');
const children: ChildProcess[] = [];
let engineUrl: string;
let redisUrl: string;
let evictingUrl: string;
let takenPort: number;
let taken: Server;

async function redisServer(...options: string[]): Promise<string> {
  const port = await freePort();
  children.push(
    spawn('redis-server', ['--port', String(port), '--save', '', '--dir', work, ...options], { stdio: 'ignore' }),
  );
  return `redis://:kata-sandi@127.0.0.1:${port}`;
}

beforeAll(async () => {
  mkdirSync(elsewhere);
  const env = { ...process.env, RK_DATA: elsewhere };
  process.env.RK_DATA = elsewhere;
  const enginePort = await freePort();
  const [command, ...args] = engineCommand({ kind: 'embedded' }, enginePort);
  children.push(spawn(command, args, { env, stdio: ['pipe', 'ignore', 'ignore'] }));
  redisUrl = await redisServer('--requirepass', 'kata-sandi', '--appendonly', 'yes', '--appenddirname', 'aof-satu');
  evictingUrl = await redisServer('--requirepass', 'kata-sandi', '--maxmemory-policy', 'allkeys-lru');
  await untilEngineAnswers(`http://127.0.0.1:${enginePort}`);
  const { enginePassword } = JSON.parse(readFileSync(join(elsewhere, 'rahasia.json'), 'utf8'));
  engineUrl = `http://rk:${enginePassword}@127.0.0.1:${enginePort}`;
  takenPort = await freePort();
  taken = createServer().listen(takenPort, '0.0.0.0');
}, 60_000);
afterAll(() => {
  taken?.close();
  for (const child of children) child.kill('SIGKILL');
  sweep(work);
});

let number = 0;
const fresh = () => join(work, `data-${++number}`);

/** Refused in one sentence: nothing else on standard error, exit code 1. */
async function refused(settings: Settings, sentence: string | RegExp) {
  const ended = await startInVain({ RK_DATA: fresh(), PORT: '3999', ...settings });
  expect(ended.err).toMatch(sentence);
  expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.err).not.toMatch(INTERNALS);
  expect(ended.err).not.toContain('kata-sandi');
  expect(ended.code).toBe(1);
  expect(ended.ms).toBeLessThan(30_000);
}

describe('a wrong setting is told in one sentence that names it', () => {
  test('PORT is taken', () =>
    refused(
      { PORT: String(takenPort) },
      `Port ${takenPort} sudah dipakai program lain. Pilih port lain lewat setelan PORT`,
    ));
  test.each(['abc', '0', '70000', '30.5'])('PORT=%s', (PORT) =>
    refused({ PORT }, `PORT harus angka 1 sampai 65535, bukan "${PORT}"`),
  );
  test('RK_CITY does not exist', () =>
    refused({ RK_CITY: '/tidak/ada.yaml' }, 'Berkas profil kota /tidak/ada.yaml tidak ditemukan'));
  test('RK_CITY has a mistake: line, what, what to write', () => {
    const file = join(work, 'salah.yaml');
    writeFileSync(file, readFileSync(DEMO_CITY, 'utf8').replace('zona_waktu: Asia/Jakarta', 'zona_waktu: Asia/Jakata'));
    return refused({ RK_CITY: file }, /^salah\.yaml baris \d+: zona_waktu .*Asia\/Jakarta/);
  });
  test('RK_DATA is a file', () => {
    const file = join(work, 'berkas');
    writeFileSync(file, '');
    return refused({ RK_DATA: file }, `RK_DATA menunjuk berkas, bukan folder: ${file}.`);
  });
  test('RK_DATA stands below a file', () =>
    refused({ RK_DATA: join(work, 'berkas', 'data') }, 'RK_DATA menunjuk berkas, bukan folder'));
  test.skipIf(process.getuid?.() !== 0)('RK_DATA may not be written', async () => {
    const folder = join(work, 'milik-orang');
    mkdirSync(folder, { mode: 0o555 });
    chmodSync(work, 0o755);
    chownSync(folder, 0, 0);
    const house = [process.execPath, ...HOUSE];
    const ended = await run('setpriv', ['--reuid', '65534', '--clear-groups', ...house], {
      RK_DATA: folder,
      HOME: work,
    });
    expect(ended).toMatchObject({
      code: 1,
      err: `Folder data ${folder} tidak dapat dibuat atau ditulisi (EACCES). Beri pengguna ini izin tulis, atau pilih folder lain lewat RK_DATA.\n`,
    });
  });
  test('the folder is of another version', () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(join(folder, 'versi'), '99\n');
    return refused({ RK_DATA: folder }, `Folder data ${folder} berversi 99, sedangkan rilis ini memakai versi 1.`);
  });
  test.each([
    ['CLICKHOUSE_URL', 'localhost:8123'],
    ['CLICKHOUSE_URL', 'kata-sandi'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://:kata-sandi@localhost:6379'],
  ])('%s=%s', (name, value) => refused({ [name]: value }, `${name} bukan alamat yang sah. Tulis misalnya: ${name}=`));
  test('no server at CLICKHOUSE_URL', () =>
    refused(
      { CLICKHOUSE_URL: 'http://rk:x@127.0.0.1:1' },
      'ClickHouse pada CLICKHOUSE_URL (http://127.0.0.1:1) tidak menjawab',
    ));
  test('wrong password in CLICKHOUSE_URL', () =>
    refused(
      { CLICKHOUSE_URL: engineUrl.replace(/rk:[0-9a-f]+/, 'rk:kata-sandi') },
      'Basis data menolak nama pengguna atau sandi. Periksa CLICKHOUSE_URL',
    ));
  test('no server at REDIS_URL', () =>
    refused({ REDIS_URL: 'redis://:kata-sandi@127.0.0.1:1' }, 'Redis pada REDIS_URL (127.0.0.1:1) tidak menjawab'));
  test('wrong password in REDIS_URL', () =>
    refused({ REDIS_URL: redisUrl.replace('kata-sandi', 'salah') }, 'Redis menolak sandi. Periksa REDIS_URL.'));
  test('a Redis that throws work away', () =>
    refused(
      { REDIS_URL: evictingUrl },
      'Redis memakai kebijakan allkeys-lru: bila memori penuh, antrean pekerjaan dibuang',
    ));
});

test('servers of somebody else: start, ingest, periksa and stop by addresses alone', async () => {
  const port = await freePort();
  const settings = { RK_DATA: fresh(), PORT: String(port), CLICKHOUSE_URL: engineUrl, REDIS_URL: redisUrl };
  const csv = join(work, 'layanan.csv');
  writeFileSync(csv, 'id_kasus,layanan,langkah,waktu\nA-1,akta-kelahiran,diajukan,2026-10-31 09:15:00\n');

  // Without the product running the command starts the worker that it needs, and nothing else.
  expect(await rk(settings, 'kota', 'terapkan', DEMO_CITY)).toMatchObject({ code: 0 });
  const alone = await rk(settings, 'ingest', 'layanan-csv', csv, '--json');
  expect(alone.code).toBe(0);
  expect(JSON.parse(alone.out)).toMatchObject({ read: 1, stored: 1, balanced: true });

  const product = await start(settings);
  expect(Object.keys(runningFile(settings.RK_DATA)!.parts).sort()).toEqual(['engine', 'redis', 'web', 'worker']);
  expect(runningFile(settings.RK_DATA)!.parts.engine).toMatchObject({ pid: null, state: 'luar' });
  expect(JSON.parse((await rk(settings, 'ingest', 'layanan-csv', csv, '--json')).out)).toMatchObject({ duplicate: 1 });
  const doctor = await rk(settings, 'periksa', '--json');
  const findings = JSON.parse(doctor.out) as { part: string; version: string; wrong: string }[];
  expect(findings.filter((f) => f.wrong)).toEqual([]);
  expect(findings.find((f) => f.part === 'mesin data')!.version).toContain('CLICKHOUSE_URL');
  expect(findings.find((f) => f.part === 'redis')!.version).toContain('REDIS_URL');
  expect(doctor.code).toBe(0);
  expect(doctor.out + doctor.err + product.said()).not.toContain('kata-sandi');
  expect(await product.stop()).toBe(0);

  const post = (sql: string) => {
    const url = new URL(engineUrl);
    const headers = { 'X-ClickHouse-User': url.username, 'X-ClickHouse-Key': url.password };
    return fetch(url.origin, { method: 'POST', body: sql, headers });
  };
  await post(`INSERT INTO ruang_kendali.schema_migrations VALUES (999, 'nanti', 'x', now())`);
  await refused(settings, 'ditulis oleh versi yang lebih baru (skema 999');
}, 120_000);

describe('a clickhouse binary on the PATH', () => {
  const binary = (version: string) => {
    const folder = fresh();
    mkdirSync(folder);
    const script = `#!/bin/sh
if [ "$2" = --version ]; then echo "ClickHouse server version ${version} (official build)."; exit 0; fi
config=\${2#--config-file=}
port=$(sed -n 's/.*<http_port>\\([0-9]*\\).*/\\1/p' "$config")
exec ${process.execPath} ${resolve('build/programs/embedded.mjs')} "$port"
`;
    writeFileSync(join(folder, 'clickhouse'), script, { mode: 0o755 });
    return folder;
  };

  test('an old one is passed over, a recent one is taken', () => {
    expect(chooseEngine({ PATH: binary('18.16.1') })).toEqual({ kind: 'embedded' });
    const recent = binary('26.3.1.7');
    expect(chooseEngine({ PATH: recent })).toEqual({
      kind: 'binary',
      path: join(recent, 'clickhouse'),
      version: '26.3.1.7',
    });
    expect(chooseEngine({ PATH: recent, CLICKHOUSE_URL: 'http://x' })).toMatchObject({ kind: 'url' });
  });

  test('the product runs on it', async () => {
    const PATH = `${binary('26.3.1.7')}:${process.env.PATH}`;
    const settings = { RK_DATA: fresh(), PORT: String(await freePort()), RK_CITY: DEMO_CITY, PATH };
    const product = await start(settings);
    const doctor = await rk(settings, 'periksa', '--json');
    expect(JSON.parse(doctor.out).filter((f: { wrong: string }) => f.wrong)).toEqual([]);
    expect(doctor.out).toContain('biner clickhouse pada PATH');
    expect(await product.stop()).toBe(0);
  });
});
