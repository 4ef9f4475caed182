import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { readBreakdown } from '../../breakdown';
import type { DimensionId } from '../../dimensions';
import { readMetric, readMetrics } from '../../read';
import type { MetricId } from '../../registry';
import { readRows } from '../../rows';
import { applyTestCity, insertFacts } from '../../test-city';
import type { MetricInput } from '../../types';
import { type FunnelPlan, patternOf, readFunnels } from './funnels';
import * as lists from './lists';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
/** August 2026 in Jakarta (UTC+7). 3 August is a Monday. */
const august: MetricInput = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};
const september = {
  ...august,
  from: august.to,
  to: new Date('2026-09-30T17:00:00Z'),
  now: new Date('2026-12-01T00:00:00Z'),
};
const bot = { agent_class: 'bot', agent_rule: 'isbot: Googlebot' };
const hit = (time: string, visitor: number, path: string, more: object = {}) => ({ time, visitor, path, ...more });

/** The values of a metric by the members of a dimension. */
async function members(id: MetricId, dimension: DimensionId, input = august) {
  const { parts } = await readBreakdown(id, dimension, input);
  return Object.fromEntries(parts.map(({ member, value }) => [member, value]));
}

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  await insertFacts('web_hits', [
    // Visitor 1 on Mon 3 Aug, 09.00 in Jakarta: 30 minutes to the second go on, a second more begins anew.
    hit('2026-08-03 02:00:00', 1, '/', { referrer_host: 'www.google.com', duration_ms: 100 }),
    hit('2026-08-03 02:30:00', 1, '/layanan', { referrer_host: 'a.example', duration_ms: 200 }),
    hit('2026-08-03 03:00:01', 1, '/kontak', { status: 304 }),
    // The same visitor on another site at the same time: a session of its own there.
    hit('2026-08-03 02:10:00', 1, '/', { site: 'b.example', skpd: 'dinas-b', referrer_host: 'a.example' }),
    // Neither a page nor a part of a session: an asset, a redirection, an error, a sent form, a robot, no agent.
    hit('2026-08-03 02:20:00', 1, '/a.css', { kind: 'aset' }),
    hit('2026-08-03 02:20:00', 1, '/lama', { status: 301 }),
    hit('2026-08-03 02:21:00', 1, '/hilang', { status: 404 }),
    hit('2026-08-03 02:21:30', 1, '/rusak', { status: 503 }),
    hit('2026-08-03 02:22:00', 1, '/kirim', { method: 'POST' }),
    hit('2026-08-03 02:00:00', 8, '/', bot),
    hit('2026-08-03 02:00:01', 8, '/hilang', { ...bot, status: 404 }),
    hit('2026-08-03 02:00:02', 8, '/', { ...bot, agent_rule: 'isbot: curl' }),
    hit('2026-08-03 02:00:00', 9, '/', { agent_class: 'unknown', agent_rule: 'tanpa agen' }),
    // Downloads: one is whole, one a further piece, one still in the browser, one by a robot.
    hit('2026-08-03 02:31:00', 1, '/a.pdf', { kind: 'unduhan', bytes: 500 }),
    hit('2026-08-03 02:31:05', 1, '/a.pdf', { kind: 'unduhan', status: 206 }),
    hit('2026-08-03 02:32:00', 1, '/a.pdf', { kind: 'unduhan', status: 304 }),
    hit('2026-08-03 02:33:00', 8, '/a.pdf', { kind: 'unduhan', ...bot }),
    // Visitor 2 goes on past midnight (17:00 UTC): keys change there, so two sessions; 17:05 is Wed 5 Aug in Jakarta.
    hit('2026-08-04 16:50:00', 2, '/berita'),
    hit('2026-08-04 17:05:00', 3, '/berita'),
    // A log of another zone does not change its keys at our midnight: one session, told by its gap alone.
    hit('2026-08-05 16:50:00', 4, '/x'),
    hit('2026-08-05 17:05:00', 4, '/y'),
    // Began 20 minutes before the end of August: of August, with the page of August only.
    hit('2026-08-31 16:40:00', 5, '/mulai'),
    hit('2026-08-31 17:00:00', 5, '/lanjut'),
    hit('2026-08-31 18:00:00', 5, '/lagi'),
  ]);
});
afterAll(() => engine.stop());

