import { expect, test } from 'vitest';
import { middleOf, squaresAcross, writeSquare } from '../../clickhouse/map/grid';
import { apart } from './apart';
import { mostOf, radiusOf, type Spot, USUAL_SCALE } from './overlay';

const ZOOM = 13;
const [X, Y] = [26096, 17000];
const world = 512 * 2 ** (ZOOM - 0.5);

/** A circle within a square of the grid, `left` and `down` of the way across it. */
function spot(x: number, y: number, left: number, down: number, n: number): Spot {
  const middle = middleOf({ zoom: ZOOM, x: X + x, y: Y + y });
  const side = 360 / squaresAcross(ZOOM);
  const cos = Math.cos((middle.lat * Math.PI) / 180);
  return {
    key: writeSquare({ zoom: ZOOM, x: X + x, y: Y + y }),
    lng: middle.lng + (left - 0.5) * side,
    lat: middle.lat - (down - 0.5) * side * cos,
    n,
  };
}

const at = ({ lng, lat }: Spot) => [
  ((lng + 180) / 360) * world,
  ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * world,
];

/** Pixels by which the two circles of a map that lie most over one another do so. */
function deepest(spots: readonly Spot[]): number {
  const most = mostOf(spots);
  let depth = Number.NEGATIVE_INFINITY;
  for (const [i, a] of spots.entries())
    for (const b of spots.slice(i + 1)) {
      const [[ax, ay], [bx, by]] = [at(a), at(b)] as [[number, number], [number, number]];
      const reach = (radiusOf(a.n, most) + radiusOf(b.n, most)) * USUAL_SCALE;
      depth = Math.max(depth, reach - Math.hypot(ax - bx, ay - by));
    }
  return depth;
}

test('circles on both sides of a border of squares are moved apart, the smaller one farther', () => {
  const before = [spot(0, 0, 0.98, 0.5, 85), spot(1, 0, 0.02, 0.5, 20), spot(3, 3, 0.5, 0.5, 6)];
  expect(deepest(before)).toBeGreaterThan(20);
  const after = apart(before);
  expect(deepest(after)).toBeLessThanOrEqual(0);
  expect(after[2]).toBe(before[2]);
  const moved = (i: number) => Math.abs(at(after[i]!)[0]! - at(before[i]!)[0]!);
  expect(moved(1)).toBeGreaterThan(moved(0));
  expect(after.map(({ key, n }) => [key, n])).toEqual(before.map(({ key, n }) => [key, n]));
});

test('a map full of squares has no two circles over one another', () => {
  let seed = 7;
  const chance = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 20; round += 1) {
    const spots = Array.from({ length: 80 }, (_, i) =>
      spot(i % 10, Math.floor(i / 10), chance(), chance(), 1 + Math.floor(90 * chance() ** 3)),
    );
    expect(deepest(apart(spots))).toBeLessThan(1);
  }
});

test('two at the same place, one alone and none', () => {
  expect(deepest(apart([spot(0, 0, 0.5, 0.5, 3), spot(0, 0, 0.5, 0.5, 3)]))).toBeLessThanOrEqual(0);
  const [one] = [spot(0, 0, 0.5, 0.5, 3)];
  expect(apart([one!])).toEqual([one]);
  expect(apart([])).toEqual([]);
});
