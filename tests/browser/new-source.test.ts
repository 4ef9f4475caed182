import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../clickhouse/engine/test-engine';
import { defineQuery } from '../../clickhouse/warehouse/define-query';

const NOW = '2026-11-20T08:14:00+07:00';
const folder = mkdtempSync(join(tmpdir(), 'rk-sumber-baru-'));
let house: ChildProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
const troubles: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  process.env.RK_DATA = folder;
  house = spawn(process.execPath, ['--import', 'tsx', 'tests/browser/small-house.ts'], {
    env: { ...process.env, PORT: String(port), RK_NOW: NOW, RK_DEMO: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const invite = await new Promise<string>((resolve, reject) => {
    house.stdout?.on('data', (data: Buffer) => {
      const found = /siap (\S+)/.exec(data.toString());
      if (found) resolve(found[1]!);
    });
    house.once('exit', () => reject(new Error('the house did not start')));
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-domain-reliability',
      '--no-first-run',
    ],
  });
  context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'id-ID' });
  // A form that is refused on purpose answers 400, which a browser counts as an error of its own.
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 400/.test(message.text())) troubles.push(message.text());
  });
  context.on('weberror', (error) => troubles.push(error.error().message));
  page = await context.newPage();
  await page.goto(`${origin}${invite}`);
  await page.fill('input[name=nama]', 'Sari Wulandari');
  await page.fill('input[name=surel]', 'sari@uji.example');
  await page.fill('input[name=sandi]', 'telaga-ungu-7-mangga');
  await page.fill('input[name=ulang]', 'telaga-ungu-7-mangga');
  await page.click('main form button[type=submit]');
  await page.waitForURL(`${origin}/`);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => house.once('exit', resolve));
  house.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Each page of the way is no wider than the phone. */
async function arrive(path: RegExp): Promise<void> {
  await page.waitForURL(path, { timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, page.url()).toBeLessThanOrEqual(0);
}

async function upload(name: string, text: string): Promise<void> {
  await page.goto(`${origin}/sumber/baru`, { waitUntil: 'networkidle' });
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await arrive(/\/baca$/);
}

const link = (name: string) => page.getByRole('link', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

const tickets = [
  'No Tiket;Tanggal;Jam;Loket;Status;NIK Pemohon;Catatan',
  ...Array.from({ length: 40 }, (_, i) =>
    [
      `T-${i}`,
      `${String(1 + (i % 28)).padStart(2, '0')}/10/2026`,
      `${String(8 + (i % 8)).padStart(2, '0')}:15`,
      'ktp',
      ['Ambil nomor', 'Dipanggil', 'Beres', 'Entah'][i % 4],
      `36710101010100${String(i).padStart(2, '0')}`,
      'hubungi 081234567890',
    ].join(';'),
  ),
].join('\n');

const stored = defineQuery({
  name: 'new-source-stored',
  sql: `SELECT toString(step) AS step, count() AS n, uniqExact(applicant) AS applicants,
      toString(min(time), 'Asia/Jakarta') AS first
    FROM ruang_kendali.service_events WHERE source_id = 'antrian-mpp' GROUP BY step ORDER BY step`,
  params: z.object({}),
  row: z.object({ step: z.string(), n: z.number(), applicants: z.number(), first: z.string() }),
});

test('a file of unknown layout is mapped by choosing, saved, and its ledger stands on its page', async () => {
  await upload('antrian_mpp.csv', tickets);
  // biome-ignore lint/performance/useDomNodeTextContent: what people see, not what the document holds
  const seen = await page.locator('main').innerText();
  expect(seen).toContain('Belum ada pemetaan yang cocok');
  for (const personal of ['3671010101010', '081234567890']) expect(await page.content()).not.toContain(personal);

  await link('Petakan sendiri').click();
  await arrive(/\/petakan$/);
  expect(await page.inputValue('[name="kolom.time"]')).toBe('k:Tanggal');
  expect(await page.inputValue('[name="kolom2.time"]')).toBe('k:Jam');
  await page.selectOption('[name="kolom.case_id"]', '');
  await page.selectOption('[name="kolom.service"]', '=');
  await page.fill('[name="tetap.service"]', 'ktp');
  await button('Lihat hasilnya').click();
  // The first problem has the focus.
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'kolom.case_id');
  await page.selectOption('[name="kolom.case_id"]', 'k:No Tiket');
  await page.selectOption('[name="nilai.step.Ambil nomor"]', 'ambil');
  await page.selectOption('[name="nilai.step.Dipanggil"]', 'panggil');
  await page.selectOption('[name="nilai.step.Beres"]', 'selesai');
  await page.selectOption('[name="nilai.step.Entah"]', '');
  await button('Lihat hasilnya').click();
  await arrive(/\/baca$/);
  const counts = page.locator('.sample-counts');
  expect(await counts.locator('dd').allTextContents()).toEqual(['40', '30', '10', '0']);
  await page.reload({ waitUntil: 'networkidle' });
  expect(await counts.locator('dd').allTextContents()).toEqual(['40', '30', '10', '0']);

  await link('Lanjut: simpan').click();
  await arrive(/\/simpan$/);
  await page.fill('[name=id]', 'Bukan Id');
  await button('Simpan dan muat').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'id');
  expect(await page.inputValue('[name=nama]')).toBe('Antrian mpp');
  await page.fill('[name=id]', 'antrian-mpp');
  await button('Simpan dan muat').click();
  await arrive(/\/sumber\/antrian-mpp$/);
  await page.getByText('✓ seimbang').waitFor({ timeout: 60_000 });
  expect(await page.locator('.equation dd').allTextContents()).toEqual(['40', '30', '0', '10', '0']);
  const rows = await stored({});
  expect(rows.map(({ step, n, applicants }) => [step, n, applicants])).toEqual([
    ['ambil', 10, 10],
    ['panggil', 10, 10],
    ['selesai', 10, 10],
  ]);
  expect(rows[0]!.first).toBe('2026-10-01 08:15:00');
}, 120_000);

