import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../city/apply';
import { SMALL_CITY } from '../city/fixture';
import { parseCityProfile } from '../city/load';
import { startTestEngine } from '../engine/test-engine';
import { readMetrics } from '../metrics';
import { readBreakdown } from '../metrics/breakdown';
import { insertFacts } from '../metrics/test-city';
import type { MetricInput } from '../metrics/types';
import { defineQuery } from '../warehouse/define-query';
import { complaintClusters, complaintDays, mapTotals, pickedComplaints } from './complaints';
import { type Box, middleOf, readSquare, squareAt, squaresAcross, writeSquare } from './grid';
import { HOT, hotSpots } from './hot-spots';

let engine: Awaited<ReturnType<typeof startTestEngine>>;

interface Made {
  tracking_id: string;
  time: Date;
  lng: number | null;
  lat: number | null;
  wilayah: string;
  skpd: string;
  category: string;
  secret: boolean;
  closed: boolean;
}

/** The same numbers from 0 to 1 every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const from = new Date('2026-07-31T17:00:00Z');
const to = new Date('2026-08-31T17:00:00Z');
const august: MetricInput = { from, to, timezone: 'Asia/Jakarta', now: new Date('2026-10-01T00:00:00Z') };
const DAY = 86_400_000;

/** Complaints of 14 months between two squares of land, more in August at one spot; some without a point or without a place. */
function make(): Made[] {
  const random = seeded(3);
  const made: Made[] = [];
  const one = (time: Date, lng: number | null, lat: number | null) => {
    const isTold = random() < 0.6;
    made.push({
      tracking_id: `A-${made.length}`,
      time,
      lng,
      lat,
      wilayah: isTold ? (lng === null || lng > 106.65 ? '36.99.01' : '36.99.02.1001') : '',
      skpd: random() < 0.3 ? 'diskominfo' : 'disdukcapil',
      category: random() < 0.5 ? 'Jalan' : 'Lampu',
      secret: random() < 0.1,
      closed: random() < 0.5,
    });
  };
  for (let i = 0; i < 10_000; i++) {
    const time = new Date(to.getTime() - Math.floor(random() * 420 * DAY));
    if (random() < 0.2) one(time, null, null);
    else one(time, 106.56 + random() * 0.22, -6.12 + random() * 0.1);
  }
  for (let i = 0; i < 40; i++)
    one(
      new Date(from.getTime() + Math.floor(random() * 31 * DAY)),
      106.7004 + random() * 0.0004,
      -6.0704 + random() * 0.0004,
    );
  return made;
}
const made = make();
const inAugust = made.filter(({ time }) => time >= from && time < to);

const square = (west: number): number[][] => [
  [west, -6.12],
  [west + 0.08, -6.12],
  [west + 0.08, -6.03],
  [west, -6.03],
  [west, -6.12],
];
/** By the borders below, which leave a strip between them and land around. */
const landOf = ({ lng, lat }: Made): string => {
  if (lng === null || lat === null) return '';
  if (lat < -6.12 || lat > -6.03) return '';
  if (lng >= 106.66 && lng <= 106.74) return '36.99.01';
  return lng >= 106.57 && lng <= 106.65 ? '36.99.02' : '';
};

beforeAll(async () => {
  engine = await startTestEngine();
  const batas = join(engine.folder, 'batas-uji.geojson');
  mkdirSync(engine.folder, { recursive: true });
  const area = (kode: string, west: number) => ({
    type: 'Feature',
    properties: { kode },
    geometry: { type: 'Polygon', coordinates: [square(west)] },
  });
  writeFileSync(
    batas,
    JSON.stringify({ type: 'FeatureCollection', features: [area('36.99.01', 106.66), area('36.99.02', 106.57)] }),
  );
  await applyCityProfile(parseCityProfile(SMALL_CITY.replace('kecamatan:\n', `batas: ${batas}\nkecamatan:\n`)), {
    by: 'uji',
  });
  await insertFacts(
    'complaints',
    made.map(({ lng, lat, time, closed, ...more }) => ({
      ...more,
      time: time.toISOString().slice(0, 19),
      observed_at: time.toISOString().slice(0, 19),
      longitude: lng,
      latitude: lat,
      title: 'Lampu mati',
      ...(closed ? { status: 'selesai', closed_by: 'admin' } : {}),
    })),
  );
});
afterAll(() => engine.stop());

