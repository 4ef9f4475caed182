import { describe, expect, it } from 'vitest';
import type { KecamatanShapes } from '../../clickhouse/city/boundaries';
import { formatsFor } from '../text/format';
import { classOf, limitLabels, roundLimits } from './classes';
import { drawMap } from './drawing.server';
import { type Label, LINE, labelRoom, type PixelPolygon, placeLabel, placeLabelIn } from './placement';
import { textWidth } from './text-width';

describe('map classes', () => {
  it('stand on round numbers that hold the largest value', () => {
    expect(roundLimits([0.7, 11.4, null])).toEqual([2.5, 5, 7.5, 10]);
    expect(roundLimits([5.6, 7.3, 10.3])).toEqual([6, 7, 8, 9]);
    expect(roundLimits([0, null])).toEqual([1, 2, 3, 4]);
  });

  it('do not move while the largest value stays within the round span', () => {
    expect(roundLimits([0, 11.1])).toEqual(roundLimits([0.3, 13.7]));
  });

  it('do not pull apart values that lie close together', () => {
    expect(roundLimits([9.8, 10.2])[0]).toBeLessThanOrEqual(2.5);
  });

  it('always reach the largest value and leave the top class open', () => {
    for (let largest = 0.02; largest < 5000; largest *= 1.37) {
      const limits = roundLimits([largest * 0.3, largest]);
      const step = limits[1]! - limits[0]!;
      expect(limits[3]! + 1.5 * step + 1e-6).toBeGreaterThanOrEqual(largest);
      expect(limits[3]!).toBeLessThanOrEqual(largest * 1.5);
    }
  });

  it('give a limit to the class above it and no class to the unknown', () => {
    const limits = [2.5, 5, 7.5, 10];
    expect([0, 2.4, 2.5, 9.9, 10].map((value) => classOf(value, limits))).toEqual([1, 1, 2, 4, 5]);
    expect([0, 2.5, 10].map((value) => classOf(value, limits, true))).toEqual([5, 4, 1]);
    expect(classOf(null, limits)).toBeNull();
    expect(limitLabels(limits, formatsFor('id', 'Asia/Jakarta'))).toEqual([
      '< 2,5',
      '2,5–5',
      '5–7,5',
      '7,5–10',
      '≥ 10',
    ]);
  });
});

const square = (x: number, y: number, w: number, h: number): PixelPolygon => [
  [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
    [x, y],
  ],
];

const isInside = (label: Label, x: number, y: number, w: number, h: number) => {
  const [left, top, right, bottom] = labelRoom(label);
  return left >= x && right <= x + w && top >= y && bottom <= y + h;
};

