import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { insertFacts } from '../../clickhouse/metrics/test-city';
import { startSmallServer } from '../network/small-server';
import { accessibilityTroubles } from './axe';
import { pmtilesArchive, pngTile, TILE_COLOURS, tilesOf } from './background-tiles';
import { FRIDAY_MORNING, type Visit, visit } from './visit-house';

let house: Visit;
/** `--t1` of the light theme. */
const WATER_COLOUR = '#bcd9f3';
const DAY = 86_400_000;
const now = new Date(FRIDAY_MORNING).getTime();
/** Complaints of the last thirty days: 24 at one crossing in Timur, 9 in Barat, 5 without a point. */
const made = Array.from({ length: 38 }, (_, i) => {
  const time = new Date(now - ((i % 19) + 0.5) * DAY).toISOString().slice(0, 19);
  const place = i < 24 ? { longitude: 106.701, latitude: -6.101 } : { longitude: 106.6, latitude: -6.1 };
  return {
    tracking_id: `P-${i}`,
    time,
    observed_at: time,
    skpd: 'disdukcapil',
    title: `Lampu mati ${i}`,
    wilayah: i < 24 ? '36.99.01' : i < 33 ? '36.99.02' : '',
    ...(i < 33 ? place : {}),
  };
});

beforeAll(async () => {
  // The tiles' server vouches for itself.
  const options = { viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true };
  house = await visit('small-house', options, { RK_NOW: FRIDAY_MORNING });
  await insertFacts('complaints', made);
}, 120_000);
afterAll(() => house?.end(), 60_000);

