import { describe, expect, it } from 'vitest';
import type { KecamatanShapes } from '../../clickhouse/city/boundaries';
import { formatsFor } from '../text/format';
import { classOf, limitLabels, roundLimits } from './classes';
import { drawMap } from './drawing.server';
import { blockHeight, type Label, LINE, type PixelPolygon, placeLabel } from './placement';
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

function inside(label: Label, x: number, y: number, w: number, h: number): boolean {
  const width = Math.max(
    ...label.lines.map((line) => textWidth(line, label.nameSize)),
    textWidth('88,8', label.valueSize),
  );
  const half = blockHeight(label) / 2;
  return label.x - width / 2 >= x && label.x + width / 2 <= x + w && label.y - half >= y && label.y + half <= y + h;
}

describe('placeLabel', () => {
  const sizes = { name: 19, value: 23 };
  it.each([
    [200, 100, ['Karang Tengah']],
    [92, 100, ['Karang', 'Tengah']],
    [54, 40, []],
  ])('writes the name as it fits into %d x %d', (w, h, lines) => {
    const label = placeLabel(square(10, 20, w, h), [10 + w / 2, 20 + h / 2], 'Karang Tengah', '88,8', sizes)!;
    expect(label.lines).toEqual(lines);
    expect(inside(label, 10, 20, w, h)).toBe(true);
  });

  it('breaks a single word before a syllable when nothing else fits', () => {
    const label = placeLabel(square(0, 0, 62, 120), [31, 60], 'Karawaci', '88,8', sizes)!;
    expect(label.lines).toEqual(['Kara-', 'waci']);
  });

  it('gives up where not even the value fits', () => {
    expect(placeLabel(square(0, 0, 20, 20), [10, 10], 'Benda', '88,8', sizes)).toBeNull();
  });
});

describe('drawMap', () => {
  const box = { width: 600, height: 500, nameSize: 19, valueSize: 23, valueWidest: '88,8' };
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
    expect(west!.label!.x).toBeLessThan(east!.label!.x);
    expect(west!.label!.x).toBeGreaterThan(100);
    expect(west!.label!.x).toBeLessThan(200);
    expect(west!.labelAt[0]).toBeCloseTo(106.65, 2);
    expect(drawing.bounds[0]).toBeCloseTo(106.6, 3);
    expect(drawing.bounds[2]).toBeCloseTo(106.8, 3);
    expect(drawMap(shapes, box)).toBe(drawing);
    expect(LINE).toBeGreaterThan(1);
  });
});