test('requests: human, bot and unknown add up to all lines', async () => {
  const { permintaan_situs, robot_situs } = await readMetrics(['permintaan_situs', 'robot_situs'], august);
  // Site a: 3 pages, 5 that are none, 3 downloads of people; 4 of robots, 1 unknown; site b 1; later 5 pages.
  expect(permintaan_situs).toMatchObject({ value: 22, n: 22, parts: { manusia: 17, robot: 4, tak_dikenal: 1 } });
  expect(robot_situs).toMatchObject({ value: null, reason: 'baru 22 dari minimal 30 permintaan' });
  const { parts } = await readBreakdown('permintaan_situs', 'agen', august);
  expect(parts.map(({ member, n }) => [member, n])).toEqual([
    ['human', 17],
    ['bot', 4],
    ['unknown', 1],
  ]);
});

test('pages are GET, answered by 2xx or 304, by people, no assets', async () => {
  const { kunjungan_situs: pages, pengunjung_situs: visitors } = await readMetrics(
    ['kunjungan_situs', 'pengunjung_situs'],
    august,
  );
  // A visitor counts on each day, also visitor 4, whose key did not change at midnight.
  expect(pages).toMatchObject({ value: 9, n: 9, parts: { pengunjung: 6 } });
  // Of page requests (16: 9 seen, 4 refused or sent, 3 of robots less the asset, 1 unknown) three are of robots.
  expect(pages.parts?.bot_persen).toBeCloseTo((100 * 3) / 17, 10);
  // Visitor 1 was on two sites: once in the total, in both rows of the split.
  expect(visitors).toMatchObject({ value: 6, n: 6, parts: { halaman_per_pengunjung: 1.5 } });
  const bySite = await readBreakdown('pengunjung_situs', 'situs', august);
  expect(bySite.parts.map(({ member, value }) => [member, value])).toEqual([
    ['a.example', 6],
    ['b.example', 1],
  ]);
  expect((await readMetric('kunjungan_situs', { ...august, skpd: 'dinas-b' })).value).toBe(1);
  const ofB = await readMetrics(['kunjungan_situs', 'sesi_situs'], { ...august, filters: { situs: 'b.example' } });
  expect(ofB.kunjungan_situs).toMatchObject({ value: 1, parts: { pengunjung: 1 } });
  expect(ofB.sesi_situs).toMatchObject({ value: 1, parts: { satu_halaman_persen: 100 } });
  expect((await readMetric('ikm', { ...august, filters: { situs: 'b.example' } })).reason).toBe(
    'tidak tercatat menurut situs',
  );
  expect((await readMetric('kunjungan_situs', { ...august, filters: { kecamatan: '36.71.01' } })).reason).toBe(
    'tidak tercatat menurut kecamatan',
  );
});

