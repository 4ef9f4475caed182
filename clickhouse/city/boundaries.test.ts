import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kecamatanShapes, type LngLat } from './boundaries';
import { SMALL_CITY } from './fixture';
import { loadCityProfile, parseCityProfile } from './load';

const { profile: tangerang } = loadCityProfile(new URL('./demo/kota-tangerang.yaml', import.meta.url).pathname);
const { profile: small } = parseCityProfile(SMALL_CITY);
const folder = mkdtempSync(join(tmpdir(), 'rk-batas-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Feature = ReturnType<typeof kecamatanShapes>['features']['features'][number];

function inRing([x, y]: LngLat, ring: LngLat[]): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i]!, ring[i + 1]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function covers({ geometry }: Feature, point: LngLat): boolean {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some(([outer, ...holes]) => inRing(point, outer!) && !holes.some((hole) => inRing(point, hole)));
}

describe('shapes drawn from centroids', () => {
  const { illustrative, features } = kecamatanShapes(tangerang);

  test('one marked shape for each kecamatan, in the order of the profile', () => {
    expect(illustrative).toBe(true);
    expect(features.features.map((f) => f.id)).toEqual(tangerang.kecamatan.map((k) => k.kode));
    expect(features.features[5]!.properties).toMatchObject({ kode: '36.71.06', nama: 'Ciledug' });
  });

  test('every centroid and every label lies inside its own shape', () => {
    for (const [i, f] of features.features.entries()) {
      const { lat, lng } = tangerang.kecamatan[i]!;
      expect(covers(f, [lng, lat])).toBe(true);
      expect(covers(f, f.properties.label)).toBe(true);
    }
  });

  test('no point of the city lies in two shapes, and what a shape holds is nearest to its centroid', () => {
    const perLng = Math.cos((-6.19 * Math.PI) / 180);
    let hits = 0;
    for (let lng = 106.53; lng < 106.78; lng += 0.0017)
      for (let lat = -6.28; lat < -6.09; lat += 0.0017) {
        const owners = features.features.filter((f) => covers(f, [lng, lat]));
        expect(owners.length).toBeLessThanOrEqual(1);
        if (!owners.length) continue;
        hits += 1;
        const distance = (k: { lat: number; lng: number }) => Math.hypot((k.lng - lng) * perLng, k.lat - lat);
        const nearest = Math.min(...tangerang.kecamatan.map(distance));
        const own = distance(tangerang.kecamatan.find((k) => k.kode === owners[0]!.id)!);
        expect(own - nearest).toBeLessThan(1e-4); // the sample's plane differs a little from the drawing's
      }
    expect(hits).toBeGreaterThan(4000);
  });

  test('the area is of the size of a city, not of a province', () => {
    const km2 = features.features.reduce((sum, f) => {
      const ring = f.geometry.coordinates[0] as LngLat[];
      const twice = ring.slice(1).reduce((s, [x, y], i) => s + ring[i]![0] * y - x * ring[i]![1], 0);
      return sum + (Math.abs(twice) / 2) * 111.195 ** 2 * Math.cos((6.19 * Math.PI) / 180);
    }, 0);
    expect(km2).toBeGreaterThan(120);
    expect(km2).toBeLessThan(300); // the city has 178 km2
  });

  test('cities of one and of two kecamatan get shapes too', () => {
    for (const count of [1, 2]) {
      const shapes = kecamatanShapes({ ...small, kecamatan: small.kecamatan.slice(0, count) }).features.features;
      expect(shapes).toHaveLength(count);
      for (const [i, f] of shapes.entries())
        expect(covers(f, [small.kecamatan[i]!.lng, small.kecamatan[i]!.lat])).toBe(true);
    }
  });

  test('two kecamatan on one spot are refused by name', () => {
    const [a, b] = small.kecamatan;
    const twins = { ...small, kecamatan: [a!, { ...b!, lat: a!.lat, lng: a!.lng }] };
    expect(() => kecamatanShapes(twins)).toThrow(/Titik tengah (Timur|Barat) .* sama dengan kecamatan lain/);
  });
});

const square = (x: number, y: number): LngLat[] => [
  [x, y],
  [x + 0.05, y],
  [x + 0.05, y + 0.05],
  [x, y + 0.05],
  [x, y],
];
const item = (kode: unknown, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { kode },
  geometry: { type, coordinates },
});
const east = item('36.99.01', [square(106.7, -6.1)]);
const west = item('36.99.02', [square(106.6, -6.1)]);

function withFile(content: unknown) {
  const batas = join(folder, 'batas.geojson');
  writeFileSync(batas, typeof content === 'string' ? content : JSON.stringify(content));
  return kecamatanShapes({ ...small, batas });
}
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

