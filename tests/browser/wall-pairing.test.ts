import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { writeEvents } from '../../clickhouse/alarms/events';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { askForSnapshot } from '../../jobs/queue/snapshot';
import { isAccessible } from './axe';
import { button, type Visit, visit } from './visit-house';

let house: Visit;
let admin: Page;
let context: BrowserContext;
let screen: Page;
const troubles: string[] = [];
const PATIENCE = { timeout: 45_000 };

beforeAll(async () => {
  house = await visit('small-house', { viewport: { width: 1440, height: 900 } }, {});
  admin = await house.context.newPage();
  context = await house.context.browser()!.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'id-ID' });
  screen = await context.newPage();
  screen.on('pageerror', (error) => troubles.push(error.message));
  screen.on('console', (message) => {
    if (/Content Security Policy|Hydration|hydrat/.test(message.text())) troubles.push(message.text());
  });
  screen.setDefaultTimeout(PATIENCE.timeout);
  admin.setDefaultTimeout(PATIENCE.timeout);
}, 300_000);
afterAll(() => house?.end(), 60_000);

const codeOnScreen = async () => (await screen.locator('.pairing-code').textContent())!.replace(/\s/g, '');
const title = (text: string) => screen.locator('.wall-title', { hasText: text }).waitFor(PATIENCE);
/** Nothing of a wall or of the page before it may ever be out of sight. */
const overflow = () =>
  screen.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
const save = async (change: () => Promise<unknown>) => {
  await change();
  await button(admin, 'Simpan').click();
  await admin.getByText('Tersimpan.').waitFor();
};

test('a screen without a token shows a code, and starts by itself once an administrator has confirmed it', async () => {
  await screen.goto(`${house.origin}/dinding`);
  const code = await codeOnScreen();
  expect(code).toMatch(/^[A-Z0-9]{6}$/);
  expect(await screen.locator('.pairing-qr path').getAttribute('d')).toMatch(/^M\d/);
  expect(await overflow()).toEqual([0, 0]);
  await screen.reload();
  expect(await codeOnScreen()).toBe(code);

  await admin.goto(`${house.origin}/layar`);
  await admin.fill('input[name=kode]', code.toLowerCase());
  await button(admin, 'Lihat kode').click();
  expect((await admin.locator('.screens-code').textContent())?.replace(/\s/g, '')).toBe(code);
  await admin.fill('input[name=nama]', 'Lobi balai kota');
  await button(admin, 'Pasangkan').click();
  await admin.getByText('Layar terpasang.').waitFor();
  await screen.locator('.wall').waitFor();
  await title('Ringkasan kota');
  expect(await overflow()).toEqual([0, 0]);

  const cookie = (await context.cookies()).find(({ name }) => name === 'rk-layar');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  // The same code pairs nothing again.
  await admin.goto(`${house.origin}/layar?kode=${code}`);
  await admin.getByText('Kode ini tidak berlaku').waitFor();
});

test('its token opens nothing but the wall', async () => {
  for (const path of ['/', '/layar', '/aduan', '/sumber']) {
    const answer = await context.request.get(`${house.origin}${path}`, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], path).toEqual([302, expect.stringContaining('/masuk')]);
  }
  // The city is read once somebody watches it.
  const snapshot = async () => (await context.request.get(`${house.origin}/dinding/cuplikan`)).status();
  await expect.poll(snapshot, PATIENCE).toBe(200);
  expect((await context.request.get(`${house.origin}/api/v1/metrik`)).status()).toBe(401);
});

test('settings reach the running screen at once, and its scenes take turns', async () => {
  await admin.goto(`${house.origin}/layar`);
  await admin.getByRole('link', { name: 'Lobi balai kota' }).click();
  await admin.locator('input[name=lama]').waitFor();
  await isAccessible(admin, 'layar.$id');
  await save(async () => {
    for (const scene of ['ringkasan', 'peta', 'layanan', 'kematangan', 'partisipasi'])
      await admin.selectOption(`select[name=urutan-${scene}]`, '');
    await admin.selectOption('select[name=urutan-pagi]', '1');
    await admin.fill('input[name=lama]', '5');
    await admin.fill('input[name=sorotan]', '5');
  });
  await title('Pagi ini');
  await title('Situs web');
  await title('Pagi ini');
  expect(await screen.locator('.wall-dots button').count()).toBe(2);
});

