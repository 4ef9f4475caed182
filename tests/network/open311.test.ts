import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { applySources, pullOnce, rowsOf } from '../sources/pulling';
import { json, type SmallServer, startSmallServer } from './small-server';

/** Reports of two years, most of them at the end, as a GeoReport v2 server holds them. */
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-01T00:00:00Z');
interface Report {
  service_request_id: string;
  status: 'open' | 'closed';
  service_name: string;
  service_code: string;
  agency_responsible: string;
  requested_datetime: string;
  updated_datetime: string;
  lat: number;
  long: number;
  address: string;
  media_url: string;
}
const report = (n: number, at: number): Report => ({
  service_request_id: `R-${n}`,
  status: 'open',
  service_name: 'Jalan berlubang',
  service_code: '006',
  agency_responsible: 'Dinas Kominfo',
  requested_datetime: new Date(at).toISOString(),
  updated_datetime: new Date(at).toISOString(),
  lat: -6.1,
  long: 106.7,
  address: 'Jl. Contoh No. 7',
  media_url: 'http://foto.example/1.jpg',
});
const make = (count: number) =>
  Array.from({ length: count }, (_, i) => report(i, NOW - DAY * (1 + 700 * (1 - i / count) ** 3)));

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let server: SmallServer;
/** What each of the cities holds; the first knows pages of 100, the second gives its first 100 whatever page is asked for. */
const cities: Record<string, Report[]> = { berhalaman: make(730), 'tanpa-halaman': make(431) };

beforeAll(async () => {
  engine = await startTestEngine();
  server = await startSmallServer(({ url }, response) => {
    const [, city = '', , file] = url.pathname.split('/');
    const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(url.searchParams.get(name) ?? '')) as [
      number,
      number,
    ];
    if (file !== 'requests.json' || to - from > 90 * DAY || url.searchParams.get('jurisdiction_id') !== 'uji.example')
      return json(response, [{ code: 400, description: 'bad request' }], {}, 400);
    const page = city === 'berhalaman' ? Number(url.searchParams.get('page')) : 1;
    const found = cities[city]!.filter(
      (r) => Date.parse(r.requested_datetime) >= from && Date.parse(r.requested_datetime) <= to,
    );
    return json(response, found.slice((page - 1) * 100, page * 100));
  });
  const source = { jenis: 'open311', pemetaan: 'open311', memberi_makan: ['complaints'] };
  await applySources(
    Object.keys(cities).map((id) => ({
      ...source,
      id,
      sambungan: { alamat: `${server.url}/${id}/v2/`, yurisdiksi: 'uji.example', jeda_ms: 0, jaringan_dalam: true },
    })),
  );
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await server.stop();
  await engine.stop();
});

test.each(Object.keys(cities))('%s: the history, what is new, and what became of it', async (city) => {
  const reports = cities[city]!;
  const at = (ms: number) => {
    process.env.RK_NOW = new Date(ms).toISOString();
  };
  at(NOW);
  expect(await pullOnce(city, { kills: true })).toMatchObject({
    stored: reports.length,
    rejected: 0,
    balanced: true,
    more: false,
    message: '',
  });
  expect(await rowsOf('complaints', city)).toBe(reports.length);

  // An hour later: two new ones, and an older one that is closed by now, which a search by time of report does not show.
  reports.push(report(9_001, NOW + 600_000), report(9_002, NOW - 3_600_000));
  const old = reports.find((r) => Date.parse(r.requested_datetime) > NOW - 30 * DAY)!;
  Object.assign(old, { status: 'closed', updated_datetime: new Date(NOW + 60_000).toISOString() });
  at(NOW + 3_600_000);
  server.asked.length = 0;
  expect(await pullOnce(city)).toMatchObject({ stored: 2, balanced: true, more: false });
  expect(server.asked[0]!.url.searchParams.get('start_date')).toBe('2026-10-31T00:00:00Z');

  // A day later the last 90 days are looked at again.
  at(NOW + DAY);
  expect(await pullOnce(city)).toMatchObject({ stored: 1, rejected: 0, balanced: true });
  expect(await rowsOf('complaints', city)).toBe(reports.length + 1);

  const range = { from: new Date(NOW - 200 * DAY).toISOString(), to: new Date(NOW - 20 * DAY).toISOString() };
  const again = await pullOnce(city, { range });
  expect(again).toMatchObject({ stored: 0, balanced: true });
  expect(again.read).toBeGreaterThan(50);
});

test('more reports in an hour than the server gives at once are told of', async () => {
  const hour = NOW + 5 * DAY;
  cities['tanpa-halaman'] = Array.from({ length: 150 }, (_, i) => report(20_000 + i, hour + i * 1000));
  process.env.RK_NOW = new Date(hour + 1_800_000).toISOString();
  const run = await pullOnce('tanpa-halaman');
  expect(run.message).toContain('paling banyak 100 laporan');
  expect(run).toMatchObject({ stored: 100, balanced: true });
});
