import { createHmac } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { FACT_TABLES } from '../../clickhouse/warehouse/fact-tables';
import { json, type SmallServer, startSmallServer } from '../network/small-server';
import { hasImap, startImap, type TestMailServer } from '../servers/imap';
import { hasMariaDb, startMariaDb, type TestDatabase } from '../servers/mariadb';
import { hasPostgreSql, startPostgreSql } from '../servers/postgresql';
import { arrive, button, type Visit, visit } from './visit-house';

/*
 * Every kind of connection through the wizard, against live servers: the first rows as read and as stored, the save, the run to
 * its end on the page of the source, and the rows in the engine. The clock of this house goes.
 */

const PASSWORD = 'rahasia\'"\\ 7';
const HERE = '127.0.0.1';
const servers = { mysql: hasMariaDb(), postgresql: hasPostgreSql(), imap: hasImap() };

let house: Visit;
let page: Page;
let web: SmallServer;
let mariaDb: TestDatabase | undefined;
let postgreSql: TestDatabase | undefined;
let mail: TestMailServer | undefined;

beforeAll(async () => {
  const settings = { RK_NOW: '' };
  [house, web, mariaDb, postgreSql, mail] = await Promise.all([
    visit('small-house', { viewport: { width: 390, height: 844 } }, settings),
    startCityServer(),
    servers.mysql ? startMariaDb(PASSWORD) : undefined,
    servers.postgresql ? startPostgreSql(PASSWORD) : undefined,
    servers.imap ? startImap(PASSWORD) : undefined,
  ]);
  mariaDb?.sql(`CREATE TABLE antrian (id_tiket VARCHAR(20) PRIMARY KEY, unit VARCHAR(60), nik CHAR(16), waktu_ambil DATETIME,
      waktu_panggil DATETIME, diubah DATETIME);
    INSERT INTO antrian SELECT CONCAT('T-', seq), 'RSUD Kota Uji', LPAD(seq, 16, '3671'), '2025-03-03 08:00:00' + INTERVAL seq MINUTE,
      IF(seq % 10 = 0, NULL, '2025-03-03 09:00:00' + INTERVAL seq MINUTE), '2025-03-03 10:00:00' + INTERVAL seq MINUTE
    FROM seq_1_to_1500;`);
  postgreSql?.sql(`CREATE TABLE aduan (no_aduan text, tanggal timestamp, nik text, kategori text, isi text, kecamatan text, status text,
      updated_at timestamp);
    INSERT INTO aduan SELECT 'A-' || n, timestamp '2025-03-03 09:00' + n * interval '11 minutes', lpad(n::text, 16, '3'), 'Jalan',
      'hubungi 081234567890', 'Timur', CASE WHEN n % 50 = 0 THEN '' ELSE 'Selesai' END, timestamp '2025-03-05 09:00' FROM generate_series(1, 200) n;`);
  for (let i = 0; i < 12; i += 1) {
    const [question, warga] = [`<tanya-${i}@warga.example>`, `warga${i}@warga.example`];
    mail?.deliver('INBOX', `2025-03-03T01:${10 + i}:00Z`, [
      `Message-ID: ${question}`,
      `From: ${warga}`,
      'To: layanan@kota.example',
    ]);
    mail?.deliver('Sent', `2025-03-03T03:${10 + i}:00Z`, [
      `In-Reply-To: ${question}`,
      'From: layanan@kota.example',
      `To: ${warga}`,
    ]);
  }
  page = await house.context.newPage();
}, 180_000);
afterAll(async () => {
  await house?.end();
  await Promise.all([web, mariaDb, postgreSql, mail].map((server) => server?.stop()));
}, 60_000);

