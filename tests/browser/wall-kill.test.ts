import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeRedis } from '../../app/redis.server';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { queueOf, withQueue } from '../../jobs/queue/queues';
import { connectRedis } from '../../jobs/queue/redis';
import { askForSnapshot, readStored, tellWatched } from '../../jobs/queue/snapshot';
import {
  ask,
  DEMO_CITY,
  type Product,
  rk,
  runningFile,
  type Settings,
  start,
  sweep,
  temporaryFolder,
  until,
} from '../operator/product';
import { pairScreen } from '../wall/pair-screen';
import { launch } from './visit-house';

/** A part comes back in seconds; on a machine that does much else it may take a minute. */
vi.setConfig({ testTimeout: 180_000 });

const folder = temporaryFolder();
const before = process.env.RK_DATA;
let product: Product;
let browser: Browser;
let page: Page;
let settings: Settings;
const troubles: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  settings = { RK_DATA: folder, PORT: String(port), RK_CITY: DEMO_CITY };
  [product, browser] = await Promise.all([start(settings), launch()]);
  process.env.RK_DATA = folder;
  // No snapshot but those that are asked for: what changes on the wall, a run has changed.
  await withQueue(queueOf['each-minute'], (queue) => queue.removeJobScheduler('tiap-menit'));
  const redis = connectRedis('hasty');
  await tellWatched(redis);
  await askForSnapshot(0);
  await until('the first snapshot', async () => (await readStored(redis)).snapshot !== null, 90_000);
  redis.disconnect();
  const origin = `http://localhost:${port}`;
  const { name, value } = await pairScreen(origin, { pinned: 'ringkasan' });
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'id-ID' });
  await context.addCookies([{ name, value, url: origin }]);
  page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) troubles.push(message.text());
  });
  await page.goto(`${origin}/dinding`);
  await page.evaluate(() => navigator.serviceWorker.ready);
}, 180_000);
afterAll(async () => {
  closeRedis();
  await browser?.close();
  await product?.stop();
  sweep(folder);
  if (before === undefined) delete process.env.RK_DATA;
  else process.env.RK_DATA = before;
});

const openComplaints = () => page.locator('.fact', { hasText: 'Aduan terbuka' }).locator('.fact-figure');
const reason = () => page.locator('.wall.is-cut .wall-cut b').textContent({ timeout: 60_000 });
const isBack = () => page.locator('.wall:not(.is-cut)').waitFor({ timeout: 90_000 });
const kill = (part: string) => process.kill(runningFile(folder)!.parts[part]!.pid!, 'SIGKILL');

/** Kills a part, and each time it is back again, until a look has ended: a part that is back within three seconds nobody is told of. */
async function whileKilled<T>(part: string, look: () => Promise<T>): Promise<T> {
  kill(part);
  const again = setInterval(() => {
    try {
      kill(part);
    } catch {
      // it is not back yet
    }
  }, 200);
  return look().finally(() => clearInterval(again));
}

test('a figure changes on the wall because a run has ended', async () => {
  expect(await openComplaints().textContent()).toMatch(/^—/);
  const csv = join(folder, 'berkas', 'lapor.csv');
  mkdirSync(join(folder, 'berkas'));
  writeFileSync(csv, complaints(37));
  const loading = rk(settings, 'ingest', 'aduan-lapor', csv, '--json');
  await page.waitForFunction(
    () => [...document.querySelectorAll('.fact-figure')].some(({ textContent }) => textContent?.startsWith('37')),
    undefined,
    { timeout: 90_000, polling: 50 },
  );
  const shownAt = Date.now();
  expect(JSON.parse((await loading).out)).toMatchObject({ stored: 37, balanced: true });
  const [run] = await ask<{ ended: number }>(
    folder,
    "SELECT toUnixTimestamp64Milli(max(finished_at)) AS ended FROM ingest_runs FINAL WHERE state = 'selesai'",
  );
  console.log(`on the wall ${((shownAt - run!.ended) / 1000).toFixed(1)} s after the end of the run (wanted: 3)`);
});

describe('a part is killed while the wall watches: it greys, says why, and comes back alone', () => {
  test.each([
    ['engine', /Gudang data tidak menjawab sejak \d/],
    ['redis', /Redis\) tidak menjawab sejak \d/],
    ['web', /Server Ruang Kendali tidak terjangkau sejak \d/],
  ])('%s', async (part, why) => {
    expect(await whileKilled(part, reason)).toMatch(why);
    // The last good figures stay.
    expect(await openComplaints().textContent()).toMatch(/^37/);
    expect(await page.locator('.wall-scene').evaluate((scene) => getComputedStyle(scene).filter)).toContain(
      'grayscale',
    );
    await isBack();
    expect(await openComplaints().textContent()).toMatch(/^37/);
  });
});

test('a screen that starts while the server is down shows the last good wall and says why', async () => {
  // Kept by the service worker once the page had been loaded.
  await page.waitForFunction(async () => (await caches.match('/dinding')) && (await caches.match('/dinding/cuplikan')));
  const why = await whileKilled('web', async () => {
    await page.reload();
    await expect.poll(() => openComplaints().textContent(), { timeout: 30_000 }).toMatch(/^37/);
    return reason();
  });
  expect(why).toMatch(/Server Ruang Kendali tidak terjangkau sejak \d/);
  await isBack();
});

test('nothing broke on the way, and no script was refused', () => {
  expect(troubles).toEqual([]);
});

/** An export of SP4N-LAPOR! with this many complaints that are open. */
function complaints(many: number): string {
  const header =
    'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan';
  const yesterday = new Date(Date.now() - 36 * 3_600_000);
  const day = yesterday.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const lines = Array.from({ length: many }, (_, i) =>
    [
      7_000_000 + i,
      day,
      '03:10:43',
      'Warga',
      'Aspirasi',
      101,
      'Taman',
      'Judul',
      'Isi',
      '',
      '',
      'Android',
      'Pemerintah Kota Tangerang',
      3,
      'Dinas Perhubungan',
      'Proses',
      '',
      'Banten',
      'Kota Tangerang',
      'Ciledug',
      '',
    ].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}
