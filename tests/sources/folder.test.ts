import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { findRun, requestRun } from '../../clickhouse/ledger/runs';
import { pullRun } from '../../ingest/runs/pull-run';
import { runIngest } from '../../ingest/runs/run-ingest';
import { applySources, pullOnce, rowsOf } from './pulling';

const SOURCES = 6;
const root = mkdtempSync(join(tmpdir(), 'rk-folder-'));
let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applySources(
    Array.from({ length: SOURCES }, (_, i) => ({
      id: `folder-${i}`,
      jenis: 'berkas',
      pemetaan: 'pesan-csv',
      memberi_makan: ['interactions'],
      sambungan: { folder: join(root, String(i)), pola: 'pesan-*', diam_detik: 60 },
    })),
  );
});
afterAll(async () => {
  await engine.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Each test has a source and a folder of its own. */
let source = '';
let folder = '';
let tests = 0;
beforeEach(() => {
  source = `folder-${tests}`;
  folder = join(root, String(tests++));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const csv = (...ids: string[]) =>
  [
    'id_pesan,id_utas,kanal,arah,waktu,orang',
    ...ids.map((id) => `${id},U-1,surel,masuk,2026-11-01 08:00:00,ani@uji.example`),
    '',
  ].join('\n');

/** A file that nobody has written to for a while. */
function drop(name: string, content: string | Buffer, ageSeconds = 3_600) {
  const path = join(folder, name);
  writeFileSync(path, content);
  rest(path, ageSeconds);
  return path;
}
function rest(path: string, ageSeconds = 3_600) {
  const at = new Date(Date.now() - ageSeconds * 1_000);
  utimesSync(path, at, at);
}

test('takes what is new and rests, by name, once; what changed or was renamed is looked at again', async () => {
  expect(await pullOnce(source)).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('Folder tidak ditemukan'),
  });
  mkdirSync(folder);
  expect(await pullOnce(source)).toMatchObject({ state: 'selesai', read: 0, message: '' });
  const first = drop('pesan-1.csv', csv('a', 'b'));
  drop('pesan-2.csv.gz', gzipSync(csv('c')));
  drop('lain.csv', csv('x'));
  drop('.pesan-4.csv', csv('x'));
  drop('pesan-5.csv', csv('x'), 0);
  mkdirSync(join(folder, 'pesan-sub'));
  expect(await pullOnce(source, { kills: true })).toMatchObject({ state: 'selesai', stored: 3, balanced: true });
  expect(await pullOnce(source)).toMatchObject({ read: 0, state: 'selesai' });
  rest(join(folder, 'pesan-5.csv'), 61);
  expect(await pullOnce(source)).toMatchObject({ stored: 1, balanced: true });
  appendFileSync(first, 'd,U-1,surel,masuk,2026-11-01 09:00:00,\n');
  rest(first, 120);
  expect(await pullOnce(source)).toMatchObject({ read: 3, stored: 1, duplicate: 2, balanced: true });
  renameSync(first, join(folder, 'pesan-lama.csv'));
  expect(await pullOnce(source)).toMatchObject({ read: 3, stored: 0, duplicate: 3, balanced: true });
  expect(await rowsOf('interactions', source)).toBe(5);
});

test('a refused file is told once and blocks no other; mended, it is taken', async () => {
  mkdirSync(folder);
  drop('pesan-1.csv', 'nama,umur\nBudi,3\n');
  drop('pesan-2.csv', csv('a', 'b'));
  drop('pesan-3.csv', '');
  const run = await pullOnce(source, { kills: true });
  expect(run).toMatchObject({ state: 'selesai', read: 2, stored: 2, balanced: true });
  expect(run.message).toContain('2 dari 3 berkas ditolak');
  expect(run.message).toContain('pesan-1.csv');
  expect(run.message).not.toContain('Budi');
  expect(await pullOnce(source)).toMatchObject({ read: 0, message: '' });
  drop('pesan-1.csv', csv('c'), 300);
  expect(await pullOnce(source)).toMatchObject({ stored: 1, balanced: true, message: '' });
});

test('a folder of refused files only is no endless failure', async () => {
  mkdirSync(folder);
  drop('pesan-1.csv', 'nama,umur\nBudi,3\n');
  expect((await pullOnce(source)).message).toContain('1 dari 1 berkas ditolak');
  expect(await pullOnce(source)).toMatchObject({ read: 0, message: '' });
});

test('a file that is written to or taken away before it is loaded ends the run; the next pull takes all of it', async () => {
  mkdirSync(folder);
  const path = drop('pesan-1.csv', csv('a'));
  drop('pesan-2.csv', csv('b'));
  const meddled = async (meddle: () => void) => {
    const { run_id } = await requestRun(source, [], 'uji');
    await pullRun(run_id);
    meddle();
    await runIngest(run_id);
    return findRun(run_id);
  };
  expect(await meddled(() => appendFileSync(path, 'c,U-1,surel,ma'))).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('masih ditulis'),
  });
  appendFileSync(path, 'suk,2026-11-01 09:00:00,\n');
  rest(path);
  expect(await meddled(() => renameSync(path, join(root, 'disimpan')))).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('dipindahkan atau dihapus'),
  });
  renameSync(join(root, 'disimpan'), path);
  expect(await pullOnce(source)).toMatchObject({ state: 'selesai', stored: 3, balanced: true });
});

test('links are followed within the folder only', async () => {
  mkdirSync(folder);
  const secret = join(root, 'rahasia.csv');
  writeFileSync(secret, csv('x'));
  rest(secret);
  symlinkSync(secret, join(folder, 'pesan-1.csv'));
  symlinkSync('nyata.csv', join(folder, 'pesan-2.csv'));
  drop('nyata.csv', csv('a'));
  const run = await pullOnce(source);
  expect(run).toMatchObject({ stored: 1, balanced: true });
  expect(run.message).toContain('Tautan ke luar folder tidak diikuti: pesan-1.csv');
});

test('many files come in several runs', async () => {
  mkdirSync(folder);
  for (let n = 1000; n < 1202; n += 1) drop(`pesan-${n}.csv`, n < 1200 ? 'rusak\n1\n' : csv(String(n)));
  expect(await pullOnce(source)).toMatchObject({
    more: true,
    read: 0,
    message: expect.stringContaining('200 dari 200'),
  });
  expect(await pullOnce(source)).toMatchObject({ more: false, stored: 2 });
});