/** Tickets by the page for whoever has the token, reports of Open311, and a page to sign in. */
function startCityServer(): Promise<SmallServer> {
  const tickets = Array.from({ length: 130 }, (_, i) => ({
    id_tiket: `H-${i}`,
    unit: 'Puskesmas Timur',
    nik: `36710101010${String(i).padStart(5, '0')}`,
    waktu_ambil: i % 20 === 3 ? 'kemarin' : `2025-03-0${1 + (i % 9)} 08:${10 + (i % 50)}:00`,
    waktu_panggil: '',
  }));
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const reports = Array.from({ length: 30 }, (_, i) => ({
    service_request_id: `R-${i}`,
    status: 'open',
    service_name: 'Jalan berlubang',
    service_code: '006',
    requested_datetime: yesterday,
    updated_datetime: yesterday,
    lat: -6.1,
    long: 106.7,
  }));
  return startSmallServer(({ url, headers }, response) => {
    if (url.pathname === '/masuk')
      return response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><form><input type="password"></form>');
    if (url.pathname === '/open311/requests.json') {
      const isAsked = Date.parse(url.searchParams.get('end_date') ?? '') > Date.parse(yesterday);
      return json(response, isAsked && url.searchParams.get('page') === '1' ? reports : []);
    }
    if (headers.authorization !== 'Bearer token-7') return json(response, { error: 'unauthorized' }, {}, 401);
    const [at, size] = ['page', 'per_page'].map((name) => Number(url.searchParams.get(name))) as [number, number];
    json(response, { meta: { page: at, total: 130 }, data: { items: tickets.slice((at - 1) * size, at * size) } });
  });
}

type Fields = Record<string, string>;
const api = (): Fields => ({
  alamat: `${web.url}/tiket`,
  'rahasia.letak': 'kepala',
  'rahasia.awalan': 'Bearer',
  sandi: 'token-7',
  'halaman.cara': 'nomor',
  'halaman.parameter_ukuran': 'per_page',
  'halaman.ukuran': '50',
  jaringan_dalam: 'ya',
});
const database = (mesin: string, port: number | undefined, tabel: string, more: Fields = {}): Fields => ({
  mesin,
  alamat: HERE,
  porta: String(port),
  basis: 'rsud',
  tabel,
  pengguna: 'pembaca',
  sandi: PASSWORD,
  ...more,
});
const mariaDbTable = () => database('mysql', mariaDb?.port, 'antrian', { penanda: 'diubah', kunci: 'id_tiket' });
const postgreSqlTable = () => database('postgresql', postgreSql?.port, 'aduan', { penanda: 'updated_at' });
const mailbox = (): Fields => ({
  alamat: HERE,
  porta: String(mail?.port),
  tls: 'tidak',
  pengguna: 'layanan',
  sandi: PASSWORD,
  kotak_keluar: 'Sent',
});

/** Fills in the form of a kind and sends it. */
async function connect(kind: string, fields: Fields): Promise<void> {
  await page.goto(`${house.origin}/sumber/baru?cara=${kind}`);
  const more = page.locator('.wizard-more:not([open]) summary');
  if ((await more.count()) > 0) await more.click();
  for (const [name, value] of Object.entries(fields)) {
    const input = page.locator(`[name="${name}"]`);
    const what = await input.evaluate((element: HTMLInputElement) => element.type);
    if (what === 'select-one') await input.selectOption(value);
    else if (what === 'checkbox') await input.check();
    else await input.fill(value);
  }
  await page.locator('.wizard-form button[type=submit]').click();
}

/** Numbers of an equation on the page: read, fits, rejected and ignored of a sample; read, stored, twice, rejected, ignored of a run. */
const equation = (of: string) => page.locator(`${of} .equation dd`).allTextContents();

interface Expected {
  known: string;
  /** A cell of the rows as read, and one as stored. */
  read?: string;
  stored: string;
  sample: string[];
  reasons?: string;
}