test('the same file for the source that is there changes nothing', async () => {
  await link('Unggah berkas').click();
  await arrive(/\/unggah$/);
  await page.setInputFiles('input[type=file]', {
    name: 'antrian_lagi.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${tickets}\n`),
  });
  await button('Muat berkas ini').click({ timeout: 30_000 });
  await arrive(/\/sumber\/antrian-mpp\?kabar=/);
  await page.getByText('✓ seimbang').nth(1).waitFor({ timeout: 60_000 });
  // The clock stands still, so either run may come first.
  const runs = await page
    .locator('.run')
    .evaluateAll((all) => all.map((run) => [...run.querySelectorAll('.equation dd')].map((dd) => dd.textContent)));
  expect(runs).toHaveLength(2);
  expect(runs).toEqual(
    expect.arrayContaining([
      ['40', '30', '0', '10', '0'],
      ['40', '0', '30', '10', '0'],
    ]),
  );
}, 120_000);

test('pasted lines of SP4N-LAPOR! are recognised', async () => {
  const sample = readFileSync('ingest/mappings/systems/sp4n-lapor.contoh.csv', 'utf8');
  await page.goto(`${origin}/sumber/baru?cara=tempel`, { waitUntil: 'networkidle' });
  await page.fill('textarea[name=baris]', sample);
  await button('Lihat bacaannya').click();
  await arrive(/\/baca$/);
  expect(await page.inputValue('[name=pemetaan]')).toBe('sp4n-lapor');
  expect(await page.getByRole('heading', { name: 'Seperti tersimpan' }).textContent()).toContain('aduan');
  await link('Lanjut: simpan').click();
  await arrive(/\/simpan$/);
}, 60_000);

test('a login page is no source, and says so without telling where it lies', async () => {
  await upload('ekspor.csv', '<!doctype html><html><title>Masuk</title><form></form></html>');
  const said = await page.getByRole('alert').textContent();
  expect(said).toContain('halaman web');
  expect(said).not.toContain(folder);
}, 60_000);

test('a connection that lacks something keeps what was typed, without its password', async () => {
  await page.goto(`${origin}/sumber/baru?cara=basis_data`, { waitUntil: 'networkidle' });
  await page.fill('[name=alamat]', 'http://10.20.1.5');
  await page.fill('[name=basis]', 'antrian');
  await page.fill('[name=tabel]', 'tiket');
  await page.fill('[name=sandi]', 'sangat-rahasia-9');
  await button('Hubungi dan lihat').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'alamat');
  expect(await page.locator('.field-problem').count()).toBe(2);
  expect(await page.inputValue('[name=basis]')).toBe('antrian');
  expect(page.url()).not.toContain('rahasia');
}, 60_000);

test('nothing went wrong in the browser', () => expect(troubles).toEqual([]));