describe('sessions', () => {
  test('a gap of more than 30 minutes begins a new one, on each site by itself', async () => {
    const reading = await readMetric('sesi_situs', august);
    // Visitor 1: 09.00 and 10.00.01 on site a, one on site b; 2; 3; 4; 5.
    expect(reading).toMatchObject({ value: 7, n: 7 });
    // Nine pages in seven sessions; two of them (1 at 09.00, 4) have two pages.
    expect(reading.parts?.halaman_per_sesi).toBeCloseTo(9 / 7, 10);
    expect(reading.parts?.satu_halaman_persen).toBeCloseTo((100 * 5) / 7, 10);
  });

  test('each stands on the local day on which it began, whatever follows after midnight', async () => {
    const { series } = await readMetric('sesi_situs', august);
    const days = series.filter(({ n }) => n > 0).map(({ start, n }) => [start.toISOString().slice(0, 10), n]);
    // Local midnights: 3 Aug = 2 Aug 17:00 UTC and so on. Visitor 4 is one session of 5 Aug, beside visitor 3.
    expect(days).toEqual([
      ['2026-08-02', 3],
      ['2026-08-03', 1],
      ['2026-08-04', 2],
      ['2026-08-30', 1],
    ]);
  });

  test('what began before the period is not counted again in it', async () => {
    // Visitor 5 goes on at 17:00 UTC from 16:40 and begins anew at 18:00.
    expect(await readMetric('sesi_situs', september)).toMatchObject({ value: 1, parts: { halaman_per_sesi: 1 } });
    const both = await readMetric('sesi_situs', { ...september, from: august.from });
    expect(both.value).toBe(8);
  });

  test('hours and weekdays are those of the city', async () => {
    const hours = async (timezone: string) =>
      Object.fromEntries(
        (await readBreakdown('sesi_situs', 'jam', { ...august, timezone })).parts.map((p) => [p.member, p.n]),
      );
    expect(await hours('Asia/Jakarta')).toEqual({ 9: 2, 10: 1, 23: 3, 0: 1 });
    expect(await hours('Asia/Jayapura')).toEqual({ 11: 2, 12: 1, 1: 3, 2: 1 });
    const days = (await readBreakdown('sesi_situs', 'hari', august)).parts;
    expect(Object.fromEntries(days.map((p) => [p.member, p.n]))).toEqual({ 1: 4, 2: 1, 3: 2 });
  });

  test('entries and exits are their first and last pages', async () => {
    const rows = await lists.doors(august);
    const told = Object.fromEntries(
      rows.map((r) => [`${r.site}${r.path}`, [Number(r.entries), Number(r.exits), Number(r.singles)]]),
    );
    expect(told).toEqual({
      'a.example/': [1, 0, 0],
      'a.example/layanan': [0, 1, 0],
      'a.example/kontak': [1, 1, 1],
      'b.example/': [1, 1, 1],
      'a.example/berita': [2, 2, 2],
      'a.example/x': [1, 0, 0],
      'a.example/y': [0, 1, 0],
      'a.example/mulai': [1, 1, 1],
    });
    expect(rows.reduce((sum, r) => sum + r.entries, 0)).toBe(7);
    expect((await lists.doors({ ...september, situs: 'a.example' })).map((r) => [r.path, r.entries])).toEqual([
      ['/lagi', 1],
      ['/lanjut', 0],
    ]);
  });
});

test('downloads are whole files fetched by people', async () => {
  expect(await readMetric('unduhan_situs', august)).toMatchObject({ value: 1, n: 1, parts: { dokumen: 1 } });
});

