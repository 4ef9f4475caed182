import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../engine/test-engine';
import { UNSUR } from '../families/kepuasan/unsur';
import { applyTestCity, insertCase, insertFacts } from '../test-city';
import { kiosks } from './kiosks';
import { content, failing, waits } from './members';
import { moves } from './services';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Thursday 24 September 2026, 08:00 in Jakarta: whole days end at its midnight, 17:00 UTC of the 23rd. */
const now = new Date('2026-09-24T01:00:00Z');
const zone = 'Asia/Jakarta';
const DAY_MS = 86_400_000;
/** Ten in the morning of a day so many days back, as the warehouse takes it. */
const day = (back: number, minute = 0) =>
  new Date(Date.UTC(2026, 8, 24, 3, minute) - back * DAY_MS).toISOString().slice(0, 19).replace('T', ' ');

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

/** Numbers drawn on one day, each called after so many minutes. */
const tickets = (skpd: string, back: number, wait: number, n: number) =>
  insertFacts(
    'service_events',
    Array.from({ length: n }, (_, i) => ({
      case_id: `${skpd}-${back}-${i}`,
      skpd,
      service: 'loket',
      source_id: 'antrian',
    })).flatMap((ticket) => [
      { ...ticket, step: 'ambil', time: day(back) },
      { ...ticket, step: 'panggil', time: day(back, wait) },
    ]),
  );

test('waits: the office whose counters got slower, by much and by half', async () => {
  await tickets('dinas-a', 10, 12, 30);
  await tickets('dinas-a', 3, 25, 30);
  await tickets('dinas-b', 10, 40, 30);
  await tickets('dinas-b', 3, 55, 30); // 15 minutes more, yet not half as much again
  await tickets('kosong', 10, 5, 29); // too few to be told
  await tickets('kosong', 3, 50, 29);
  expect(await waits(now, zone)).toEqual([
    {
      severity: 'buruk',
      subject: 'dinas-a',
      textId: 'A: tunggu loket 25 menit dalam 7 hari, dari 12 menit pada 7 hari sebelumnya.',
      textEn: 'A: people waited 25 minutes in 7 days, from 12 in the 7 days before.',
      link: '/layanan?skpd=dinas-a',
    },
  ]);
});

test('failing: the website where requests of people fail more than the week before', async () => {
  const hits = (site: string, back: number, ok: number, failed: number) =>
    insertFacts(
      'web_hits',
      [...Array(ok).fill(200), ...Array(failed).fill(404)].map((status, i) => ({
        site,
        time: day(back),
        status,
        visitor: i + 1,
      })),
    );
  await hits('a.example', 9, 98, 2);
  await hits('a.example', 2, 90, 10);
  await hits('b.example', 9, 94, 6);
  await hits('b.example', 2, 90, 10); // more, not twice as much
  expect(await failing(now, zone)).toMatchObject([
    {
      severity: 'waspada',
      subject: 'a.example',
      textId: 'a.example: 10 % permintaan warga gagal dalam 7 hari, dari 2 % pada 7 hari sebelumnya.',
      link: '/situs?situs=a.example',
    },
  ]);
});

test('content: the office with which people are less content than three months before', async () => {
  const sheets = (skpd: string, back: number, score: number, n = 30) =>
    insertFacts(
      'survey_answers',
      Array.from({ length: n }, () => ({ skpd, time: day(back), ...Object.fromEntries(UNSUR.map((u) => [u, score])) })),
    );
  await sheets('dinas-a', 120, 4);
  await sheets('dinas-a', 20, 4);
  await sheets('dinas-b', 120, 4);
  await sheets('dinas-b', 20, 3);
  await sheets('kosong', 120, 4, 29);
  await sheets('kosong', 20, 1, 29);
  expect(await content(now, zone)).toMatchObject([
    {
      subject: 'dinas-b',
      textId: 'B: kepuasan (IKM) turun dari 100 ke 75 dalam 3 bulan.',
      link: '/kepuasan?skpd=dinas-b',
    },
  ]);
});

test('kiosks: those that fell silent this week, as long as any other speaks', async () => {
  const beat = (kios: string, time: string) =>
    insertFacts('service_events', [
      { case_id: `detak-${kios}`, step: 'detak', time, attributes: { kios }, source_id: 'ekios' },
    ]);
  await beat('K1', '2026-09-22 02:30:00');
  await beat('K2', '2026-09-01 02:30:00'); // long known to be away
  expect(await kiosks(now, zone)).toEqual([]); // all are silent: that is the source's silence
  await beat('K3', '2026-09-24 00:30:00');
  expect(await kiosks(now, zone)).toMatchObject([
    { severity: 'waspada', subject: 'K1', textId: 'e-Kios A: tidak ada detak sejak 22 September 2026 pukul 09.30.' },
  ]);
});

test('moves: services on time that rose, and those that fell', async () => {
  // rekom of dinas-b promises 2 working days: Mon 10 Aug is due Wed 12 Aug, Mon 7 Sep due Wed 9 Sep.
  const cases = async (from: string, late: number) => {
    const inTime = `${from.slice(0, 8)}${String(Number(from.slice(8)) + 1).padStart(2, '0')} 03:00:00`;
    for (let i = 0; i < 30; i++)
      await insertCase(
        `M-${from}-${i}`,
        { diajukan: `${from} 03:00:00`, selesai: i < late ? '2026-09-20 03:00:00' : inTime },
        { skpd: 'dinas-b', service: 'rekom' },
      );
  };
  await cases('2026-08-10', 0);
  await cases('2026-09-07', 6);
  expect(await moves(now, zone)).toMatchObject([
    {
      severity: 'buruk',
      subject: 'dinas-b',
      textId: 'B: layanan tepat waktu turun dari 100 % ke 80 % dalam 28 hari.',
    },
  ]);
});
