import { geoMercator } from 'd3-geo';
import { describe, expect, test } from 'vitest';
import { loadCityProfile } from '../../clickhouse/city/load';
import { cityMap } from './city-map.server';
import { type Days, nextDay, placedOf, spotsOfDay } from './days-player';
import { LAYERS, readBox, readLayers, withoutArea, writeLayers } from './map-address';
import { taggedJson } from './map-answers.server';
import { nearestArea } from './nearest-area';
import { coversValues, mostOf, NO_OVERLAY, projector, radiusOf, zoomOf } from './overlay';

const { profile } = loadCityProfile(
  new URL('../../clickhouse/city/demo/kota-tangerang.yaml', import.meta.url).pathname,
);
const drawing = cityMap(profile);

describe('what lies over the areas', () => {
  test('a point stands in the drawing where its map projection puts it', () => {
    const at = projector(drawing);
    const [west, south, east, north] = drawing.bounds;
    const mercator = geoMercator().fitExtent(
      [
        [drawing.padding, drawing.padding],
        [drawing.width - drawing.padding, drawing.height - drawing.padding],
      ],
      {
        type: 'MultiPoint',
        coordinates: [
          [west, south],
          [east, north],
        ],
      },
    );
    for (const { lng, lat } of profile.kecamatan) {
      const [x, y] = at(lng, lat);
      const [px, py] = mercator([lng, lat])!;
      expect(Math.hypot(x - px, y - py)).toBeLessThan(0.05);
    }
  });

  test('labels stand where they were drawn, and a place is named by the nearest of them', () => {
    const at = projector(drawing);
    for (const { label, labelAt, nama } of drawing.areas) {
      const [x, y] = at(...labelAt);
      expect(Math.hypot(x - label.x, y - label.y)).toBeLessThan(0.05);
      expect(nearestArea(drawing, { lng: labelAt[0], lat: labelAt[1] })).toBe(nama);
    }
    expect(nearestArea({ areas: [] }, { lng: 0, lat: 0 })).toBe('—');
  });

  test('areas of circles follow the numbers, and twice as wide is one zoom nearer', () => {
    const area = (n: number) => (radiusOf(n, 400) - radiusOf(0, 400)) ** 2;
    expect(area(200) / area(100)).toBeCloseTo(2);
    expect(radiusOf(0, 0)).toBeGreaterThan(0);
    expect(zoomOf(drawing, 2) - zoomOf(drawing, 1)).toBeCloseTo(1);
    expect(mostOf([])).toBe(0);
    expect(coversValues(NO_OVERLAY)).toBe(false);
    expect(coversValues({ ...NO_OVERLAY, day: { spots: [], most: 0 } })).toBe(true);
  });
});

describe('the days of a month', () => {
  const days: Days = {
    places: [
      [106.6, -6.1],
      [106.7, -6.2],
    ],
    days: [
      {
        start: '2026-08-01',
        total: 5,
        at: [
          [1, 3],
          [0, 1],
        ],
      },
      { start: '2026-08-02', total: 0, at: [] },
    ],
  };
  test('a day shows its own circles', () => {
    expect(spotsOfDay(days, 0)).toEqual([
      { key: 'hari-1', lng: 106.7, lat: -6.2, n: 3 },
      { key: 'hari-0', lng: 106.6, lat: -6.1, n: 1 },
    ]);
    expect([spotsOfDay(days, 1), spotsOfDay(days, 9)]).toEqual([[], []]);
    expect([placedOf(days, 0), placedOf(days, 1)]).toEqual([4, 0]);
  });
  test('playing ends after the last one', () => {
    expect([nextDay(0, 2), nextDay(1, 2)]).toEqual([1, null]);
  });
});

describe('the address', () => {
  test('layers: the usual ones unless told, unknown ones left out', () => {
    expect(readLayers(null)).toEqual(['kelompok']);
    expect(readLayers('kios,apa,kelompok')).toEqual(['kelompok', 'kios']);
    expect(readLayers('-')).toEqual([]);
    for (const layers of [[], ['kelompok'], ['kios', 'loket'], [...LAYERS]] as (typeof LAYERS)[number][][])
      expect(readLayers(writeLayers(layers))).toEqual(layers);
  });
  test('boxes: only real ones', () => {
    expect(readBox('106.5,-6.3,106.8,-6.1')).toEqual([106.5, -6.3, 106.8, -6.1]);
    for (const text of [null, '', '1,2,3', '1,2,3,x', '2,0,1,1', '0,2,1,1', '-200,0,1,1', '0,0,1,90'])
      expect(readBox(text), String(text)).toBeNull();
  });
  test('areas are compared with each other, whatever is chosen', () => {
    expect(withoutArea({ kecamatan: '36.71.01', kanal: 'daring' })).toEqual({ kanal: 'daring' });
  });
});

describe('answers for the moved map', () => {
  const asked = (tag?: string) => new Request('http://x/peta/data', { headers: tag ? { 'If-None-Match': tag } : {} });
  test('carry a tag of their content, and what is known is not sent again', async () => {
    const first = taggedJson(asked(), { n: 1 });
    const tag = first.headers.get('ETag')!;
    expect([first.status, await first.json()]).toEqual([200, { n: 1 }]);
    const again = taggedJson(asked(`W/${tag}, "x"`), { n: 1 });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(taggedJson(asked(tag), { n: 2 }).status).toBe(200);
  });
});