describe('placeLabel', () => {
  const sizes = {
    nameSize: 19,
    nameLeast: 14.4,
    valueSize: 23,
    numberSize: 17,
    numberLeast: 12,
    digits: 2,
    valueWidest: '88,8',
  };
  const place = (w: number, h: number, name: string) =>
    placeLabel(square(10, 20, w, h), [10 + w / 2, 20 + h / 2], name, sizes);

  it.each([
    [200, 100, ['Karang Tengah']],
    [92, 100, ['Karang', 'Tengah']],
  ])('writes the name as it fits into %d x %d', (w, h, lines) => {
    const label = place(w, h, 'Karang Tengah');
    expect(label.lines).toEqual(lines);
    expect(label.ring).toBeNull();
    expect(isInside(label, 10, 20, w, h)).toBe(true);
    expect(textWidth(sizes.valueWidest, label.valueSize)).toBeLessThanOrEqual(w);
  });

  it('breaks a single word before a syllable when nothing else fits', () => {
    expect(place(62, 120, 'Karawaci').lines).toEqual(['Kara-', 'waci']);
  });

  it.each([
    [54, 40],
    [36, 40],
    [30, 28],
  ])('puts a number in the place of a name that has no room in %d x %d', (w, h) => {
    const label = place(w, h, 'Karang Tengah');
    expect(label.lines).toEqual([]);
    expect(label.ring).toBeGreaterThan(textWidth('88', label.valueSize) / 2);
    expect(isInside(label, 10, 20, w, h)).toBe(true);
  });

  it('numbers an area that is smaller than any number at its deepest point', () => {
    expect(place(12, 12, 'Benda')).toMatchObject({ x: 16, y: 26, lines: [] });
  });

  it('keeps clear of circles, goes without its value, and stays in view', () => {
    const bare = { ...sizes, valueWidest: '' };
    const circle = { x: 100, y: 50, r: 24 };
    const label = placeLabelIn({ circles: [circle] }, square(0, 0, 200, 100), [100, 50], 'Benda', bare)!;
    expect(label).toMatchObject({ lines: ['Benda'], valueSize: 0 });
    const [left, top, right, bottom] = labelRoom(label);
    const [x, y] = [Math.max(left, Math.min(100, right)), Math.max(top, Math.min(50, bottom))];
    expect(Math.hypot(x - 100, y - 50)).toBeGreaterThanOrEqual(24);
    const covered = { circles: [{ x: 30, y: 20, r: 40 }] };
    expect(placeLabelIn(covered, square(0, 0, 60, 40), [30, 20], 'Benda', bare)).toBeNull();

    const view = { width: 120, height: 100 };
    const seen = placeLabelIn({ view }, square(0, 0, 1000, 100), [500, 50], 'Benda', sizes)!;
    expect(seen.lines).toEqual(['Benda']);
    expect(labelRoom(seen)[2]).toBeLessThan(120);
    expect(placeLabelIn({ view }, square(200, 0, 100, 100), [250, 50], 'Benda', sizes)).toBeNull();
  });

  it('writes no name where none is wanted', () => {
    expect(placeLabel(square(0, 0, 400, 400), [200, 200], 'Benda', { ...sizes, nameSize: 0 }).lines).toEqual([]);
  });
});

describe('drawMap', () => {
  const sizes = { nameSize: 19, nameLeast: 14.4, valueSize: 23, numberSize: 17, numberLeast: 12, valueWidest: '88,8' };
  const box = { width: 600, height: 500, ...sizes };
  const feature = (kode: string, west: number) => ({
    type: 'Feature' as const,
    id: kode,
    properties: { kode, nama: kode, label: [west + 0.05, -6.15] as [number, number] },
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [west, -6.2],
          [west + 0.1, -6.2],
          [west + 0.1, -6.1],
          [west, -6.1],
          [west, -6.2],
        ] as [number, number][],
      ],
    },
  });
  const shapes: KecamatanShapes = {
    illustrative: true,
    features: { type: 'FeatureCollection', features: [feature('36.71.01', 106.6), feature('36.71.02', 106.7)] },
  };

  it('fills the box, keeps west left and labels near their point', () => {
    const drawing = drawMap(shapes, box);
    const [west, east] = drawing.areas;
    expect(west!.label.x).toBeLessThan(east!.label.x);
    expect(west!.label.x).toBeGreaterThan(100);
    expect(west!.label.x).toBeLessThan(200);
    expect(west!.labelAt[0]).toBeCloseTo(106.65, 2);
    expect(drawing.bounds[0]).toBeCloseTo(106.6, 3);
    expect(drawing.bounds[2]).toBeCloseTo(106.8, 3);
    expect(drawMap(shapes, box)).toBe(drawing);
    expect(LINE).toBeGreaterThan(1);
  });

  it('cuts a trimmed drawing to the shape of the city, the same at every size', () => {
    const large = drawMap(shapes, { ...box, width: 1000, height: 800, trim: true });
    const small = drawMap(shapes, { ...box, width: 500, height: 180, trim: true });
    expect(large.width).toBe(1000);
    expect(small.height).toBe(180);
    const at = ({ width, height, areas }: typeof large) => [areas[1]!.label.x / width, width / height];
    for (const [i, share] of at(large).entries()) expect(at(small)[i]).toBeCloseTo(share, 1);
  });
});
