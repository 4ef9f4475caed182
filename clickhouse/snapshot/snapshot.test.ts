import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { currentCity } from '../city/apply';
import { startTestEngine } from '../engine/test-engine';
import { lastDays, lastMonths } from '../local-time';
import { readMetrics } from '../metrics';
import { UNSUR } from '../metrics/families/kepuasan/unsur';
import { applyTestCity, insertCase, insertComplaint, insertFacts, insertRun } from '../metrics/test-city';
import { readCitySnapshot } from '.';
import { PartReader } from './parts';

vi.mock('../city/apply', async (real) => ({ ...(await real<typeof import('../city/apply')>()), currentCity: vi.fn() }));
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Wednesday 2 September 2026, 10:14:30 in Jakarta; its minute ends at 10:15. */
const at = new Date('2026-09-02T03:14:30Z');
const timezone = 'Asia/Jakarta';
const now = new Date('2026-09-02T03:15:00Z');

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  // The test city has tables and no stored profile.
  const profile = {
    nama: 'Kota Uji',
    zona_waktu: timezone,
    data_contoh: true,
    sumber: [],
    skpd: [{ hosts: ['a.example', 'b.example'] }],
  };
  vi.mocked(currentCity).mockResolvedValue({ version: 1, profile } as unknown as Awaited<
    ReturnType<typeof currentCity>
  >);
  const SEEN: [string, { status: string }][] = [
    ['2026-08-20T02:00:00', { status: 'diterima' }],
    ['2026-09-02T02:00:00', { status: 'diproses' }],
  ];
  for (const i of [1, 2, 3])
    await insertComplaint(`C${i}`, '2026-08-20T02:00:00', SEEN, {
      wilayah: i === 3 ? '' : '36.71.02',
      category: i === 1 ? 'Jalan' : 'Sampah',
    });
  // Twelve numbers drawn today: ten called after five minutes, two still wait; a queue without a call since 07:30 is closed.
  const ticket = (i: number, skpd: string) => ({ case_id: `T${i}`, skpd, service: 'loket', source_id: 'antrian' });
  await insertFacts(
    'service_events',
    Array.from({ length: 12 }, (_, i) => [
      { ...ticket(i, 'dinas-a'), step: 'ambil', time: `2026-09-02 02:${40 + i}:00` },
      ...(i < 10 ? [{ ...ticket(i, 'dinas-a'), step: 'panggil', time: `2026-09-02 02:${45 + i}:00` }] : []),
    ]).flat(),
  );
  await insertFacts('service_events', [{ ...ticket(99, 'dinas-b'), step: 'ambil', time: '2026-09-02 00:30:00' }]);
  // izin promises 3 working days: of Fri 28 Aug due Wed 2 Sep, of Mon 31 Aug due Thu 3 Sep.
  for (const i of [1, 2]) await insertCase(`D${i}`, { diajukan: '2026-08-28 02:00:00' });
  await insertCase('E1', { diajukan: '2026-08-31 02:00:00' });
  await insertFacts(
    'web_hits',
    [1, 2, 3].map((visitor) => ({ site: 'a.example', visitor, time: '2026-09-01 03:00:00' })),
  );
  await insertFacts(
    'participation',
    [1, 2, 3, 4, 5, 6].map((participant) => ({ participant, time: '2026-09-02 01:00:00', wilayah: '36.71.02.1001' })),
  );
  await insertFacts(
    'survey_answers',
    Array.from({ length: 6 }, () => ({
      time: '2026-09-02 01:00:00',
      ...Object.fromEntries(UNSUR.map((u) => [u, u === 'waktu' ? 2 : 3])),
    })),
  );
  for (const source of ['aduan-lapor', 'layanan-csv', 'ekios'])
    await insertRun(source, '2026-09-02T03:00:00Z', '2026-09-02T02:55:00Z');
});
afterAll(() => engine.stop());