test('errors are shares of what people asked for; times and shares need enough cases', async () => {
  const few = await readMetric('galat_situs', august);
  // 9 pages, 1 redirection, 2 errors, 1 sent form, 3 downloads.
  expect(few).toMatchObject({ value: null, n: 16, reason: 'baru 16 dari minimal 30 permintaan halaman dan unduhan' });
  expect(few.parts?.galat_4xx_persen).toBeCloseTo(100 / 16, 10);
  expect(few.parts?.galat_5xx_persen).toBeCloseTo(100 / 16, 10);
  expect(await readMetric('lama_jawab_situs', august)).toMatchObject({
    value: null,
    n: 2,
    reason: 'baru 2 dari minimal 30 halaman yang lama jawabannya tercatat di log',
  });
  // 40 pages of October: 10, 20, ... 400 ms, four missing in addition, two broken.
  await insertFacts('web_hits', [
    ...Array.from({ length: 40 }, (_, i) =>
      hit('2026-10-05 02:00:00', 100 + i, '/lambat', { duration_ms: 10 * (i + 1) }),
    ),
    ...Array.from({ length: 8 }, (_, i) => hit('2026-10-05 02:00:00', 200, '/hilang', { status: i < 6 ? 404 : 500 })),
    hit('2026-10-05 02:00:00', 201, '/hilang', { ...bot, status: 404 }),
  ]);
  const october = {
    ...august,
    from: new Date('2026-09-30T17:00:00Z'),
    to: new Date('2026-10-31T17:00:00Z'),
    now: new Date('2026-12-01T00:00:00Z'),
  };
  const { galat_situs, lama_jawab_situs, robot_situs } = await readMetrics(
    ['galat_situs', 'lama_jawab_situs', 'robot_situs'],
    october,
  );
  expect(galat_situs.value).toBeCloseTo((100 * 8) / 48, 10);
  expect(galat_situs.parts).toMatchObject({ galat_4xx_persen: 12.5 });
  // The engine's exact quantile: the value at place 0.9 * 40 (counted from 0) of 10, 20, ... 400.
  expect(lama_jawab_situs).toMatchObject({ value: 370, n: 40, parts: { median_ms: 210, tercatat_persen: 100 } });
  expect(robot_situs.value).toBeCloseTo(100 / 49, 10);
  const { gagal_situs } = await readMetrics(['gagal_situs'], october);
  expect(gagal_situs).toMatchObject({ value: 8, parts: { tidak_ditemukan: 6, gangguan_server: 2 } });
  expect(await members('gagal_situs', 'keadaan', october)).toEqual({ 404: 6, 500: 2 });
  expect(await members('lama_jawab_situs', 'halaman', october)).toEqual({ 'a.example/lambat': 370 });
  // The rows behind the share are the failed ones.
  expect((await readRows('galat_situs', october)).total).toBe(8);
});

test('lists: traffic by day, busy hours, pages, referrers, rules, sites', async () => {
  const traffic = await lists.trafficSeries({ ...august, bucket: 'hari' });
  expect(traffic[0]).toEqual({ start: new Date('2026-08-02T17:00:00Z'), human: 12, bot: 4, others: 1 });
  expect(traffic.map(({ human }) => human)).toEqual([12, 1, 2, 1, 1]);
  const months = await lists.trafficSeries({ ...august, to: september.to, bucket: 'bulan' });
  expect(months.map(({ start, human }) => [start.toISOString(), human])).toEqual([
    ['2026-07-31T17:00:00.000Z', 17],
    ['2026-08-31T17:00:00.000Z', 2],
  ]);
  const hours = await lists.hoursOfWeek(august);
  expect(hours.find(({ weekday, hour }) => weekday === 1 && hour === 9)?.pages).toBe(3);
  expect(hours.find(({ weekday, hour }) => weekday === 3 && hour === 0)?.pages).toBe(1);
  expect(await members('kunjungan_situs', 'halaman')).toMatchObject({
    'a.example/berita': 2,
    'a.example/': 1,
    'b.example/': 1,
  });
  // A page of the same site sends nobody; another site of the city does.
  expect(await members('kunjungan_situs', 'perujuk')).toEqual({
    '': 6,
    'a.example': 1,
    'www.google.com': 1,
    dalam_situs: 1,
  });
  expect(await members('permintaan_situs', 'aturan')).toEqual({
    '': 17,
    'isbot: Googlebot': 3,
    'isbot: curl': 1,
    'tanpa agen': 1,
  });
  const [a, b] = await lists.bySite(august);
  expect(a).toMatchObject({ site: 'a.example', office: 'dinas-a', pages: 8, visitors: 6, downloads: 1, failed: 2 });
  expect(a).toMatchObject({ asked: 15, requests: 21, robots: 4, timed: 2 });
  expect(b).toMatchObject({ site: 'b.example', office: 'dinas-b', pages: 1, p90Ms: null });
  expect(await lists.bySite({ ...august, skpd: 'kosong' })).toEqual([]);
});

