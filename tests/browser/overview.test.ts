import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sceneIds } from '../../app/screens/settings';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { accessibilityTroubles, isAccessible } from './axe';
import { LOOKED_AT, routeOf } from './axe-pages';
import { lostText } from './lost-text';
import { FRIDAY_MORNING, type Visit, visit } from './visit-house';

const screenshots = join('tests', 'screenshots');

let house: Visit;
let context: BrowserContext;
let origin: string;

beforeAll(async () => {
  // The demo city is the same every time for the same moment.
  const settings = { RK_NOW: FRIDAY_MORNING, RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml' };
  house = await visit('demo-house', { viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' }, settings);
  ({ context, origin } = house);
}, 300_000);
afterAll(() => house?.end(), 60_000);

async function open(path: string, viewport = { width: 1920, height: 1080 }): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  const answer = await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
  expect(answer?.status(), path).toBe(200);
  return page;
}

/** A number as the pages write it (id-ID) back as a number; null for the dash of the unknown. */
function shown(text: string | null | undefined): number | null {
  const digits = (text ?? '').replace(/[^\d,-]/g, '');
  return digits === '' || digits === '-' ? null : Number(digits.replace(',', '.'));
}

const figure = async (page: Page, tile: string) =>
  shown(
    await page.locator(`section[aria-labelledby="ubin-${tile}"] .figure`).evaluate((el) => el.firstChild?.textContent),
  );

/** The figures of the overview once more, in plain SQL on the tables and without the registry. */
const plain = defineQuery({
  name: 'plain-overview',
  sql: `WITH newest AS (
      SELECT tracking_id, argMax(status, observed_at) AS status FROM ruang_kendali.complaints
      WHERE time < {now:DateTime('UTC')} GROUP BY source_id, tracking_id),
    waits AS (
      SELECT case_id, minIf(time, step = 'ambil') AS a, minIf(time, step = 'panggil') AS b FROM ruang_kendali.service_events
      WHERE step IN ('ambil', 'panggil') GROUP BY skpd, case_id
      HAVING a > 0 AND b > 0 AND a >= {now:DateTime('UTC')} - INTERVAL 7 DAY AND a < {now:DateTime('UTC')})
    SELECT
      (SELECT count() FROM newest WHERE status NOT IN ('selesai', 'diarsipkan', 'bukan_kewenangan')) AS open_complaints,
      (SELECT quantileExactInclusive(0.5)((b - a) / 60) FROM waits) AS wait_minutes,
      (SELECT count() FROM ruang_kendali.participation
        WHERE time >= toDateTime('2025-12-01 00:00:00', 'Asia/Jakarta') AND time < {now:DateTime('UTC')}) AS acts,
      (SELECT avg(u) * 25 FROM (
        SELECT arrayJoin([avg(persyaratan), avg(prosedur), avg(waktu), avg(biaya), avg(produk), avg(kompetensi), avg(perilaku),
          avg(pengaduan), avg(sarpras)]) AS u FROM ruang_kendali.survey_answers
        WHERE time >= toDateTime('2025-12-01 00:00:00', 'Asia/Jakarta') AND time < {now:DateTime('UTC')})) AS ikm`,
  params: z.object({ now: z.date() }),
  row: z.object({ open_complaints: z.number(), wait_minutes: z.number(), acts: z.number(), ikm: z.number() }),
});

const openByKecamatan = defineQuery({
  name: 'plain-by-kecamatan',
  sql: `SELECT left(wilayah, 8) AS kode, count() AS n FROM (
      SELECT argMax(wilayah, observed_at) AS wilayah, argMax(status, observed_at) AS status
      FROM ruang_kendali.complaints WHERE time < {now:DateTime('UTC')} GROUP BY source_id, tracking_id)
    WHERE status NOT IN ('selesai', 'diarsipkan', 'bukan_kewenangan') AND length(wilayah) >= 8 GROUP BY kode`,
  params: z.object({ now: z.date() }),
  row: z.object({ kode: z.string(), n: z.number() }),
});

const kecamatan = defineQuery({
  name: 'plain-kecamatan',
  sql: `SELECT wilayah AS kode, name AS nama, population AS penduduk FROM ruang_kendali.city_wilayah WHERE level = 'kecamatan'`,
  params: z.object({}),
  row: z.object({ kode: z.string(), nama: z.string(), penduduk: z.number() }),
});

const residents = 1_957_349;

test('the figures of the overview equal plain SQL on the tables', async () => {
  const page = await open('/');
  const now = new Date(FRIDAY_MORNING);
  now.setMilliseconds(0);
  const truth = (await plain({ now }))[0]!;
  expect(truth.open_complaints).toBeGreaterThan(0);
  expect(await figure(page, 'aduan_terbuka')).toBe(truth.open_complaints);
  expect(await figure(page, 'tunggu_loket')).toBe(Math.round(truth.wait_minutes));
  expect(await figure(page, 'partisipasi')).toBeCloseTo((truth.acts * 10_000) / residents, 0);
  expect(await figure(page, 'ikm')).toBeCloseTo(truth.ikm, 2);

  const open13 = new Map((await openByKecamatan({ now })).map((r) => [r.kode, r.n]));
  const rows = await page
    .locator('table.area-list tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')));
  expect(rows).toHaveLength(13);
  for (const { kode, nama, penduduk } of await kecamatan({})) {
    const row = rows.find(([name]) => name === nama);
    const n = open13.get(kode) ?? 0;
    expect(shown(row?.[2]), nama).toBe(n);
    expect(shown(row?.[1]), nama).toBeCloseTo((n * 10_000) / penduduk, 1);
  }
  await page.close();
});

