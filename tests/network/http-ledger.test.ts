import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { findRun, requestRun } from '../../clickhouse/ledger/runs';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { PATIENCE } from '../../ingest/capture/http-ask';
import { pullRun } from '../../ingest/runs/pull-run';
import { applySources, pullOnce, rowsOf } from '../sources/pulling';
import { type Asked, json, type SmallServer, startSmallServer } from './small-server';

/** The city's systems in this test: one address each, answering as the test at hand says. */
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let server: SmallServer;
let answer: Parameters<typeof startSmallServer>[0];
const usual = { ...PATIENCE };

const source = (id: string, sambungan: Record<string, unknown>, pemetaan = 'layanan-csv') => ({
  id,
  jenis: 'http',
  pemetaan,
  memberi_makan: ['service_events'],
  sambungan: { alamat: `${server.url}/${id}`, jaringan_dalam: true, batas_waktu_detik: 2, ...sambungan },
});

beforeAll(async () => {
  engine = await startTestEngine();
  server = await startSmallServer((...given) => answer(...given));
  Object.assign(PATIENCE, { tries: 4, firstPauseMs: 5, longestPauseMs: 20 });
  await applySources([
    source('antrian', { halaman: { cara: 'nomor', parameter_ukuran: 'per_page', ukuran: 50 }, baris: 'hasil.tiket' }),
    source(
      'spse',
      { metode: 'POST', halaman: { cara: 'geser', parameter: 'start', parameter_ukuran: 'length' } },
      'spse-dt',
    ),
    source('sekaligus', {}),
    source('berubah', { sejak: { parameter: 'sejak', tumpang_menit: 5 }, halaman: { cara: 'tautan' } }),
    source('bertoken', { rahasia: { letak: 'kepala', nama: 'X-Token' } }),
  ]);
});
beforeEach(() => {
  server.asked.length = 0;
});
afterEach(() => {
  answer = (_, response) => response.writeHead(500).end();
});
afterAll(async () => {
  Object.assign(PATIENCE, usual);
  await server.stop();
  await engine.stop();
});

const minute = (n: number) => new Date(Date.UTC(2026, 9, 1, 1, 0) + n * 60_000).toISOString().slice(0, 19);
const steps = (from: number, count: number) =>
  Array.from({ length: Math.max(0, count) }, (_, i) => ({
    id_kasus: `K-${from + i}`,
    layanan: 'akta',
    langkah: 'diajukan',
    waktu: `${minute(from + i)}Z`,
  }));
const number = ({ url }: Asked, name: string) => Number(url.searchParams.get(name));

test('pages of a server that fails in every way are stored once, however often the worker is killed', async () => {
  const total = 487;
  let shift = 0;
  answer = (asked, response, count) => {
    const start = (number(asked, 'page') - 1) * 50 - shift;
    const page = {
      hasil: { tiket: steps(Math.max(0, start), Math.min(50, total - start)) },
      lain: [{ x: 1 }],
      total: 9_999,
    };
    if (count % 7 === 2) return response.writeHead(429, { 'retry-after': '0' }).end();
    if (count % 7 === 4) return response.destroy();
    if (count % 7 === 5) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.write(JSON.stringify(page).slice(0, 900), () => response.destroy());
    }
    if (count % 7 === 6) return response.writeHead(503).end('sibuk');
    return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(page)));
  };
  const first = await pullOnce('antrian', { kills: true });
  expect(first).toMatchObject({
    read: total,
    stored: total,
    duplicate: 0,
    rejected: 0,
    balanced: true,
    state: 'selesai',
  });
  expect(first.message).toBe('Sumber menyebut 9.999 rekaman, yang datang 487. Yang dipakai adalah yang datang.');
  expect(await rowsOf('service_events', 'antrian')).toBe(total);

  // Later the list begins elsewhere: other pages, the same records, and some new ones.
  shift = 13;
  const second = await pullOnce('antrian');
  expect(second).toMatchObject({ stored: 0, balanced: true });
  expect(await rowsOf('service_events', 'antrian')).toBe(total);
});