const withPoint = (all: Made[]) => all.filter(({ lng }) => lng !== null);

test('squares, their middles and their way of standing in an address', () => {
  for (const zoom of [7, 10, 13, 16]) {
    const at = squareAt(106.6312, -6.1781, zoom);
    const { lng, lat } = middleOf(at);
    expect(squareAt(lng, lat, zoom)).toEqual(at);
    expect(Math.abs(lng - 106.6312)).toBeLessThan(360 / squaresAcross(zoom));
    expect(readSquare(writeSquare(at))).toEqual(at);
  }
  for (const text of [null, '', '13.1', '3.1.1', '17.1.1', 'a.b.c', '13.1.1; DROP'])
    expect(readSquare(text)).toBeNull();
});

test.each([8, 10, 12, 14, 16])('zoom %i: clusters and those without a point are all there are', async (zoom) => {
  const [clusters, totals] = await Promise.all([complaintClusters(august, zoom), mapTotals(august)]);
  const expected = new Map<string, number>();
  for (const { lng, lat } of withPoint(inAugust)) {
    const key = writeSquare(squareAt(lng!, lat!, zoom));
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  expect(new Map(clusters.map(({ square, n }) => [writeSquare(square), n]))).toEqual(expected);
  const sum = clusters.reduce((all, { n }) => all + n, 0);
  expect(sum).toBe(totals.withPoint);
  expect(sum + inAugust.filter(({ lng }) => lng === null).length).toBe(totals.total);
  expect(totals.total).toBe(inAugust.length);
  // No place is told better than to a thousandth of a degree.
  for (const { lng, lat } of clusters) {
    expect(Math.abs(lng * 1000 - Math.round(lng * 1000))).toBeLessThan(1e-6);
    expect(Math.abs(lat * 1000 - Math.round(lat * 1000))).toBeLessThan(1e-6);
  }
});

test('the total is that of the metric, and a box keeps to its squares', async () => {
  const { aduan_masuk } = await readMetrics(['aduan_masuk'], august);
  expect((await mapTotals(august)).total).toBe(aduan_masuk.n);
  const box: Box = [106.66, -6.1, 106.7, -6.06];
  const inBox = await complaintClusters(august, 14, box);
  const [low, high] = [squareAt(box[0], box[3], 14), squareAt(box[2], box[1], 14)];
  const expected = (await complaintClusters(august, 14)).filter(
    ({ square: { x, y } }) => x >= low.x && x <= high.x && y >= low.y && y <= high.y,
  );
  expect(expected.length).toBeGreaterThan(3);
  expect(inBox).toEqual(expected);
});

test('filters narrow clusters, and a kecamatan filter keeps those that lie there by their point', async () => {
  const of = (filters: MetricInput['filters'], skpd?: string) => mapTotals({ ...august, filters, skpd });
  expect((await of({ kategori: 'Lampu' })).total).toBe(inAugust.filter((c) => c.category === 'Lampu').length);
  expect((await of({}, 'diskominfo')).total).toBe(inAugust.filter((c) => c.skpd === 'diskominfo').length);
  const isThere = (c: Made) => (c.wilayah ? c.wilayah.slice(0, 8) : landOf(c)) === '36.99.02';
  expect((await of({ kecamatan: '36.99.02' })).total).toBe(inAugust.filter(isThere).length);
});

test('where no kecamatan is told the point tells it, and the split by kecamatan follows', async () => {
  const totals = await mapTotals(august);
  const untold = inAugust.filter(({ wilayah }) => wilayah === '');
  expect(totals.assigned).toBe(untold.filter((c) => landOf(c) !== '').length);
  expect(totals.outside).toBe(untold.filter((c) => c.lng !== null && landOf(c) === '').length);
  expect(totals.withoutPlace).toBe(untold.filter((c) => c.lng === null).length);
  expect(totals.differing).toBe(
    inAugust.filter((c) => c.wilayah !== '' && landOf(c) !== '' && landOf(c) !== c.wilayah.slice(0, 8)).length,
  );
  expect(totals.assigned).toBeGreaterThan(50);
  const { parts } = await readBreakdown('aduan_masuk', 'kecamatan', august);
  for (const kode of ['36.99.01', '36.99.02'])
    expect(parts.find(({ member }) => member === kode)?.n).toBe(
      inAugust.filter((c) => (c.wilayah ? c.wilayah.slice(0, 8) : landOf(c)) === kode).length,
    );
});

test('a cluster opens to the complaints that it counts, secret ones without a title', async () => {
  const [fullest] = await complaintClusters(august, 13);
  const { total, rows } = await pickedComplaints(august, { kind: 'petak', square: fullest!.square }, 1);
  const expected = withPoint(inAugust).filter(
    ({ lng, lat }) => writeSquare(squareAt(lng!, lat!, 13)) === writeSquare(fullest!.square),
  );
  expect(total).toBe(fullest!.n);
  expect(rows.some(({ secret }) => secret)).toBe(true);
  for (const { secret, title } of rows) expect(title).toBe(secret ? '' : 'Lampu mati');
  expect(rows.map(({ number }) => number).sort()).toEqual(
    expected
      .map((c) => c.tracking_id)
      .sort()
      .slice(0, 1_000),
  );
  expect(
    rows
      .filter(({ secret }) => secret)
      .map(({ number }) => number)
      .sort(),
  ).toEqual(
    expected
      .filter(({ secret }) => secret)
      .map((c) => c.tracking_id)
      .sort(),
  );
});

test('the days of a month add up, each with its own', async () => {
  const { days, places } = await complaintDays(august);
  expect(days).toHaveLength(31);
  for (const [i, day] of days.entries()) {
    const start = from.getTime() + i * DAY;
    const own = inAugust.filter(({ time }) => time.getTime() >= start && time.getTime() < start + DAY);
    expect([day.start.getTime(), day.total]).toEqual([start, own.length]);
    expect(day.at.reduce((sum, [, n]) => sum + n, 0)).toBe(withPoint(own).length);
    for (const [place] of day.at) expect(places[place]).toBeDefined();
  }
});

const cellsOf = defineQuery({
  name: 'cells-of',
  sql: `SELECT h3ToString(geoToH3({lat:Float64}, {lng:Float64}, 8)) AS cell`,
  params: z.object({ lat: z.number(), lng: z.number() }),
  row: z.object({ cell: z.string() }),
});

describe('hot spots', () => {
  test('are the cells with more than their own share of the year before tells, each with n and p', async () => {
    const { spots, tested, history } = await hotSpots(august);
    const yearBefore = new Date('2025-07-31T17:00:00Z');
    const before = withPoint(made).filter(({ time }) => time >= yearBefore && time < from);
    expect(history).toBe(before.length);
    expect(tested).toBeGreaterThan(5);
    expect(spots).toHaveLength(1);
    const [spot] = spots;
    const [{ cell }] = (await cellsOf({ lat: -6.0702, lng: 106.7006 })) as [{ cell: string }];
    expect(spot!.cell).toBe(cell);
    const { rows, total } = await pickedComplaints(august, { kind: 'h3', cell }, 1);
    expect(total).toBe(spot!.n);
    expect(rows.length).toBe(Math.min(50, total));
    // The same tail, worked out by its recurrence.
    let [term, below] = [Math.exp(-spot!.expected), 0];
    for (let k = 0; k < spot!.n; k++) {
      below += term;
      term *= spot!.expected / (k + 1);
    }
    expect(spot!.p).toBeLessThan(HOT.chance / tested);
    expect(Math.abs(1 - below - spot!.p)).toBeLessThan(1e-12);
    expect(spot!.n).toBeGreaterThanOrEqual(40);
    expect(spot!.ring).toHaveLength(6);
  });

  test('a month like the others has none', async () => {
    const july = { ...august, from: new Date('2026-06-30T17:00:00Z'), to: from };
    expect((await hotSpots(july)).spots).toEqual([]);
  });
});