async function seeSample({ known, read, stored, sample, reasons }: Expected): Promise<void> {
  await arrive(page, /\/baca$/);
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  await page.getByText(`sebagai ${known}.`).waitFor();
  if (read)
    await page.getByRole('region', { name: 'Seperti tertulis' }).getByText(read, { exact: true }).first().waitFor();
  await page.getByRole('region', { name: 'Seperti tersimpan' }).getByText(stored, { exact: true }).first().waitFor();
  expect(await equation('.sample-counts')).toEqual(sample);
  if (reasons) expect(await page.locator('.sample-counts .reasons').textContent()).toContain(reasons);
  for (const personal of ['3671010101', '081234567890', 'warga.example'])
    expect(await page.content()).not.toContain(personal);
}

async function saveAs(id: string): Promise<void> {
  await button(page, 'Lanjut: simpan').click();
  await arrive(page, /\/simpan$/);
  await page.fill('[name=nama]', id.replace('-', ' '));
  expect(await page.inputValue('[name=id]')).toBe(id);
  await page.locator('.wizard-form button[type=submit]').click();
}

const storedOf = defineQuery({
  name: 'rows-of-source',
  sql: FACT_TABLES.map(
    (table) =>
      `SELECT '${table}' AS table, toUInt32(count()) AS rows FROM ruang_kendali.${table} WHERE source_id = {source:String} HAVING rows > 0`,
  ).join(' UNION ALL '),
  params: z.object({ source: z.string() }),
  row: z.object({ table: z.string(), rows: z.number() }),
});

interface Ending {
  counts: string[];
  table: string;
  rows: number;
}

/** How the runs have to end that were begun and left to themselves. */
const begun: Record<string, Ending> = {};

/** The run on the page of its source, while others are begun. */
async function seeBegun(source: string, ending: Ending): Promise<void> {
  await arrive(page, new RegExp(`/sumber/${source}$`));
  await page.locator('.run').waitFor();
  begun[source] = ending;
}

/** Watches the run on the page of its source to the end. */
async function seeEnd(source: string, { counts, table, rows }: Ending): Promise<void> {
  await arrive(page, new RegExp(`/sumber/${source}(?:\\?|$)`));
  await page.getByText('✓ seimbang', { exact: true }).waitFor({ timeout: 60_000 });
  expect(await equation('.run')).toEqual(counts);
  expect(await page.locator('.run progress').count()).toBe(0);
  expect(await storedOf({ source })).toEqual([{ table, rows }]);
}

test('HTTP: pages of JSON with a token, the records found by themselves', async () => {
  await connect('http', api());
  await seeSample({
    known: 'Antrian loket',
    read: 'H-1',
    stored: 'ambil',
    sample: ['50', '47', '3', '0'],
    reasons: '3 × waktunya tidak dapat dibaca',
  });
  await saveAs('antrian-api');
  await seeEnd('antrian-api', { counts: ['130', '123', '0', '7', '0'], table: 'service_events', rows: 123 });
}, 60_000);

test('Open311', async () => {
  await connect('open311', { alamat: `${web.url}/open311`, jaringan_dalam: 'ya' });
  await seeSample({ known: 'Open311 (GeoReport v2)', read: 'R-0', stored: 'R-0', sample: ['30', '30', '0', '0'] });
  await saveAs('laporan-warga');
  await seeBegun('laporan-warga', { counts: ['30', '30', '0', '0', '0'], table: 'complaints', rows: 30 });
}, 60_000);

test.skipIf(!servers.mysql)(
  'MariaDB',
  async () => {
    await connect('basis_data', mariaDbTable());
    await seeSample({ known: 'Antrian loket', read: 'T-1', stored: 'panggil', sample: ['1.000', '1.000', '0', '0'] });
    await saveAs('antrian-rsud');
    await seeBegun('antrian-rsud', { counts: ['1.500', '1.500', '0', '0', '0'], table: 'service_events', rows: 2_850 });
  },
  60_000,
);

test.skipIf(!servers.postgresql)(
  'PostgreSQL',
  async () => {
    await connect('basis_data', postgreSqlTable());
    const known = 'LAKSA dan daftar aduan kota yang serupa';
    await seeSample({ known, read: 'A-1', stored: 'A-1', sample: ['200', '196', '4', '0'], reasons: '4 × ' });
    await saveAs('aduan-kota');
    await seeBegun('aduan-kota', { counts: ['200', '196', '0', '4', '0'], table: 'complaints', rows: 196 });
  },
  60_000,
);