test('lists of SPSE: records without names, a total that is none, a new draw each time', async () => {
  const total = 230;
  const tender = (n: number) => [
    10_080_116_000 + n,
    `Paket ${n}`,
    'Kota Uji',
    'Evaluasi',
    '176,3 Jt',
    'Tender',
    'Barang',
    '4.5',
    '2026',
  ];
  answer = (asked, response, count) => {
    const form = new URLSearchParams(asked.body);
    const start = Math.min(Number(form.get('start')), 160); // beyond its end it shows its last page again
    const rows = Array.from({ length: Math.min(70, total - start) }, (_, i) => tender(start + i));
    json(response, { draw: count, recordsTotal: 40, recordsFiltered: 2147483647, data: rows });
  };
  const run = await pullOnce('spse', { kills: true });
  expect(run).toMatchObject({ stored: total, rejected: 0, balanced: true });
  expect(await rowsOf('service_events', 'spse')).toBe(total);
  expect(run.message).toContain('Sumber menyebut 2.147.483.647 rekaman');
  expect(await pullOnce('spse')).toMatchObject({ stored: 0, balanced: true });
});

test('the same answer is not sent again; a new ETag for the same content stores nothing', async () => {
  let tag = 'a';
  let rows = steps(0, 40);
  answer = (asked, response) => {
    if (asked.headers['if-none-match'] === `"${tag}"`) response.writeHead(304).end();
    else json(response, { data: rows }, { etag: `"${tag}"` });
  };
  expect(await pullOnce('sekaligus')).toMatchObject({ read: 40, stored: 40, balanced: true });
  expect(await pullOnce('sekaligus')).toMatchObject({ read: 0, state: 'selesai', balanced: true });
  tag = 'b';
  expect(await pullOnce('sekaligus')).toMatchObject({ read: 40, stored: 0, duplicate: 40, balanced: true });
  tag = 'c';
  rows = steps(0, 45);
  expect(await pullOnce('sekaligus')).toMatchObject({ read: 45, stored: 5, duplicate: 40, balanced: true });
  // A table instead of JSON is read as well.
  tag = 'd';
  answer = (_, response) => {
    const lines = steps(40, 10).map((r) => Object.values(r).join(';'));
    response
      .writeHead(200, { 'content-type': 'text/csv' })
      .end(`id_kasus;layanan;langkah;waktu\n${lines.join('\n')}\n`);
  };
  expect(await pullOnce('sekaligus')).toMatchObject({ read: 10, stored: 5, duplicate: 5, balanced: true });
  expect(await rowsOf('service_events', 'sekaligus')).toBe(50);
});

test('what changed is asked for since the last pull that was stored, not since one that failed', async () => {
  const all = steps(0, 30);
  let known = 20;
  let isDown = false;
  answer = (asked, response) => {
    const second = asked.url.searchParams.get('hal') === '2';
    if (isDown && second)
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<html><form>Masuk</form>');
    const rows = all.slice(second ? 10 : 0, second ? known : 10);
    return json(response, rows, second ? {} : { link: `<${asked.url.pathname}?hal=2>; rel="next"` });
  };
  expect(await pullOnce('berubah')).toMatchObject({ read: 20, stored: 20, balanced: true });
  const sinceOf = () => server.asked.find((a) => a.url.searchParams.has('sejak'))?.url.searchParams.get('sejak');
  expect(sinceOf()).toBeUndefined();
  known = 30;
  isDown = true;
  const failed = await pullOnce('berubah');
  expect(failed).toMatchObject({ state: 'gagal', read: 0, stored: 0 });
  expect(failed.message).toContain('halaman web untuk masuk');
  const asked = sinceOf();
  server.asked.length = 0;
  isDown = false;
  expect(await pullOnce('berubah')).toMatchObject({ read: 30, stored: 10, duplicate: 20, balanced: true });
  expect(sinceOf()).toBe(asked);
  expect(await rowsOf('service_events', 'berubah')).toBe(30);
});

test('a source without its secret says what to do; a server that is down leaves the run to be tried again', async () => {
  answer = (asked, response) =>
    asked.headers['x-token'] === 'benar' ? json(response, steps(0, 3)) : response.writeHead(401).end();
  expect(await pullOnce('bertoken')).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('sumber rahasia bertoken'),
  });
  await keepSecret('bertoken', 'salah', 'uji');
  expect(await pullOnce('bertoken')).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('menolak permintaan'),
  });
  await keepSecret('bertoken', 'benar', 'uji');
  const { run_id } = await requestRun('bertoken', [], 'uji');
  const good = answer;
  answer = (_, response) => response.writeHead(502).end();
  await expect(pullRun(run_id)).rejects.toThrow('sedang bermasalah (kode 502)');
  expect((await findRun(run_id))?.state).toBe('berjalan');
  answer = good;
  expect(await pullRun(run_id)).toBe(true);
});
