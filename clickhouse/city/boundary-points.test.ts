import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { applyCityProfile, currentCity, importBoundaries } from './apply';
import { kecamatanShapes } from './boundaries';
import { withPointKecamatan } from './boundary-sql';
import { SMALL_CITY } from './fixture';
import { loadCityProfile, parseCityProfile } from './load';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await warehouse().command({
    query: 'CREATE TABLE titik_uji (i UInt32, longitude Float64, latitude Float64) ENGINE = MergeTree ORDER BY i',
  });
});
afterAll(() => engine.stop());

type Place = [lng: number, lat: number];
type Ring = Place[];
interface Area {
  kode: string;
  nama: string;
  polygons: Ring[][];
}

const DATA = resolve('../shared/data');
const readAreas = (path: string): Area[] =>
  JSON.parse(readFileSync(path, 'utf8')).features.map(
    ({ properties, geometry }: { properties: Record<string, string>; geometry: GeoJSON.Geometry }) => ({
      kode: properties.kode!,
      nama: properties.nama ?? properties.district ?? properties.kode!,
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry as GeoJSON.MultiPolygon).coordinates,
    }),
  );

/** A city of these kecamatan, with their borders. */
async function applyAreas(areas: Area[]): Promise<void> {
  const batas = join(engine.folder, 'uji', `${areas[0]!.kode}-${performance.now()}.geojson`);
  mkdirSync(join(engine.folder, 'uji'), { recursive: true });
  const features = areas.map(({ kode, polygons }) => ({
    type: 'Feature',
    properties: { kode },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  }));
  writeFileSync(batas, JSON.stringify({ type: 'FeatureCollection', features }));
  const kecamatan = areas.map(({ kode, nama, polygons }) => {
    const [lng, lat] = polygons[0]![0]![0]!;
    return `  - { kode: "${kode}", nama: "${nama}", lat: ${lat}, lng: ${lng} }`;
  });
  const text = SMALL_CITY.replace('kode: "36.99"', `kode: "${areas[0]!.kode.slice(0, 5)}"\nbatas: ${batas}`).replace(
    /kecamatan:\n(?: {2}.*\n)+/,
    `kecamatan:\n${kecamatan.join('\n')}\n`,
  );
  await applyCityProfile(parseCityProfile(text), { by: 'uji' });
}

const micro = (degrees: number) => Math.round(degrees * 1e6);

/**
 * The rule once more, in another way: whole millionths of a degree, all edges of each kecamatan, and a ray to the north. A point on
 * a border belongs to that kecamatan; of several kecamatan the one with the lowest code holds it.
 */
function independent(areas: Area[]): (place: Place) => string {
  const prepared = [...areas]
    .sort((a, b) => (a.kode < b.kode ? -1 : 1))
    .map(({ kode, polygons }) => {
      const rings = polygons.flat().map((ring) => ring.map(([lng, lat]): Place => [micro(lng), micro(lat)]));
      const [xs, ys] = [rings.flat().map((p) => p[0]), rings.flat().map((p) => p[1])];
      const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b));
      const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b));
      return { kode, rings, west: least(xs), east: most(xs), south: least(ys), north: most(ys) };
    });
  return ([lng, lat]) => {
    const [x, y] = [micro(lng), micro(lat)];
    for (const { kode, rings, west, east, south, north } of prepared) {
      if (x < west || x > east || y < south || y > north) continue;
      let inside = false;
      let onBorder = false;
      for (const ring of rings)
        for (let i = 1; i < ring.length && !onBorder; i++) {
          const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
          if ((x < ax && x < bx) || (x > ax && x > bx)) continue;
          const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
          if (turn === 0 && y >= Math.min(ay, by) && y <= Math.max(ay, by)) onBorder = true;
          // The edge stands above the point when the point lies on its right as the edge runs east.
          else if (ax <= x !== bx <= x && (bx > ax ? turn < 0 : turn > 0)) inside = !inside;
        }
      if (inside || onBorder) return kode;
    }
    return '';
  };
}

const located = defineQuery({
  name: 'points-located',
  sql: `SELECT i, toString(point_kecamatan) AS kode FROM (${withPointKecamatan('SELECT * FROM titik_uji')}) ORDER BY i`,
  params: z.object({}),
  row: z.object({ i: z.number(), kode: z.string() }),
});