test.skipIf(!servers.imap)(
  'a mailbox',
  async () => {
    await connect('surel', mailbox());
    await seeSample({ known: 'Surel (kotak IMAP)', read: 'masuk', stored: 'masuk', sample: ['12', '12', '0', '0'] });
    await saveAs('surel-layanan');
    await seeBegun('surel-layanan', { counts: ['24', '24', '0', '0', '0'], table: 'interactions', rows: 24 });
  },
  60_000,
);

test('a folder', async () => {
  const folder = join(house.folder, 'ekspor');
  mkdirSync(folder);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  for (const day of [1, 2]) {
    const path = join(folder, `aduan-${day}.csv`);
    const rows = Array.from(
      { length: 20 },
      (_, i) => `F${day}-${i};0${day}/03/2025;Sampah;${i === 5 ? '' : 'Selesai'}\n`,
    );
    writeFileSync(path, `no_aduan;tanggal;kategori;status\n${rows.join('')}`);
    utimesSync(path, anHourAgo, anHourAgo);
  }
  await connect('berkas', { folder, pola: 'aduan-*.csv' });
  const known = 'LAKSA dan daftar aduan kota yang serupa';
  await seeSample({ known, read: 'F1-0', stored: 'F1-0', sample: ['20', '19', '1', '0'] });
  await saveAs('aduan-folder');
  await seeBegun('aduan-folder', { counts: ['40', '38', '0', '2', '0'], table: 'complaints', rows: 38 });
}, 60_000);

test('a log that is followed, with its rotation', async () => {
  const log = join(house.folder, 'access.log');
  const lines = (from: number, count: number) =>
    Array.from(
      { length: count },
      (_, i) =>
        `10.1.2.${i} - - [03/Mar/2025:08:${10 + (i % 50)}:00 +0700] "GET /berita/${from + i} HTTP/1.1" 200 512 "-" "curl/8"\n`,
    ).join('');
  writeFileSync(`${log}.1`, lines(0, 60));
  writeFileSync(log, `${lines(60, 40)}baris yang rusak\n`);
  await connect('log_akses', { berkas: log, situs: 'https://Portal.uji.example/beranda' });
  await seeSample({ known: 'log akses web', stored: 'portal.uji.example', sample: ['60', '60', '0', '0'] });
  await saveAs('log-portal');
  await seeBegun('log-portal', { counts: ['101', '100', '0', '1', '0'], table: 'web_hits', rows: 100 });
}, 60_000);