test('keys of a keyboard and of a remote control move it', async () => {
  await screen.keyboard.press('2');
  await title('Situs web');
  await screen.keyboard.press('ArrowRight');
  await title('Pagi ini');
  await screen.keyboard.press('Space');
  await screen.getByText('dijeda').waitFor();
  await screen.keyboard.press('MediaPlayPause');
  await screen.locator('.wall-paused', { hasText: /^$/ }).waitFor({ state: 'attached' });
  await screen.keyboard.press('?');
  await screen.getByText('Kendali dinding').waitFor();
  await screen.keyboard.press('Escape');
  await screen.getByText('Kendali dinding').waitFor({ state: 'detached' });
});

test('a pinned scene stays, in the theme that was set; the operator shows another for a while', async () => {
  await save(async () => {
    await admin.selectOption('select[name=tetap]', 'kematangan');
    await admin.selectOption('select[name=latar]', 'terang');
  });
  await title('Kematangan SKPD');
  await screen.locator('html[data-tema=terang]').waitFor();
  await admin.selectOption('select[name=adegan]', 'layanan');
  await button(admin, 'Tampilkan').click();
  await title('Layanan hari ini');
  await title('Kematangan SKPD');
  await screen.evaluate(() => Object.assign(window, { isOld: true }));
  await button(admin, 'Muat ulang layar').click();
  await screen.waitForFunction(() => !('isOld' in window) && document.querySelector('.wall'), undefined, PATIENCE);
  await title('Kematangan SKPD');
  await screen.locator('html[data-tema=terang]').waitFor();
});

const watched = defineQuery({
  name: 'rule-looked',
  sql: 'SELECT count() AS n FROM ruang_kendali.alarm_watch WHERE rule = {rule:String}',
  params: z.object({ rule: z.string() }),
  row: z.object({ n: z.number() }),
});

const textId = 'Kota Uji: 48 aduan banjir sejak Jumat, 5 kali dari biasanya';

test('a new alarm of high severity takes the screen once, and steps back by itself', async () => {
  const rule = 'aduan_kota_melonjak';
  // A rule that has just looked does not look again within the hour, so that what is raised here stands.
  await expect.poll(async () => (await watched({ rule }))[0]?.n, PATIENCE).toBeGreaterThan(0);
  await writeEvents([
    {
      alarm: { rule, subject: 'kota', generation: 1 },
      kind: 'naik',
      at: new Date(),
      sighting: {
        rule,
        subject: 'kota',
        severity: 'tinggi',
        skpd: 'disdukcapil',
        look: 'beyond',
        hold: 1,
        value: 48,
        against: 9,
        textId,
        textEn: textId,
        link: '/aduan',
      },
    },
  ]);
  await askForSnapshot(0);
  const spotlight = screen.locator('.spotlight');
  await spotlight.waitFor(PATIENCE);
  expect(await spotlight.locator('.spotlight-text').textContent()).toBe(textId);
  expect(await overflow()).toEqual([0, 0]);
  await spotlight.waitFor({ state: 'detached', ...PATIENCE });
  await title('Kematangan SKPD');
  // It still stands, and is not told again to a screen that loads its page anew.
  await screen.reload();
  await title('Kematangan SKPD');
  expect(await spotlight.count()).toBe(0);
});

test('what the screen was taken for stands on a page of its own', async () => {
  const page = await house.context.newPage();
  await page.goto(`${house.origin}/alarm`);
  await page.locator('main a[href^="/alarm/"]', { hasText: '48 aduan banjir' }).click();
  await page.waitForURL(/\/alarm\/.*aduan_kota_melonjak/);
  await page.locator('main', { hasText: textId }).waitFor(PATIENCE);
  await isAccessible(page, 'alarm.$id');
  await page.close();
});

test('a revoked screen stops at once and asks to be paired again', async () => {
  await admin.locator('summary', { hasText: 'Cabut layar ini' }).click();
  await button(admin, 'Ya, cabut').click();
  await admin.getByText('Layar dicabut.').waitFor();
  await screen.locator('.pairing-code').waitFor(PATIENCE);
  expect((await context.request.get(`${house.origin}/dinding/cuplikan`)).status()).toBe(401);
  // Nothing of the city is left on it.
  expect(await screen.locator('.wall').count()).toBe(0);
});

test('a person who signed in looks at any scene without being a screen', async () => {
  await admin.goto(`${house.origin}/dinding?adegan=situs`);
  await admin.locator('.wall-title', { hasText: 'Situs web' }).waitFor(PATIENCE);
  expect((await house.context.cookies()).some(({ name }) => name === 'rk-layar')).toBe(false);
});

test('no script was refused and nothing broke', () => {
  expect(troubles).toEqual([]);
  expect(house.troubles).toEqual([]);
  const strangers = house.requests.filter((url) => !url.startsWith(house.origin) && !/^(data|blob):/.test(url));
  expect(strangers).toEqual([]);
});
