import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile, currentCity } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { links, page, type Sites, startSites } from '../servers/sites';
import { pullOnce, rowsOf } from './pulling';

/** A site as an office would wish it: every page by its address. */
const PAGES: Record<string, string> = {
  '/': `<h1>Dinas Kependudukan</h1>${links('/profil', '/layanan', '/berita/', '/unduh/formulir.pdf', 'mailto:a@b.example')}
    <a href="https://www.dukcapil.uji.example/kontak?utm_source=beranda#peta">Hubungi Kami</a>
    <form action="/simpan" method="get"><input name="pesan"></form>`,
  '/profil': '<h1>Profil Dinas</h1><p>Visi dan misi.</p>',
  '/layanan': `<h1>Layanan</h1>${links('/layanan/akta', '/layanan/ktp', '/')}`,
  '/layanan/akta': '<h1>Akta kelahiran</h1><p>Persyaratan, prosedur, biaya.</p>',
  '/layanan/ktp': '<h1>KTP</h1><p>Nomor 3671990101900001 hanya contoh.</p>',
  '/kontak': '<h1>Hubungi Kami</h1><p>Jalan Uji 1.</p>',
  '/berita/': `<h1>Berita</h1>${links('/berita/satu')}`,
  '/berita/satu': '<h1>Satu</h1><p>Isi berita.</p>',
  '/hanya-di-peta': '<h1>Standar pelayanan</h1>',
};
const FEED =
  '<rss><channel><pubDate>Sun, 22 Nov 2026 00:00:00 GMT</pubDate><item><pubDate>Tue, 03 Nov 2026 20:00:00 GMT</pubDate></item></channel></rss>';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let sites: Sites;

async function applyScan(sambungan: Record<string, unknown> | null, contact = 'kontak_pemindai: situs@uji.example\n') {
  const source = {
    id: 'pindai-kota',
    nama: 'Situs SKPD',
    jenis: 'pindai',
    pemetaan: 'pindai-csv',
    skpd: 'diskominfo',
    memberi_makan: ['site_observations'],
    sambungan,
  };
  const text = SMALL_CITY.replace(/^(?=kop_surat:)/m, `  - ${JSON.stringify(source)}\n${contact}`);
  await applyCityProfile(parseCityProfile(text), { by: 'uji' });
}

beforeAll(async () => {
  process.env.RK_NOW = '2026-11-22T00:00:00Z';
  engine = await startTestEngine();
  sites = await startSites(({ url }, response) => {
    if (url.pathname === '/robots.txt') return response.writeHead(404).end();
    if (url.pathname === '/sitemap.xml')
      return response.end(
        '<?xml version="1.0"?><urlset><url><loc>https://dukcapil.uji.example/hanya-di-peta</loc></url></urlset>',
      );
    if (url.pathname === '/feed') return response.end(FEED);
    const body = PAGES[url.pathname];
    return body === undefined ? page(response, 'tidak ada', {}, 404) : page(response, body);
  });
  await applyScan({ jaringan_dalam: true, jeda_ms: 0, batas_waktu_detik: 5 });
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await sites.stop();
  await engine.stop();
});

const looks = defineQuery({
  name: 'looks-of-scan',
  sql: `SELECT page, skpd, site, reachable, https_valid AS valid, status, toString(newest_content) AS newest, features, proofs
    FROM site_observations WHERE source_id = 'pindai-kota' ORDER BY page, time`,
  params: z.object({}),
  row: z.object({
    page: z.string(),
    skpd: z.string(),
    site: z.string(),
    reachable: z.boolean(),
    valid: z.boolean().nullable(),
    status: z.number().nullable(),
    newest: z.string().nullable(),
    features: z.array(z.string()),
    proofs: z.record(z.string(), z.string()),
  }),
});

test('every page of a site is stored once, whatever dies between pull and load; a second scan adds its looks', async () => {
  const count = Object.keys(PAGES).length;
  const first = await pullOnce('pindai-kota', { kills: true });
  expect(first).toMatchObject({
    state: 'selesai',
    read: count,
    stored: count,
    duplicate: 0,
    rejected: 0,
    balanced: true,
    more: false,
    message: '',
  });
  const rows = await looks({});
  expect(rows.map((row) => row.page)).toEqual(Object.keys(PAGES).sort());
  for (const row of rows)
    expect(row).toMatchObject({ skpd: 'disdukcapil', site: 'dukcapil.uji.example', reachable: true, valid: true });
  const asked = sites.pathsOf('dukcapil').concat(sites.pathsOf('www.dukcapil'));
  expect(asked.filter((path) => path.includes('simpan') || path.includes('.pdf'))).toEqual([]);

  // What belongs to the whole site stands with its first page.
  const home = rows[0]!;
  expect(home.features).toEqual(expect.arrayContaining(['peta_situs', 'umpan_rss', 'sertifikat']));
  expect(home.proofs).toMatchObject({
    peta_situs: '/sitemap.xml',
    umpan_rss: '/feed: terbaru 2026-11-04',
    sertifikat: 'berlaku sampai 2120-01-01',
  });
  expect(home.newest).toBe('2026-11-04');
  expect(JSON.stringify(rows)).not.toContain('3671990101900001');

  PAGES['/layanan/kk'] = '<h1>Kartu keluarga</h1>';
  PAGES['/layanan'] += links('/layanan/kk');
  process.env.RK_NOW = '2026-11-29T00:00:00Z';
  expect(await pullOnce('pindai-kota')).toMatchObject({ stored: count + 1, duplicate: 0, balanced: true });
  expect(await rowsOf('site_observations', 'pindai-kota')).toBe(2 * count + 1);
});

test('a scan runs weekly unless its profile says otherwise, and only where it says who asks and of which sites', async () => {
  const scheduleOf = async () => (await currentCity()).profile.sumber.find((s) => s.id === 'pindai-kota')!.jadwal;
  expect(await scheduleOf()).toBe('0 22 * * 6');
  await expect(applyScan({}, '')).rejects.toThrow('Tambahkan baris kontak_pemindai');
  await expect(applyScan({}, 'kontak_pemindai: kantor kami\n')).rejects.toThrow('bukan surel atau alamat https');
  await expect(applyScan({ situs: ['dukcapil.uji.exampel'] })).rejects.toThrow('bukan host SKPD mana pun');
  // Without a connection nothing is asked of anybody: its files are given by hand.
  await applyScan(null, '');
  expect(await scheduleOf()).toBeNull();
  expect(await pullOnce('pindai-kota')).toMatchObject({
    state: 'gagal',
    message: expect.stringContaining('berkasnya dimuat dengan tangan'),
  });
});