test('the wall look at 1920x1080: one screen, data contoh, no outside request, no error', async () => {
  const page = await open('/');
  await page.waitForTimeout(4_000);
  expect(await page.getByText('data contoh').first().isVisible()).toBe(true);
  const overflow = await page.evaluate(() => ({
    down: document.documentElement.scrollHeight - innerHeight,
    sideways: document.documentElement.scrollWidth - innerWidth,
  }));
  expect(overflow).toEqual({ down: 0, sideways: 0 });
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, 'ringkasan-1920.new.png') });
  await page.close();
});

test('a period and an office narrow the overview, within one screen and one click from all of it', async () => {
  const page = await open('/?skpd=disdukcapil&periode=2026-10');
  expect(await page.locator('h1').textContent()).toBe('Dinas Kependudukan dan Pencatatan Sipil');
  const from = new Date('2026-10-01T00:00:00+07:00');
  const to = new Date('2026-11-01T00:00:00+07:00');
  const ofOffice = defineQuery({
    name: 'plain-office',
    sql: `SELECT countIf(status NOT IN ('selesai', 'diarsipkan', 'bukan_kewenangan')) AS open, (SELECT count() FROM (
        SELECT minIf(time, step = 'diajukan') AS asked, argMinIf(channel, (time, record_key), step = 'diajukan') AS channel
        FROM ruang_kendali.service_events WHERE skpd = 'disdukcapil' AND case_id != '' GROUP BY service, case_id
        HAVING countIf(step = 'diajukan') > 0 AND asked >= {from:DateTime('UTC')} AND asked < {to:DateTime('UTC')})) AS cases
      FROM (SELECT argMax(status, observed_at) AS status, argMax(skpd, observed_at) AS office FROM ruang_kendali.complaints
        WHERE time < {to:DateTime('UTC')} AND observed_at < {to:DateTime('UTC')} GROUP BY source_id, tracking_id)
      WHERE office = 'disdukcapil'`,
    params: z.object({ from: z.date(), to: z.date() }),
    row: z.object({ open: z.number(), cases: z.number() }),
  });
  const truth = (await ofOffice({ from, to }))[0]!;
  const online = page.locator('section[aria-labelledby="ubin-kanal_daring"] .context b').first();
  expect(shown(await online.textContent())).toBe(truth.cases);
  const inMap = await page
    .locator('table.area-list tbody td:nth-child(2)')
    .evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.textContent), 0));
  expect(inMap).toBeLessThanOrEqual((await figure(page, 'aduan_terbuka')) ?? 0);
  expect(await page.locator('[aria-labelledby="ubin-partisipasi"]').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  await page.getByRole('link', { name: 'Semua SKPD' }).click();
  await page.waitForURL(`${origin}/?periode=2026-10`);
  await page.getByRole('heading', { level: 1, name: 'Ringkasan kota' }).waitFor({ timeout: 15_000 });
  await page.close();
});

test('a loaded page that becomes narrow keeps nothing wide behind', async () => {
  const wide = { width: 1440, height: 900 };
  const narrow = { width: 360, height: 800 };
  const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const overview = await open('/', wide);
  await overview.waitForSelector('.map-box[data-live]', { timeout: 15_000 });
  await overview.setViewportSize(narrow);
  await overview.waitForSelector('.map-box:not([data-live])');
  expect(await sideways(overview)).toBeLessThanOrEqual(0);
  expect(await overview.locator('.map-live canvas').count()).toBe(0);
  await overview.close();
  for (const path of ['/situs', '/aduan']) {
    const page = await open(path, wide);
    await page.locator('.chart-drawing').first().scrollIntoViewIfNeeded({ timeout: 5_000 });
    await page.waitForSelector('.chart-drawing[_echarts_instance_]', { timeout: 15_000 });
    await page.setViewportSize(narrow);
    await expect.poll(() => sideways(page), { message: path, timeout: 5_000 }).toBeLessThanOrEqual(0);
    await page.close();
  }
}, 120_000);