/** The same numbers from 0 to 1 every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Random places, every n-th corner, what stands beside it, and the whole millionths that lie on edges. */
function places(areas: Area[], count: number, every: number): { places: Place[]; onEdges: number } {
  const random = seeded(6);
  const rings = areas.flatMap(({ polygons }) => polygons.flat());
  const corners = rings.flat();
  const [xs, ys] = [corners.map((p) => p[0]), corners.map((p) => p[1])];
  const [west, south] = [Math.min(...xs) - 0.01, Math.min(...ys) - 0.01];
  const [wide, tall] = [Math.max(...xs) + 0.01 - west, Math.max(...ys) + 0.01 - south];
  const all: Place[] = Array.from({ length: count }, () => [west + random() * wide, south + random() * tall]);
  let onEdges = 0;
  for (const ring of rings)
    for (const [i, [lng, lat]] of ring.entries()) {
      if (ring.length > 10 && i % every !== 0) continue;
      all.push([lng, lat], [lng + 1e-6, lat], [lng - 1e-6, lat], [lng, lat + 1e-6], [lng, lat - 1e-6]);
      const next = ring[i + 1];
      if (!next) continue;
      const [ax, ay, bx, by] = [micro(lng), micro(lat), micro(next[0]), micro(next[1])];
      let [step, rest] = [Math.abs(bx - ax), Math.abs(by - ay)];
      while (rest) [step, rest] = [rest, step % rest];
      for (const part of step > 1 ? [1, step >> 1] : []) {
        all.push([(ax + ((bx - ax) / step) * part) / 1e6, (ay + ((by - ay) / step) * part) / 1e6]);
        onEdges += 1;
      }
    }
  return { places: all, onEdges };
}

/** The same borders with a hole in their largest kecamatan, that a neighbour fills in part. */
function withHoles(areas: Area[]): Area[] {
  const size = ({ polygons }: Area) => polygons.flat(2).length;
  const largest = [...areas].sort((a, b) => size(b) - size(a))[0]!;
  const other = areas.find((area) => area !== largest)!;
  const { lng, lat } = middleOf(largest);
  const square = (half: number): Ring => [
    [lng - half, lat - half],
    [lng + half, lat - half],
    [lng + half, lat + half],
    [lng - half, lat + half],
    [lng - half, lat - half],
  ];
  return areas.map((area) => {
    if (area === largest) {
      const [[outer, ...holes], ...rest] = area.polygons as [Ring[], ...Ring[][]];
      return { ...area, polygons: [[outer!, ...holes, square(0.002)], ...rest] };
    }
    return area === other ? { ...area, polygons: [...area.polygons, [square(0.001)]] } : area;
  });
}

/** A point with much room around it, in whole millionths. */
function middleOf({ polygons }: Area): { lng: number; lat: number } {
  const holder = independent([{ kode: 'x', nama: '', polygons }]);
  const corners = polygons[0]![0]!;
  const [xs, ys] = [corners.map((p) => p[0]), corners.map((p) => p[1])];
  for (let x = Math.min(...xs); x < Math.max(...xs); x += 0.0005)
    for (let y = Math.min(...ys); y < Math.max(...ys); y += 0.0005) {
      const around = [-0.003, 0, 0.003].flatMap((dx) => [-0.003, 0, 0.003].map((dy): Place => [x + dx, y + dy]));
      if (around.every((place) => holder(place) === 'x')) return { lng: micro(x) / 1e6, lat: micro(y) / 1e6 };
    }
  throw new Error('no room');
}

async function compare(areas: Area[], count: number, every = 1) {
  await applyAreas(areas);
  const { places: asked, onEdges } = places(areas, count, every);
  await warehouse().command({ query: 'TRUNCATE TABLE titik_uji' });
  await warehouse().insert({
    table: 'titik_uji',
    values: asked.map(([longitude, latitude], i) => ({ i, longitude, latitude })),
    format: 'JSONEachRow',
  });
  const found = await located({});
  const holder = independent(areas);
  const wrong = found.filter(({ i, kode }) => kode !== holder(asked[i]!)).map(({ i, kode }) => [asked[i], kode]);
  const inside = found.filter(({ kode }) => kode !== '').length;
  return {
    asked: asked.length,
    found: found.length,
    inside,
    onEdges,
    wrong: wrong.slice(0, 5),
    different: wrong.length,
  };
}