test('says what the registered metrics say when they are read alone, and survives JSON', async () => {
  const snapshot = await readCitySnapshot(at);
  expect(snapshot.unread).toEqual([]);
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const month = { ...lastDays(30, now, timezone), previous: { from: before(37), to: before(7) }, timezone, now };
  const week = { ...lastDays(7, now, timezone), timezone, now };
  // Logs and twelve months end with the running ten minutes.
  const later = new Date('2026-09-02T03:20:00Z');
  const year = { ...lastMonths(12, later, timezone), timezone, now: later };
  const alone = await readMetrics(['aduan_terbuka'], month);
  expect(snapshot.readings.aduan_terbuka).toEqual(alone.aduan_terbuka);
  expect(snapshot.readings.aduan_terbuka?.value).toBe(3);
  const { aduan_masuk, aduan_lewat_batas } = await readMetrics(['aduan_masuk', 'aduan_lewat_batas'], week);
  expect(snapshot.complaints).toMatchObject({ received: aduan_masuk, overdue: aduan_lewat_batas });
  expect(snapshot.complaints?.categories.map(({ name, n }) => [name, n])).toEqual([
    ['Sampah', 2],
    ['Jalan', 1],
  ]);
  const ofYear = await readMetrics(['peserta_per_10rb', 'kelurahan_terjangkau', 'unsur_waktu', 'unsur_biaya'], year);
  expect(snapshot.participation).toMatchObject({
    perResidents: ofYear.peserta_per_10rb,
    reach: ofYear.kelurahan_terjangkau,
  });
  expect(snapshot.participation?.unsur[0]).toMatchObject({ unsur: 'waktu', value: ofYear.unsur_waktu.value, n: 6 });
  const ofWeek = await readMetrics(['pengunjung_situs'], { ...lastDays(7, later, timezone), timezone, now: later });
  expect(snapshot.websites?.visitors).toEqual(ofWeek.pengunjung_situs);
  expect(snapshot.websites?.sites).toEqual({ known: 2, silent: ['b.example'] });

  const told = JSON.parse(JSON.stringify(snapshot), (_key, value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) ? new Date(value) : value,
  );
  expect(JSON.stringify(told)).toBe(JSON.stringify(snapshot));
  expect(told.feeds.sources[0].heardAt).toEqual(snapshot.feeds?.sources[0]?.heardAt);
});

test('counts who waits now, and what is about to break its promise', async () => {
  const { services } = await readCitySnapshot(at);
  expect(services?.queues).toEqual([
    { skpd: 'dinas-a', name: 'A', drawn: 12, waiting: 2, longest: 25, counters: null },
    { skpd: 'dinas-b', name: 'B', drawn: 1, waiting: 0, longest: null, counters: null },
  ]);
  expect(services?.wait.value).toBe(5);
  expect(services?.due).toEqual({
    nextDay: '2026-09-03',
    soonHours: 3,
    offices: [{ skpd: 'dinas-a', name: 'A', today: 2, soon: 0, next: 1 }],
  });
});

test('of people fewer than five nothing is told', async () => {
  await insertFacts('participation', [{ participant: 77, time: '2026-09-02 01:00:00', wilayah: '36.71.01.1001' }]);
  const { participation } = await readCitySnapshot(at);
  expect(participation?.participants.value).toBe(7);
  const few = participation?.areas.find(({ kode }) => kode === '36.71.01');
  expect(few).toMatchObject({ per10rb: null });
});

test('a part that fails is null and named; only when all fail does the whole', async () => {
  const reader = new PartReader<string>();
  expect(await reader.read('a', Promise.reject(new Error('mati')))).toBeNull();
  expect(() => reader.mustHaveRead()).toThrow('mati');
  expect(await reader.read('b', Promise.resolve(1))).toBe(1);
  expect(reader.failed.map(({ part }) => part)).toEqual(['a']);
  reader.mustHaveRead();
});