/** The first link of a page that leads to a route. */
async function linkTo(route: string, on: string): Promise<string> {
  const page = await open(on);
  const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  await page.close();
  const found = links.find((link) => routeOf(link) === route);
  if (!found) throw new Error(`${on} has no link to ${route}`);
  return found;
}

test('every page: nothing wider than the screen, and nothing that axe-core objects to', async () => {
  const paths: string[] = [];
  for (const [route, looked] of Object.entries(LOOKED_AT)) {
    if (Array.isArray(looked)) paths.push(...looked);
    else if ('linkedFrom' in looked) paths.push(await linkTo(route, looked.linkedFrom));
  }
  const page = await context.newPage();
  // Colours of the dark theme are held to the same contrast by tokens.test.ts.
  await page.emulateMedia({ colorScheme: 'light' });
  const troubles: string[] = [];
  for (const path of paths) {
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(`${origin}${path}`);
      expect(answer?.status(), path).toBe(200);
      // Until our own face is there another one, which may be wider, stands in its place.
      await page.evaluate(async () => void (await document.fonts.ready));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) troubles.push(`${path} at ${width} is ${sideways} px wider`);
    }
    troubles.push(...(await accessibilityTroubles(page)).map((trouble) => `${path} ${trouble}`));
  }
  await page.close();
  expect(troubles).toEqual([]);
}, 240_000);

test('every scene of the wall: no text is lost at 1920x1080 and 3840x2160, and axe-core objects to nothing', async () => {
  const troubles: string[] = [];
  const storageState = await context.storageState();
  for (const viewport of [
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
  ]) {
    // Apart from the others: while the city is read for the first time the wall asks for its snapshot and is told to wait.
    const apart = await context
      .browser()!
      .newContext({ locale: 'id-ID', reducedMotion: 'reduce', storageState, viewport });
    for (const scene of sceneIds) {
      const page = await apart.newPage();
      // The wall listens for as long as it stands: its network is never idle.
      await page.goto(`${origin}/dinding?adegan=${scene}`, { waitUntil: 'load' });
      await page.locator('.wall-scene').waitFor();
      await page.evaluate(async () => void (await document.fonts.ready));
      troubles.push(...(await lostText(page)).map((one) => `${scene} at ${viewport.width}: ${one}`));
      if (viewport.width === 1920) await isAccessible(page, 'dinding');
      await page.close();
    }
    await apart.close();
  }
  expect(troubles).toEqual([]);
}, 180_000);

const someComplaint = defineQuery({
  name: 'some-complaint',
  sql: 'SELECT source_id, tracking_id FROM ruang_kendali.complaints WHERE NOT secret ORDER BY time DESC LIMIT 1',
  params: z.object({}),
  row: z.object({ source_id: z.string(), tracking_id: z.string() }),
});

test('the page of one complaint', async () => {
  const [{ source_id, tracking_id }] = (await someComplaint({})) as [{ source_id: string; tracking_id: string }];
  const page = await open(`/aduan/${source_id}/${encodeURIComponent(tracking_id)}`);
  await page.locator('h1', { hasText: tracking_id }).waitFor();
  await isAccessible(page, 'aduan.$sumber.$nomor');
  await page.close();
});

test('an address that leads nowhere says so, and axe-core objects to nothing', async () => {
  // A browser tells of an answer 404 as of a trouble: not in the context whose troubles are counted.
  const stranger = await context.browser()!.newContext({ locale: 'id-ID', storageState: await context.storageState() });
  const page = await stranger.newPage();
  const answer = await page.goto(`${origin}/tidak/ada`);
  expect(answer?.status()).toBe(404);
  await isAccessible(page, '$');
  await stranger.close();
});

test('the ledger of a source stands on its page', async () => {
  const page = await open('/sumber/situs-kota');
  const truth = defineQuery({
    name: 'plain-ledger',
    sql: `SELECT sum(read) AS read, sum(stored) AS stored, sum(rejected) AS rejected FROM ruang_kendali.ingest_chunks FINAL WHERE source_id = 'situs-kota'`,
    params: z.object({}),
    row: z.object({ read: z.number(), stored: z.number(), rejected: z.number() }),
  });
  const { read, stored } = (await truth({}))[0]!;
  // biome-ignore lint/performance/useDomNodeTextContent: what people see, not what the document holds
  const text = await page.locator('main').innerText();
  for (const n of [read, stored]) expect(text).toContain(n.toLocaleString('id-ID'));
  await page.close();
});

test('nothing was asked of any other machine, and nothing went wrong in the browser', () => {
  const strangers = house.requests.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url));
  expect(strangers).toEqual([]);
  expect(house.requests.length).toBeGreaterThan(10);
  expect(house.troubles).toEqual([]);
});
