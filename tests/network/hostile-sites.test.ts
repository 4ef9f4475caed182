import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connections } from '../../clickhouse/city/connections';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { openSpool } from '../../clickhouse/data-folder/spool';
import type { Pulled } from '../../ingest/capture/capture';
import { siteScan } from '../../ingest/capture/site-scan';
import { byteStream } from '../../ingest/files/byte-stream';
import { pageText } from '../../ingest/scan/page-text';
import { HOSTILE, hostileAnswer, sent } from '../servers/hostile-sites';
import { type Sites, startSites } from '../servers/sites';

type Row = Record<'situs' | 'halaman' | 'terjangkau' | 'https_sah' | 'status' | 'fitur' | 'muat_ms', string>;

let folder: string;
let sites: Sites;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rk-uji-situs-'));
  process.env.RK_DATA = folder;
  sites = await startSites(hostileAnswer);
});
afterAll(async () => {
  await sites.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hostOf = (site: string) => `${site}.uji.example`;

/** Scans sites, each of an office of its own, and gives the rows that came. */
async function scan(names: string[], connection: Record<string, unknown> = {}, cursor: unknown = null) {
  const spool = await openSpool(randomUUID());
  const pulled: Pulled = await siteScan({
    source: { id: 'uji-pindai' } as CitySource,
    profile: {
      nama: 'Kota Uji',
      zona_waktu: 'Asia/Jakarta',
      kontak_pemindai: 'situs@uji.example',
      skpd: names.map((name) => ({ kode: name, hosts: [hostOf(name)] })),
    } as unknown as CityProfile,
    connection: connections.pindai.parse({
      jaringan_dalam: true,
      jeda_ms: 0,
      batas_waktu_detik: 1,
      halaman_per_situs: 15,
      mb_per_situs: 20,
      menit_per_situs: 1,
      ...connection,
    }),
    mapping: undefined,
    cursor,
    range: null,
    secret: undefined,
    spool,
    signal: new AbortController().signal,
  });
  let text = '';
  for (const path of spool.paths()) for await (const piece of await byteStream(path)) text += piece;
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
  return { ...pulled, rows, of: (site: string) => rows.filter((row) => row.situs === hostOf(site)) };
}

const pageOf = (rows: Row[], path: string) => rows.find((row) => row.halaman === path);

test('hostile sites: the scan ends within its budget, reads nothing inside and holds little', async () => {
  const names = Object.keys(HOSTILE);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const begun = performance.now();
  const { rows, of, note, more, cursor } = await scan(names);
  const { spent } = cursor as { spent: { pages: number; bytes: number } };
  clearInterval(watching);
  const tookMs = Math.round(performance.now() - begun);
  const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
  console.log(
    JSON.stringify({ sites: names.length, rows: rows.length, asked: sites.asked.length, tookMs, sent, spent }),
    `rss +${mb(peak - before)} MB (of ${mb(before)})`,
  );

  // Nothing of the inside was read, nor were names looked up that are no site's.
  expect(sites.inside).toEqual([]);
  expect(new Set(sites.names)).toEqual(new Set(names.map(hostOf)));
  expect(sites.asked.every(({ method }) => method === 'GET')).toBe(true);
  expect(sites.asked.every(({ headers }) => /RuangKendali.*Kota Uji; situs@uji/.test(headers['user-agent']!))).toBe(
    true,
  );
  // Within its budget: a 10 GB body and bombs were cut, no site got more than its pages.
  expect(tookMs).toBeLessThan(60_000);
  expect(sent.huge).toBeLessThan(16 << 20);
  expect(spent.bytes).toBeLessThan(40 << 20);
  expect(peak - before).toBeLessThan(400 << 20);
  for (const name of names) expect(of(name).length, name).toBeLessThanOrEqual(15);
  expect(more).toBe(false);

  // What came was told as it was.
  expect(pageOf(of('raksasa'), '/layanan-besar')).toMatchObject({ terjangkau: 'ya', status: '200' });
  expect(pageOf(of('raksasa'), '/profil')).toMatchObject({ terjangkau: 'ya', https_sah: 'tidak' });
  expect(pageOf(of('putar'), '/a')).toMatchObject({ terjangkau: 'tidak', status: '302' });
  expect(of('tetes').filter((row) => row.terjangkau === 'tidak')).toHaveLength(3);
  expect(of('bisu')).toMatchObject([{ halaman: '/', terjangkau: 'tidak', status: '', https_sah: 'tidak' }]);
  expect(pageOf(of('seratusribu'), '/layanan/akta')).toMatchObject({ status: '200' });
  expect(sites.pathsOf('seratusribu').indexOf('/layanan/akta')).toBeLessThan(6);
  expect(of('jebakan').filter((row) => row.halaman.startsWith('/kalender')).length).toBeLessThanOrEqual(10);
  expect(of('jebakan').every((row) => !row.halaman.includes('PHPSESSID'))).toBe(true);
  expect(of('sertifikat')).toMatchObject([{ terjangkau: 'tidak', https_sah: 'tidak', status: '', fitur: '' }]);
  for (const name of ['bom', 'pohon', 'kepala'])
    expect(pageOf(of(name), '/profil'), name).toMatchObject({ terjangkau: 'ya', status: '200' });
  expect(pageOf(of('bom'), '/layanan-gzip')).toMatchObject({ status: '200', fitur: '' });
  expect(pageOf(of('bom'), '/layanan-rusak')).toMatchObject({ terjangkau: 'tidak' });
  expect(pageOf(of('pohon'), '/layanan-pohon')).toMatchObject({ status: '200', fitur: '' });
  expect(pageOf(of('kepala'), '/layanan-kepala')).toMatchObject({ terjangkau: 'tidak' });
  expect(Object.fromEntries(of('tipe').map((row) => [row.halaman, row.status]))).toMatchObject({
    '/gambar': '200',
    '/biner': '200',
    '/tanpa': '200',
    '/data': '200',
    '/teks': '200',
  });
  expect(sites.pathsOf('sibuk').filter((path) => path.length === 2)).toHaveLength(1);

  // robots.txt: obeyed where it can be read, ignored where it is none, and where it cannot be had nothing else is asked for.
  const pathsOf = (site: string) =>
    sites
      .pathsOf(site)
      .filter((path) => !/robots|sitemap|feed/.test(path))
      .sort();
  expect(pathsOf('larang')).toEqual([]);
  expect(of('larang')).toMatchObject([{ halaman: '/robots.txt', terjangkau: 'ya', status: '200' }]);
  expect(pathsOf('sebagian')).toEqual(['/', '/profil', '/umum']);
  expect(pathsOf('robotbesar')).toEqual(['/', '/khusus', '/profil', '/umum']);
  for (const site of ['robotrusak', 'robothalaman'])
    expect(pathsOf(site), site).toEqual(['/', '/khusus', '/profil', '/rahasia/x', '/umum']);
  expect([...pathsOf('robot503'), ...pathsOf('robotputar')]).toEqual([]);
  expect(of('robot503')).toMatchObject([{ halaman: '/robots.txt', terjangkau: 'tidak', status: '503' }]);
  expect(note).toContain('Tidak dilihat karena dilarang robots.txt: larang.uji.example.');
  expect(note).toContain('Tidak menjawab: bisu.uji.example, bisujuga.uji.example, robot503.uji.example, robotputar.');
});

test('a site whose name leads into the building is not asked, whatever else its name says', async () => {
  sites.asked.length = 0;
  const { rows, note } = await scan(['larang', 'kantor.dalam'], { jaringan_dalam: false });
  expect([rows, sites.asked, sites.inside]).toEqual([[], [], []]);
  expect(note).toBe('Tidak dilihat karena beralamat di jaringan dalam: kantor.dalam.uji.example, larang.uji.example.');
});

test('a scan that is out of its budget says which sites have to wait, and begins with them the next time', async () => {
  const names = ['robothalaman', 'robotrusak', 'sebagian', 'putar', 'larang'];
  const first = await scan(names, { halaman: 2 });
  expect(first.more).toBe(false);
  const late = (first.cursor as { late: string[] }).late;
  expect(late).toEqual(['putar.uji.example', 'larang.uji.example']);
  expect(first.note).toContain('Anggaran pemindaian habis; berikutnya didahulukan: putar.uji.example, larang.');
  sites.asked.length = 0;
  await scan(names, { halaman: 2 }, first.cursor);
  expect(sites.asked.slice(0, 2).map(({ site }) => site)).toEqual(expect.arrayContaining(['putar', 'larang']));
});

test('where no site at all answers, the scan is tried again instead of calling them all dead', async () => {
  await expect(scan(['bisu', 'bisujuga'])).rejects.toThrow('mungkin jaringan mesin ini sendiri terputus');
});

test('a site is asked as seldom as its robots.txt wishes', async () => {
  sites.asked.length = 0;
  const { of } = await scan(['lambat', 'pelan', 'tunda'], { halaman_per_situs: 3 });
  expect(of('tunda')).toMatchObject([{ halaman: '/', terjangkau: 'ya', status: '302' }]);
  expect(sites.pathsOf('tunda')).toEqual(['/robots.txt', '/']);
  expect(of('lambat')).toMatchObject([{ halaman: '/', terjangkau: 'ya' }]);
  expect(sites.pathsOf('lambat')).toEqual(['/robots.txt', '/']);
  expect(of('pelan')).toHaveLength(3);
  const at = sites.asked.filter(({ site, url }) => site === 'pelan' && url.pathname !== '/robots.txt').map((q) => q.at);
  for (const [i, moment] of at.slice(1).entries()) expect(moment - at[i]!).toBeGreaterThanOrEqual(395);
});

test('pages are read in the letters they were written in', () => {
  const words = 'Pelayanan Café – “Satu Pintu”';
  const old = Buffer.concat([
    Buffer.from('Pelayanan Caf\xe9 ', 'latin1'),
    Buffer.from([0x96]),
    Buffer.from(' \x93Satu Pintu\x94', 'latin1'),
  ]);
  const meta = Buffer.from('<meta http-equiv=content-type content="text/html; charset=iso-8859-1">');
  expect(pageText(old, 'text/html; charset=windows-1252', false)).toBe(words);
  expect(pageText(old, 'text/html; charset=tidak-ada', false)).toBe(words);
  expect(pageText(Buffer.concat([meta, old]), 'text/html', false)).toContain(words);
  expect(pageText(Buffer.from(words), 'text/html', false)).toBe(words);
  // Cut in the middle of a letter.
  expect(pageText(Buffer.from(words).subarray(0, -1), 'text/html', true)).toBe(words.slice(0, -1));
  expect(pageText(Buffer.from(`\ufeff${words}`, 'utf16le'), 'text/html', false)).toBe(words);
  expect(pageText(Buffer.from('<html>\0\x01'), 'text/html', false)).toBe('');
});