test('the map by keyboard: it comes up, narrows, plays, opens a list, and asks nobody else', async () => {
  const page = await house.context.newPage();
  await page.goto(`${house.origin}/peta`, { waitUntil: 'networkidle' });
  const totals = page.locator('.map-totals');
  expect(await totals.textContent()).toBe('38 aduan diterima: 33 bertitik, 5 tanpa titik.');
  expect(await page.locator('.map-foot b').textContent()).toBe('tanpa lokasi: 5');
  await page.waitForSelector('.map-box[data-live] canvas', { timeout: 20_000 });

  // A kecamatan is chosen with the keyboard: the page is narrowed, the areas stay comparable.
  await page.locator('.map-area-list a', { hasText: 'Timur' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/kecamatan=36\.99\.01/);
  await page.getByText('24 aduan diterima: 24 bertitik, 0 tanpa titik.').waitFor();
  expect(await page.locator('.map-area-list tbody tr').count()).toBe(2);
  expect(await page.locator('.map-area-list tr[data-active] a').textContent()).toBe('Timur');
  expect(await page.locator('.map-chosen a').first().getAttribute('href')).toContain('kecamatan=36.99.01');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.locator('.map-chosen a', { hasText: 'Lepaskan' }).click();
  await page.getByText('38 aduan diterima').waitFor();

  // Layers are boxes to tick, and stand in the address.
  await page.getByLabel('Kepadatan').check();
  expect(new URL(page.url()).searchParams.get('lapisan')).toBe('kelompok,kepadatan');

  // A month is played, and moved through with the arrows.
  await page.getByRole('button', { name: 'Sebulan, hari demi hari' }).click();
  const told = page.locator('.map-days-told');
  await told.waitFor();
  const first = await told.textContent();
  await expect.poll(() => told.textContent(), { timeout: 10_000 }).not.toBe(first);
  const slider = page.getByLabel('Hari', { exact: true });
  await slider.press('End');
  const last = (await told.textContent())!;
  await slider.press('ArrowLeft');
  expect(await told.textContent()).not.toBe(last);
  expect(last).toMatch(/\d+ \w+: \d+ aduan, \d+ bertitik/);
  await page.getByRole('button', { name: 'Tutup putaran' }).click();

  // A cluster opens the complaints that it counts.
  const cluster = page.locator('.map-clusters tbody tr').first();
  expect(await cluster.locator('td').textContent()).toBe('24');
  await cluster.locator('a').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/peta\/daftar\?.*petak=/);
  await page.locator('.picked-table').waitFor();
  expect(await page.locator('.picked-table tbody tr').count()).toBe(24);
  await page.close();

  expect(house.requests.filter((url) => !url.startsWith(house.origin) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(house.troubles).toEqual([]);
}, 120_000);

test('a phone keeps the drawing, with the same circles, and scrolls on over it', async () => {
  const page = await house.context.newPage();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${house.origin}/peta`, { waitUntil: 'networkidle' });
  expect(await page.locator('.map-live canvas').count()).toBe(0);
  expect(await page.locator('.map-cluster').count()).toBe(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.close();
});

test('what the moved map asks is tagged, and refused to strangers', async () => {
  const page = await house.context.newPage();
  await page.goto(`${house.origin}/peta`);
  const answers = await page.evaluate(async () => {
    const address = '/peta/data?isi=kelompok&zoom=12&kotak=106.5,-6.2,106.8,-6';
    const first = await fetch(address, { cache: 'no-store' });
    const tag = first.headers.get('ETag') ?? '';
    const again = await fetch(address, { cache: 'no-store', headers: { 'If-None-Match': tag } });
    const wrong = await fetch('/peta/data?isi=kelompok&zoom=12&kotak=1,2');
    const { clusters } = (await first.json()) as { clusters: { n: number }[] };
    return { n: clusters.map(({ n }) => n), again: again.status, wrong: wrong.status };
  });
  expect(answers).toEqual({ n: [24, 9], again: 304, wrong: 400 });
  await page.close();
  expect((await fetch(`${house.origin}/peta/data?isi=hari`)).status).toBe(401);
});

/** How much of the map's picture has one of these colours, in percent. */
async function shareOf(page: Page, colours: readonly string[]): Promise<number> {
  const picture = (await page.locator('.map-live').screenshot()).toString('base64');
  return page.evaluate(
    async ([base64, hexes]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const pen = canvas.getContext('2d')!;
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, image.width, image.height);
      const wanted = hexes.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
      let found = 0;
      for (let i = 0; i < data.length; i += 4)
        if (wanted.some((rgb) => rgb.every((value, part) => Math.abs(value - data[i + part]!) < 4))) found++;
      return (100 * found) / (data.length / 4);
    },
    [picture, colours] as const,
  );
}

test('a background of real tiles: a file in the data folder, raster or vector, and tiles of the one configured origin', async () => {
  const around = [106.2, -6.5, 107.1, -5.7];
  const folder = join(house.folder, 'peta');
  mkdirSync(folder);
  writeFileSync(join(folder, 'raster.pmtiles'), pmtilesArchive(tilesOf(around, [7, 11]), 'png'));
  writeFileSync(join(folder, 'vektor.pmtiles'), pmtilesArchive(tilesOf(around, [7, 11]), 'vector'));
  const server = await startSmallServer(({ url }, response) => {
    const [z, x, y] = url.pathname.match(/\d+/g)!.map(Number) as [number, number, number];
    response
      .writeHead(200, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' })
      .end(pngTile({ z, x, y }));
  }, true);
  const page = await house.context.newPage();
  const shownWith = async (setting: string, colours: readonly string[]) => {
    const section = `peta_dasar: { ${setting}, atribusi: Peta uji }\n`;
    await applyCityProfile(parseCityProfile(`${SMALL_CITY}${section}`), { by: 'uji' });
    house.requests.length = 0;
    await page.goto(`${house.origin}/peta`);
    await page.waitForSelector('.map-box[data-live]', { timeout: 20_000 });
    expect(await page.locator('.map-attribution').textContent()).toBe('Peta uji');
    await expect
      .poll(() => shareOf(page, colours), { message: setting, interval: 400, timeout: 20_000 })
      .toBeGreaterThan(2);
    return new Set(house.requests.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).origin));
  };
  try {
    expect(await shownWith('pmtiles: raster.pmtiles', TILE_COLOURS)).toEqual(new Set([house.origin]));
    expect(await shownWith('pmtiles: vektor.pmtiles', [WATER_COLOUR])).toEqual(new Set([house.origin]));
    expect(server.asked).toEqual([]);
    expect(await shownWith(`ubin: "${server.url}/{z}/{x}/{y}.png"`, TILE_COLOURS)).toEqual(
      new Set([house.origin, server.url]),
    );
  } finally {
    await page.close();
    await server.stop();
  }
  expect(house.troubles).toEqual([]);
}, 120_000);