describe('shapes of a boundary file', () => {
  test('are taken over in the order of the profile, outer rings counter-clockwise', () => {
    const turned = item('36.99.01', [[...square(106.7, -6.1)].reverse()]);
    const { illustrative, features } = withFile(collection(west, turned));
    expect(illustrative).toBe(false);
    expect(features.features.map((f) => f.id)).toEqual(['36.99.01', '36.99.02']);
    expect(features.features[0]!.geometry.coordinates[0]).toEqual(square(106.7, -6.1));
  });

  test('are found by name when there is no code', () => {
    const named = { ...west, properties: { district: 'BARAT' } };
    expect(withFile(collection(east, named)).features.features[1]!.id).toBe('36.99.02');
  });

  test.each<[string, unknown, string]>([
    [
      'latitude first',
      collection(east, item('36.99.02', [square(106.6, -6.1).map(([x, y]) => [y, x])])),
      'Barat (36.99.02): lintang dan bujur tertukar ([-6.1, 106.6]). GeoJSON menulis bujur lebih dahulu: [106.6, -6.1]',
    ],
    [
      'metres',
      collection(
        item('36.99.01', [
          [
            [690000, 9320000],
            [690010, 9320000],
            [690010, 9320010],
            [690000, 9320000],
          ],
        ]),
      ),
      'di luar Indonesia. Koordinat harus derajat WGS 84',
    ],
    [
      'one missing',
      collection(east),
      'tidak memuat Barat (36.99.02). Setiap kecamatan pada profil harus ada tepat satu kali.',
    ],
    ['one twice', collection(east, west, west), 'Barat (36.99.02): ada dua kali'],
    [
      'a foreign one',
      collection(east, west, item('36.71.01', [square(106.6, -6.1)])),
      'fitur ke-3: "36.71.01" bukan kecamatan Kota Uji',
    ],
    [
      'kelurahan',
      collection(item('36.99.02.1001', [square(106.6, -6.1)])),
      'adalah kode kelurahan. Berikan berkas batas setingkat kecamatan.',
    ],
    ['neither code nor name', collection({ ...east, properties: null }), 'tanpa properti kode maupun nama'],
    [
      'an open ring',
      collection(east, item('36.99.02', [square(106.6, -6.1).slice(0, 4)])),
      'garis batas tidak tertutup',
    ],
    [
      'a ring of two points',
      collection(east, item('36.99.02', [square(106.6, -6.1).slice(0, 2)])),
      'kurang dari 4 titik',
    ],
    [
      'a ring without area',
      collection(
        east,
        item('36.99.02', [
          [
            [106.6, -6.1],
            [106.7, -6.1],
            [106.6, -6.1],
            [106.6, -6.1],
          ],
        ]),
      ),
      'tidak memiliki luas',
    ],
    [
      'words for numbers',
      collection(
        east,
        item('36.99.02', [
          [
            ['a', 'b'],
            [1, 2],
            [3, 4],
            ['a', 'b'],
          ],
        ]),
      ),
      'bukan pasangan angka',
    ],
    ['lines', collection(east, item('36.99.02', square(106.6, -6.1), 'LineString')), 'bentuknya LineString'],
    ['no geometry', collection(east, { ...west, geometry: null }), 'bentuknya kosong'],
    ['an empty part', collection(east, item('36.99.02', [[]], 'MultiPolygon')), 'ada bagian tanpa garis batas'],
    ['another kind of JSON', [1, 2], 'bukan GeoJSON FeatureCollection'],
    ['no JSON', 'kode,nama', 'tidak dapat dibaca sebagai GeoJSON'],
  ])('are refused: %s', (_, content, expected) => {
    expect(() => withFile(content)).toThrow(expected);
  });

  test('are refused: no such file', () => {
    expect(() => kecamatanShapes({ ...small, batas: join(folder, 'tiada.geojson') })).toThrow('tidak ditemukan');
  });
});

const REAL = resolve('../shared/data/boundaries-kota-tangerang');
const real = existsSync(REAL);
if (!real) console.warn(`Dilewati: batas sungguhan tidak ada di ${REAL}`);

describe.skipIf(!real)(
  'published boundaries of Kota Tangerang (needs ../shared/data/boundaries-kota-tangerang)',
  () => {
    test.each(['kecamatan_hdx2020', 'kecamatan_kemendagri_simplified', 'kecamatan_kemendagri_from_kelurahan'])(
      '%s is accepted',
      (name) => {
        const { illustrative, features } = kecamatanShapes({ ...tangerang, batas: join(REAL, `${name}.geojson`) });
        expect(illustrative).toBe(false);
        expect(features.features).toHaveLength(13);
        for (const f of features.features) expect(covers(f, f.properties.label), f.properties.nama).toBe(true);
      },
    );

    test('the file of kelurahan and a swapped file are refused', () => {
      expect(() =>
        kecamatanShapes({ ...tangerang, batas: join(REAL, 'kelurahan_kemendagri_simplified.geojson') }),
      ).toThrow('kode kelurahan');
      const given = JSON.parse(readFileSync(join(REAL, 'kecamatan_kemendagri_simplified.geojson'), 'utf8'));
      for (const f of given.features)
        f.geometry.coordinates = f.geometry.coordinates.map((ring: LngLat[]) => ring.map(([x, y]) => [y, x]));
      const batas = join(folder, 'tertukar.geojson');
      writeFileSync(batas, JSON.stringify(given));
      expect(() => kecamatanShapes({ ...tangerang, batas })).toThrow('lintang dan bujur tertukar');
    });
  },
);
