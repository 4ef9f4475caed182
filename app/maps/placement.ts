import { textWidth } from './text-width';

export type Point = [number, number];
/** Rings of one polygon in pixels, outer ring first. */
export type PixelPolygon = Point[][];

export interface Label {
  /** Middle of the block of lines. */
  x: number;
  y: number;
  /** The name as it fits: whole, on two lines, or none (then only the value is shown). */
  lines: string[];
  nameSize: number;
  valueSize: number;
}

/** Pixel of the raster on which the fit is tested. */
const CELL = 2;
/** Free room between a label and a border. */
const MARGIN = 2;
/** Line height of a label. */
export const LINE = 1.16;
/** Name sizes as shares of the wished one, tried in turn. */
const SHRINK = [1, 0.92, 0.84, 0.76];

/** Which cells of a raster lie wholly inside a polygon with `margin`, as a summed-area table. */
class InsideRaster {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  private readonly sums: Uint32Array;

  constructor(polygon: PixelPolygon, margin: number) {
    const outer = polygon[0]!;
    const [xs, ys] = [outer.map((p) => p[0]), outer.map((p) => p[1])];
    this.left = Math.min(...xs);
    this.top = Math.min(...ys);
    this.columns = Math.ceil((Math.max(...xs) - this.left) / CELL);
    this.rows = Math.ceil((Math.max(...ys) - this.top) / CELL);
    this.sums = new Uint32Array((this.columns + 1) * (this.rows + 1));
    const inside = this.filled(polygon);
    const near = Math.ceil(margin / CELL);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        let free = 1;
        for (let dy = -near; dy <= near && free; dy++)
          for (let dx = -near; dx <= near && free; dx++) if (!inside(column + dx, row + dy)) free = 0;
        this.sums[this.at(column + 1, row + 1)] =
          free +
          this.sums[this.at(column, row + 1)]! +
          this.sums[this.at(column + 1, row)]! -
          this.sums[this.at(column, row)]!;
      }
    }
  }

  /** Even-odd fill of the rings, one scan line per row. */
  private filled(polygon: PixelPolygon): (column: number, row: number) => boolean {
    const cells = new Uint8Array(this.columns * this.rows);
    for (let row = 0; row < this.rows; row++) {
      const y = this.top + (row + 0.5) * CELL;
      const crossings: number[] = [];
      for (const ring of polygon)
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
          const [a, b] = [ring[i]!, ring[j]!];
          if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
        }
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.max(0, Math.ceil((crossings[k]! - this.left) / CELL - 0.5));
        const to = Math.min(this.columns - 1, Math.floor((crossings[k + 1]! - this.left) / CELL - 0.5));
        for (let column = from; column <= to; column++) cells[row * this.columns + column] = 1;
      }
    }
    return (column, row) =>
      column >= 0 && row >= 0 && column < this.columns && row < this.rows && cells[row * this.columns + column] === 1;
  }

  private at(column: number, row: number): number {
    return row * (this.columns + 1) + column;
  }

  /**
   * The middle, nearest to a point, of a column of boxes standing on each other (widths may differ, all share one axis),
   * each wholly free; null when it fits nowhere.
   */
  nearestFit(boxes: readonly { width: number; height: number }[], wish: Point): Point | null {
    const cells = boxes.map(({ width, height }) => ({ w: Math.ceil(width / CELL), h: Math.ceil(height / CELL) }));
    const widest = Math.max(...cells.map(({ w }) => w));
    const tall = cells.reduce((sum, { h }) => sum + h, 0);
    let best: Point | null = null;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (let row = 0; row + tall <= this.rows; row++)
      for (let axis = Math.floor(widest / 2); axis + widest / 2 <= this.columns; axis++) {
        let top = row;
        const fits = cells.every(({ w, h }) => {
          const isFree = this.isFree(axis - Math.floor(w / 2), top, w, h);
          top += h;
          return isFree;
        });
        if (!fits) continue;
        const middle: Point = [this.left + axis * CELL, this.top + (row + tall / 2) * CELL];
        const distance = (middle[0] - wish[0]) ** 2 + (middle[1] - wish[1]) ** 2;
        if (distance < bestDistance) [best, bestDistance] = [middle, distance];
      }
    return best;
  }

  private isFree(column: number, row: number, w: number, h: number): boolean {
    if (column < 0 || row < 0 || column + w > this.columns || row + h > this.rows) return false;
    const covered =
      this.sums[this.at(column + w, row + h)]! -
      this.sums[this.at(column, row + h)]! -
      this.sums[this.at(column + w, row)]! +
      this.sums[this.at(column, row)]!;
    return covered === w * h;
  }
}

/** The ways to write a name, best first: on one line, then broken between two words. */
function forms(name: string): string[][] {
  const words = name.split(' ');
  const broken = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  return [[name], ...broken];
}

const VOWEL = /[aeiou]/i;

/** The name broken before a syllable, nearest to its middle first: `Kara-`, `waci`. */
function hyphenated(name: string): string[][] {
  if (name.includes(' ')) return [];
  const middle = name.length / 2;
  return Array.from(name.slice(0, -2), (_, i) => i)
    .filter(
      (i) => Math.abs(i - middle) < 2 && VOWEL.test(name[i - 1]!) && !VOWEL.test(name[i]!) && VOWEL.test(name[i + 1]!),
    )
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .map((i) => [`${name.slice(0, i)}-`, name.slice(i)]);
}

/** Height of a block of name lines over a value. */
export function blockHeight(label: Pick<Label, 'lines' | 'nameSize' | 'valueSize'>): number {
  return label.lines.length * label.nameSize * LINE + label.valueSize * LINE;
}

/**
 * Where the name and value of an area are written: as near as possible to its deepest point, wholly inside its borders.
 * A name that does not fit is broken or shrunk; if even that fails, the value stands alone; null = not even the value fits.
 */
export function placeLabel(
  polygon: PixelPolygon,
  wish: Point,
  name: string,
  valueWidest: string,
  sizes: { name: number; value: number },
): Label | null {
  const raster = new InsideRaster(polygon, MARGIN);
  const tried: { lines: string[]; shrink: number }[] = [
    ...SHRINK.flatMap((shrink) => forms(name).map((lines) => ({ lines, shrink }))),
    ...hyphenated(name).flatMap((lines) => SHRINK.slice(1).map((shrink) => ({ lines, shrink }))),
    { lines: [], shrink: 1 },
    { lines: [], shrink: 0.8 },
  ];
  for (const { lines, shrink } of tried) {
    const nameSize = sizes.name * shrink;
    const valueSize = sizes.value * (lines.length ? Math.max(shrink, 0.84) : shrink);
    const boxes = [
      ...lines.map((line) => ({ width: textWidth(line, nameSize), height: nameSize * LINE })),
      { width: textWidth(valueWidest, valueSize), height: valueSize * LINE },
    ];
    const middle = raster.nearestFit(boxes, wish);
    if (middle) return { x: middle[0], y: middle[1], lines, nameSize, valueSize };
  }
  return null;
}
