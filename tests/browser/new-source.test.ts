import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { isAccessible } from './axe';
import { arrive, button, FRIDAY_MORNING, link, type Visit, visit } from './visit-house';

let house: Visit;
let page: Page;
beforeAll(async () => {
  house = await visit('small-house', { viewport: { width: 360, height: 800 } }, { RK_NOW: FRIDAY_MORNING });
  page = await house.context.newPage();
}, 180_000);
afterAll(() => house?.end(), 60_000);

async function upload(name: string, text: string): Promise<void> {
  await page.goto(`${house.origin}/sumber/baru`, { waitUntil: 'networkidle' });
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await arrive(page, /\/baca$/);
}

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

  await link(page, 'Petakan sendiri').click();
  await arrive(page, /\/petakan$/);
  await isAccessible(page, 'sumber.baru.$rancangan.petakan');
  expect(await page.inputValue('[name="kolom.time"]')).toBe('k:Tanggal');
  expect(await page.inputValue('[name="kolom2.time"]')).toBe('k:Jam');
  await page.selectOption('[name="kolom.case_id"]', '');
  await page.selectOption('[name="kolom.service"]', '=');
  await page.fill('[name="tetap.service"]', 'ktp');
  await button(page, 'Lihat hasilnya').click();
  // The first problem has the focus.
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'kolom.case_id');
  await page.selectOption('[name="kolom.case_id"]', 'k:No Tiket');
  await page.selectOption('[name="nilai.step.Ambil nomor"]', 'ambil');
  await page.selectOption('[name="nilai.step.Dipanggil"]', 'panggil');
  await page.selectOption('[name="nilai.step.Beres"]', 'selesai');
  await page.selectOption('[name="nilai.step.Entah"]', '');
  await button(page, 'Lihat hasilnya').click();
  await arrive(page, /\/baca$/);
  await isAccessible(page, 'sumber.baru.$rancangan.baca');
  const counts = page.locator('.sample-counts');
  expect(await counts.locator('dd').allTextContents()).toEqual(['40', '30', '10', '0']);
  await page.reload({ waitUntil: 'networkidle' });
  expect(await counts.locator('dd').allTextContents()).toEqual(['40', '30', '10', '0']);

  await button(page, 'Lanjut: simpan').click();
  await arrive(page, /\/simpan$/);
  await isAccessible(page, 'sumber.baru.$rancangan.simpan');
  await page.fill('[name=id]', 'Bukan Id');
  await button(page, 'Simpan dan muat').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'id');
  expect(await page.inputValue('[name=nama]')).toBe('Antrian mpp');
  await page.fill('[name=id]', 'antrian-mpp');
  await button(page, 'Simpan dan muat').click();
  await arrive(page, /\/sumber\/antrian-mpp$/);
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
  await link(page, 'Unggah berkas').click();
  await arrive(page, /\/unggah$/);
  await page.setInputFiles('input[type=file]', {
    name: 'antrian_lagi.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${tickets}\n`),
  });
  await button(page, 'Muat berkas ini').click({ timeout: 30_000 });
  await arrive(page, /\/sumber\/antrian-mpp\?kabar=/);
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
  await page.goto(`${house.origin}/sumber/baru?cara=tempel`, { waitUntil: 'networkidle' });
  await page.fill('textarea[name=baris]', sample);
  await button(page, 'Lihat bacaannya').click();
  await arrive(page, /\/baca$/);
  expect(await page.inputValue('[name=pemetaan]')).toBe('sp4n-lapor');
  expect(await page.getByRole('heading', { name: 'Seperti tersimpan' }).textContent()).toContain('aduan');
  await button(page, 'Lanjut: simpan').click();
  await arrive(page, /\/simpan$/);
}, 60_000);

test('a login page is no source, and says so without telling where it lies', async () => {
  await upload('ekspor.csv', '<!doctype html><html><title>Masuk</title><form></form></html>');
  const said = await page.getByRole('alert').textContent();
  expect(said).toContain('halaman web');
  expect(said).not.toContain(house.folder);
}, 60_000);

test('a connection that lacks something keeps what was typed, without its password', async () => {
  await page.goto(`${house.origin}/sumber/baru?cara=basis_data`, { waitUntil: 'networkidle' });
  await page.fill('[name=alamat]', 'http://10.20.1.5');
  await page.fill('[name=basis]', 'antrian');
  await page.fill('[name=tabel]', 'tiket');
  await page.fill('[name=sandi]', 'sangat-rahasia-9');
  await button(page, 'Hubungi dan lihat').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'alamat');
  expect(await page.locator('.field-problem').count()).toBe(2);
  expect(await page.inputValue('[name=basis]')).toBe('antrian');
  expect(page.url()).not.toContain('rahasia');
}, 60_000);

test('a source that is pushed to shows its address and secret once', async () => {
  await page.goto(`${house.origin}/sumber/baru?cara=dorong`, { waitUntil: 'networkidle' });
  const event = { id_kasus: 'P-1', layanan: 'ktp', langkah: 'ambil', waktu: '2026-10-03 08:00:00' };
  await page.fill('[name=baris]', JSON.stringify([event]));
  await page.locator('.wizard-form button[type=submit]').click();
  await arrive(page, /\/baca$/);
  await button(page, 'Lanjut: simpan').click();
  await arrive(page, /\/simpan$/);
  await page.fill('[name=nama]', 'Loket dorong');
  await page.locator('.wizard-form button[type=submit]').click();
  await arrive(page, /\/kirim$/);
  const [address, secret] = await page.locator('.wizard-push dd code').allTextContents();
  expect(address).toContain('/api/v1/sumber/loket-dorong/peristiwa');
  await isAccessible(page, 'sumber.baru.$rancangan.kirim');
  await button(page, 'Sudah saya catat').click();
  await arrive(page, /\/sumber\/loket-dorong$/);
  expect(await page.content()).not.toContain(secret);
}, 60_000);

test('nothing went wrong in the browser', () => expect(house.troubles).toEqual([]));