const cities = ['kota-tangerang', 'kota-bandung'].map(
  (city) => [city, join(DATA, `boundaries-${city}`, 'kecamatan_hdx2020.geojson')] as const,
);
for (const [city, path] of cities) if (!existsSync(path)) console.warn(`Dilewati: ${city} tidak ada di ${path}`);

describe.each(cities.filter(([, path]) => existsSync(path)))('points within the borders of %s', (_, path) => {
  test('100,000 random ones and those on corners and edges are told as another way of telling does', async () => {
    const told = await compare(readAreas(path), 100_000);
    expect(told).toMatchObject({ different: 0, wrong: [], found: told.asked });
    expect(told.asked).toBeGreaterThan(120_000);
    expect(told.inside).toBeGreaterThan(50_000);
    expect(told.onEdges).toBeGreaterThan(100);
  });

  test('with a hole that a neighbour fills in part', async () => {
    const areas = withHoles(readAreas(path));
    const told = await compare(areas, 2_000, 20);
    expect(told).toMatchObject({ different: 0, wrong: [] });
    const largest = areas.find(({ polygons }) => polygons[0]!.length > 1)!;
    const [lng, lat] = largest.polygons[0]!.at(-1)![0]!;
    const holder = independent(areas);
    const [border, hole, filled] = [0, 0.0005, 0.0015].map((by) => holder([lng + by, lat + by]));
    expect([border, hole]).toEqual([largest.kode, '']);
    expect(filled).not.toBe(largest.kode);
    expect(filled).not.toBe('');
  });
});

const KELURAHAN = join(DATA, 'boundaries-kota-tangerang');
describe.skipIf(!existsSync(KELURAHAN))('borders of kelurahan', () => {
  const areaKm2 = ({ features }: ReturnType<typeof kecamatanShapes>) =>
    features.features
      .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
      .flat()
      .reduce((sum, ring) => {
        const twice = ring.slice(1).reduce((s, [x, y], i) => s + ring[i]![0] * y - x * ring[i]![1], 0);
        return sum + (twice / 2) * 111.195 ** 2 * Math.cos((6.18 * Math.PI) / 180);
      }, 0);

  test.each([
    ['kelurahan_hdx2020_raw.geojson.gz', 182.7],
    ['kelurahan_kemendagri_simplified.geojson', 179.4],
  ])('%s: are united to those of kecamatan, without slits', async (file, km2) => {
    await applyCityProfile(loadCityProfile(new URL('./demo/kota-tangerang.yaml', import.meta.url).pathname), {
      by: 'uji',
    });
    expect((await importBoundaries(join(KELURAHAN, file), { by: 'uji' })).changed).toBe(true);
    const shapes = kecamatanShapes((await currentCity()).profile);
    expect(shapes.illustrative).toBe(false);
    expect(shapes.features.features).toHaveLength(13);
    for (const { geometry } of shapes.features.features) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      expect(polygons.map((rings) => rings.length)).toEqual([1]);
    }
    expect(Math.abs(areaKm2(shapes) - km2)).toBeLessThan(0.5);
    expect((await importBoundaries(join(KELURAHAN, file), { by: 'uji' })).changed).toBe(false);
  });

  test('are refused with a kelurahan missing, and the borders in force stay', async () => {
    const given = JSON.parse(readFileSync(join(KELURAHAN, 'kelurahan_kemendagri_simplified.geojson'), 'utf8'));
    given.features.splice(3, 1);
    const path = join(engine.folder, 'kurang.geojson');
    writeFileSync(path, JSON.stringify(given));
    const before = (await currentCity()).version;
    await expect(importBoundaries(path, { by: 'uji' })).rejects.toThrow(
      'memuat 7 dari 8 kelurahan Tangerang (36.71.01)',
    );
    expect((await currentCity()).version).toBe(before);
  });
});