describe('funnels', () => {
  const plan: FunnelPlan = {
    kode: 'izin',
    nama: 'Izin',
    situs: 'c.example',
    langkah: [
      { nama: 'Buka', pola: '/izin/**', metode: 'GET' },
      { nama: 'Kirim', pola: '/izin/*/kirim', metode: 'POST' },
      { nama: 'Terima', pola: '/izin/**/selesai', metode: null },
    ],
  };
  const step = (time: string, visitor: number, path: string, more: object = {}) =>
    hit(time, visitor, path, { site: 'c.example', ...more });
  const sent = { method: 'POST', status: 303 };

  test('count visitors of a day in order, up to where they came', async () => {
    await insertFacts('web_hits', [
      // 1 goes all the way, its last two steps in one second and other pages in between.
      step('2026-08-10 02:00:00', 1, '/izin/a/ajukan'),
      step('2026-08-10 02:01:00', 1, '/bantuan'),
      step('2026-08-10 02:05:00', 1, '/izin/a/kirim', sent),
      step('2026-08-10 02:05:00', 1, '/izin/a/x/selesai'),
      // 2 sends, the server refuses; 3 opens twice; 4 begins at the end; 5 is a robot; 6 on another site.
      step('2026-08-10 02:00:00', 2, '/izin/b/ajukan'),
      step('2026-08-10 02:01:00', 2, '/izin/b/kirim', { method: 'POST', status: 422 }),
      step('2026-08-10 02:00:00', 3, '/izin/a/ajukan'),
      step('2026-08-10 09:00:00', 3, '/izin/b/ajukan'),
      step('2026-08-10 02:00:00', 4, '/izin/a/selesai'),
      step('2026-08-10 02:10:00', 4, '/izin/a/ajukan'),
      step('2026-08-10 02:00:00', 5, '/izin/a/ajukan', bot),
      step('2026-08-10 02:00:00', 6, '/izin/a/ajukan', { site: 'd.example' }),
      // 7 opens before midnight and sends after it: two days, so it came no further than the form.
      step('2026-08-10 16:58:00', 7, '/izin/a/ajukan'),
      step('2026-08-10 17:02:00', 7, '/izin/a/kirim', sent),
      // 8 fetches the address to send to instead of sending: a second look at the form. Of the steps whose pattern fits, a hit is the latest.
      step('2026-08-10 02:00:00', 8, '/izin/a/ajukan'),
      step('2026-08-10 02:01:00', 8, '/izin/a/kirim'),
    ]);
    const [funnel] = await readFunnels([plan], august);
    expect(funnel).toEqual({
      id: 'izin',
      name: 'Izin',
      site: 'c.example',
      steps: [
        { name: 'Buka', reached: 6 },
        { name: 'Kirim', reached: 1 },
        { name: 'Terima', reached: 1 },
      ],
    });
    const anywhere = await readFunnels([{ ...plan, situs: null }], august);
    expect(anywhere[0]?.steps[0]?.reached).toBe(7);
    expect(await readFunnels([plan], { ...august, situs: 'd.example' })).toEqual([]);
    expect((await readFunnels([plan], { ...august, skpd: 'dinas-b' }))[0]?.steps[0]?.reached).toBe(0);
  });

  test('stars stand for a part or for anything, everything else for itself', () => {
    const fits = (glob: string, path: string) => new RegExp(patternOf(glob)).test(path);
    expect(fits('/a/*/c', '/a/b/c')).toBe(true);
    expect(fits('/a/*/c', '/a/b/x/c')).toBe(false);
    expect(fits('/a/**', '/a/b/x/c')).toBe(true);
    expect(fits('/a.b', '/axb')).toBe(false);
    expect(fits('/a', '/a/b')).toBe(false);
    expect(fits("/a'; DROP", '/a')).toBe(false);
  });
});