test('a webhook: what its page says is all that a sender needs', async () => {
  const event = (n: number, langkah: string) => ({
    id_kasus: `P-${n}`,
    layanan: 'ktp',
    langkah,
    waktu: '2025-03-03 08:00:00',
  });
  await connect('dorong', { baris: JSON.stringify([event(0, 'ambil'), event(1, 'terbang')]) });
  await seeSample({
    known: 'Peristiwa layanan (CSV umum)',
    read: 'P-0',
    stored: 'P-0',
    sample: ['2', '1', '1', '0'],
    reasons: '1 × isi kolom di luar pilihan yang dikenal',
  });
  await saveAs('loket-dorong');
  await arrive(page, /\/kirim$/);
  const [address = '', secret = ''] = await page.locator('.wizard-push dd code').allTextContents();
  const body = JSON.stringify(Array.from({ length: 10 }, (_, i) => event(i, i === 4 ? 'terbang' : 'ambil')));
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'X-RK-Tanda': `t=${seconds},v1=${signature}` };
  const answer = await fetch(address.replace('POST ', ''), { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
  await button(page, 'Sudah saya catat').click();
  await seeEnd('loket-dorong', { counts: ['10', '9', '0', '1', '0'], table: 'service_events', rows: 9 });
}, 60_000);

test('every run comes to its end, and each record is stored once', async () => {
  for (const [source, ending] of Object.entries(begun)) {
    await page.goto(`${house.origin}/sumber/${source}`);
    await seeEnd(source, ending);
  }
}, 120_000);

describe('what is wrong is told in one sentence', () => {
  const wrong: [what: string, kind: string, fields: () => Fields, sentence: RegExp, present?: boolean][] = [
    [
      'a sign-in page',
      'http',
      () => ({ ...api(), alamat: `${web.url}/masuk` }),
      /halaman web untuk masuk, bukan data\. Periksa/,
    ],
    ['a wrong token', 'http', () => ({ ...api(), sandi: 'salah' }), /menolak permintaan \(kode 401\)\. Periksa/],
    [
      'no such place',
      'http',
      () => ({ ...api(), baris: 'hasil' }),
      /tidak memuat daftar rekaman pada "hasil"\. Periksa/,
    ],
    [
      'an unknown host',
      'http',
      () => ({ alamat: 'http://tidak.ada.invalid/' }),
      /^Nama tidak\.ada\.invalid tidak dikenal\. Periksa/,
    ],
    [
      'a wrong password',
      'basis_data',
      () => ({ ...mariaDbTable(), sandi: 'x' }),
      /menolak pengguna "pembaca" atau sandinya\. Periksa keduanya\.$/,
      servers.mysql,
    ],
    [
      'no such column',
      'basis_data',
      () => ({ ...mariaDbTable(), penanda: 'berubah' }),
      /Kolom "berubah" tidak ada pada tabel/,
      servers.mysql,
    ],
    [
      'no such table',
      'basis_data',
      () => ({ ...postgreSqlTable(), tabel: 'tiket' }),
      /Tabel "tiket" tidak ada/,
      servers.postgresql,
    ],
    [
      'no such mailbox',
      'surel',
      () => ({ ...mailbox(), kotak_masuk: 'Arsip' }),
      /kotak surel tidak ada.*Periksa namanya/,
      servers.imap,
    ],
    ['no such folder', 'berkas', () => ({ folder: '/tidak/ada' }), /^Folder tidak ditemukan: \/tidak\/ada\. Periksa/],
  ];
  for (const [what, kind, fields, sentence, present = true] of wrong) {
    test.skipIf(!present)(
      what,
      async () => {
        await connect(kind, fields());
        await arrive(page, /\/baca$/);
        const said = page.getByRole('region', { name: 'Contoh tidak dapat diambil' }).locator('.message');
        await said.waitFor();
        expect(await said.allTextContents()).toEqual([expect.stringMatching(sentence)]);
      },
      60_000,
    );
  }

  test.skipIf(!servers.mysql)(
    'a mapping that needs other columns, which can be changed',
    async () => {
      await connect('basis_data', mariaDbTable());
      await arrive(page, /\/baca$/);
      await page.selectOption('[name=pemetaan]', 'sp4n-lapor');
      await button(page, 'Baca ulang').click();
      const said = page.getByRole('alert');
      await said.waitFor();
      expect(await said.textContent()).toMatch(
        /^SP4N-LAPOR! memerlukan kolom yang tidak ada di sini: .+\. Pilih pemetaan lain/,
      );
      expect(await button(page, 'Lanjut: simpan').count()).toBe(0);
      await page.selectOption('[name=pemetaan]', 'antrian');
      await button(page, 'Baca ulang').click();
      await button(page, 'Lanjut: simpan').waitFor();
    },
    60_000,
  );

  test('its connection can be mended, without its password on the page', async () => {
    await connect('berkas', { folder: '/tidak/ada' });
    await page.getByRole('link', { name: 'Ubah sambungan', exact: true }).click();
    await arrive(page, /rancangan=/);
    expect(await page.inputValue('[name=folder]')).toBe('/tidak/ada');
    expect(await page.content()).not.toContain(PASSWORD);
  }, 60_000);
});

test('nothing went wrong in the browser', () => expect(house.troubles).toEqual([]));
