import { textWidth } from './text-width';

export type Point = [number, number];
/** Rings of one polygon in pixels, outer ring first. */
export type PixelPolygon = Point[][];

export interface Label {
  /** Middle of the block of lines. */
  x: number;
  y: number;
  /** The name as it fits: whole, on two lines, or none: then a number in a ring leads to the list beside the map. */
  lines: string[];
  nameSize: number;
  /** Of the value under the name, or of the number; 0 where no value is written. */
  valueSize: number;
  /** Radius of the ring round the number; null where the name stands. */
  ring: number | null;
}

/** What is written, and how large, in the drawing's own pixels. */
export interface LabelSizes {
  /** 0: no name is written. */
  nameSize: number;
  /** The smallest that a name may become before a number stands in its place. */
  nameLeast: number;
  valueSize: number;
  /** The smallest that a value may become with its name; without it a value shrinks less than its name. */
  valueLeast?: number;
  numberSize: number;
  numberLeast: number;
  /** How many digits a number may have. */
  digits: number;
  /** The widest value that may stand in a label: its place is found for it, so that it stays when figures change. Empty: none. */
  valueWidest: string;
}

/** Pixel of the raster on which the fit is tested. */
const CELL = 2;
/** Free room between a label and a border. */
const MARGIN = 2;
/** Free room between a label and the edge of what is seen. */
const EDGE = 5;
/** Line height of a label. */
export const LINE = 1.16;
/** Sizes between the wished one and the least are tried in turn. */
const STEPS = 3;
/** A value shrinks with its name, but less. */
const VALUE_LEAST = 0.74;
/** Across a ring, in sizes of the number inside: its digits and the room beside them. */
const ringWidth = (digits: number) => 0.5 + 0.62 * Math.max(2, digits);

/** The polygon with the largest outer ring: where an area has its name. */
export function largestOf(polygons: readonly PixelPolygon[]): PixelPolygon {
  return polygons.reduce((best, polygon) => (areaOf(polygon) > areaOf(best) ? polygon : best));
}

function areaOf(polygon: PixelPolygon): number {
  const ring = polygon[0] ?? [];
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return Math.abs(sum);
}

/** What a label keeps clear of. */
export interface Circle {
  x: number;
  y: number;
  r: number;
}

/** What narrows the room of labels. */
export interface Room {
  /** What is in view, from 0,0; labels stand wholly inside. */
  view?: { width: number; height: number };
  circles?: readonly Circle[];
}

/** Which cells of a raster lie wholly inside a polygon with `margin` and in its room, as a summed-area table. */
class InsideRaster {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  private readonly sums: Uint32Array;

  constructor(polygon: PixelPolygon, margin: number, { view, circles = [] }: Room) {
    const outer = polygon[0]!;
    const [xs, ys] = [outer.map((p) => p[0]), outer.map((p) => p[1])];
    const [right, bottom] = view ? [view.width - EDGE, view.height - EDGE] : [Infinity, Infinity];
    const least = view ? EDGE : -Infinity;
    this.left = Math.max(least, Math.min(...xs));
    this.top = Math.max(least, Math.min(...ys));
    this.columns = Math.max(0, Math.ceil((Math.min(right, Math.max(...xs)) - this.left) / CELL));
    this.rows = Math.max(0, Math.ceil((Math.min(bottom, Math.max(...ys)) - this.top) / CELL));
    this.sums = new Uint32Array((this.columns + 1) * (this.rows + 1));
    const inside = this.filled(polygon, circles);
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

  /** Even-odd fill of the rings, one scan line per row, without the circles. */
  private filled(polygon: PixelPolygon, circles: readonly Circle[]): (column: number, row: number) => boolean {
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
      const fill = (left: number, right: number, value: 0 | 1) => {
        const from = Math.max(0, Math.ceil((left - this.left) / CELL - 0.5));
        const to = Math.min(this.columns - 1, Math.floor((right - this.left) / CELL - 0.5));
        for (let column = from; column <= to; column++) cells[row * this.columns + column] = value;
      };
      for (let k = 0; k + 1 < crossings.length; k += 2) fill(crossings[k]!, crossings[k + 1]!, 1);
      for (const circle of circles) {
        const half = Math.sqrt(circle.r ** 2 - (circle.y - y) ** 2);
        if (half > 0) fill(circle.x - half, circle.x + half, 0);
      }
    }
    return (column, row) =>
      column >= 0 && row >= 0 && column < this.columns && row < this.rows && cells[row * this.columns + column] === 1;
  }

  private at(column: number, row: number): number {
    return row * (this.columns + 1) + column;
  }

  /** The middle of the cells that are free; null when none is. */
  middle(): Point | null {
    let [x, y, n] = [0, 0, 0];
    for (let row = 0; row < this.rows; row++)
      for (let column = 0; column < this.columns; column++)
        if (this.isFree(column, row, 1, 1)) [x, y, n] = [x + column, y + row, n + 1];
    return n === 0 ? null : [this.left + (x / n) * CELL, this.top + (y / n) * CELL];
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
        const middle: Point = [this.left + axis * CELL, this.top + (row + tall / 2) * CELL];
        const distance = (middle[0] - wish[0]) ** 2 + (middle[1] - wish[1]) ** 2;
        if (distance >= bestDistance) continue;
        let top = row;
        const fits = cells.every(({ w, h }) => {
          const isFree = this.isFree(axis - Math.floor(w / 2), top, w, h);
          top += h;
          return isFree;
        });
        if (fits) [best, bestDistance] = [middle, distance];
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

/** The room that a label takes: left, top, right, bottom. */
export function labelRoom({ x, y, ring, ...label }: Label): [number, number, number, number] {
  const wide = Math.max(label.valueSize, ...label.lines.map((line) => textWidth(line, label.nameSize))) / 2;
  const [dx, dy] = ring === null ? [wide, blockHeight(label) / 2] : [ring, ring];
  return [x - dx, y - dy, x + dx, y + dy];
}

/**
 * Where an area is labelled: as near as possible to its deepest point, wholly inside its borders. A name that does not fit is
 * broken or shrunk; if even that fails a number takes its place. The smallest number stands at the deepest point in any case:
 * over a border it can still be read, and an area without any sign could not be asked for.
 */
export function placeLabel(polygon: PixelPolygon, wish: Point, name: string, sizes: LabelSizes): Label {
  return fitted(new InsideRaster(polygon, MARGIN, {}), wish, name, sizes) ?? numbered(wish, leastNumber(sizes), sizes);
}

/**
 * The same within a room; null where nothing fits: what covers the area then says more. A wish out of view is for the middle of
 * what is in view.
 */
export function placeLabelIn(
  room: Room,
  polygon: PixelPolygon,
  wish: Point,
  name: string,
  sizes: LabelSizes,
): Label | null {
  const raster = new InsideRaster(polygon, MARGIN, room);
  const { view } = room;
  const isSeen = !view || (wish[0] >= 0 && wish[0] <= view.width && wish[1] >= 0 && wish[1] <= view.height);
  const near = isSeen ? wish : raster.middle();
  return near && fitted(raster, near, name, sizes);
}

/** The largest form that fits: the name whole, broken or shrunk, or else a number. */
function fitted(raster: InsideRaster, wish: Point, name: string, sizes: LabelSizes): Label | null {
  const shrinks = sizes.nameSize === 0 ? [] : shrinksTo(sizes.nameLeast / sizes.nameSize);
  const tried: { lines: string[]; shrink: number }[] = [
    ...shrinks.flatMap((shrink) => forms(name).map((lines) => ({ lines, shrink }))),
    ...hyphenated(name).flatMap((lines) => shrinks.slice(1).map((shrink) => ({ lines, shrink }))),
  ];
  const { valueLeast = sizes.valueSize * VALUE_LEAST } = sizes;
  for (const { lines, shrink } of tried) {
    const nameSize = sizes.nameSize * shrink;
    const valueSize = sizes.valueWidest === '' ? 0 : Math.max(sizes.valueSize * shrink, valueLeast);
    const boxes = lines.map((line) => ({ width: textWidth(line, nameSize), height: nameSize * LINE }));
    if (valueSize > 0) boxes.push({ width: textWidth(sizes.valueWidest, valueSize), height: valueSize * LINE });
    const middle = raster.nearestFit(boxes, wish);
    if (middle) return { x: middle[0], y: middle[1], lines, nameSize, valueSize, ring: null };
  }
  for (const shrink of shrinksTo(leastNumber(sizes))) {
    const side = 2 * numbered(wish, shrink, sizes).ring!;
    const middle = raster.nearestFit([{ width: side, height: side }], wish);
    if (middle) return numbered(middle, shrink, sizes);
  }
  return null;
}

/** Shares of the wished size down to the least. */
const shrinksTo = (least: number): number[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => 1 - (step / STEPS) * Math.max(0, 1 - least));

const leastNumber = ({ numberSize, numberLeast }: LabelSizes) => numberLeast / numberSize;

function numbered([x, y]: Point, shrink: number, { nameSize, numberSize, digits }: LabelSizes): Label {
  const valueSize = numberSize * shrink;
  return { x, y, lines: [], nameSize, valueSize, ring: (valueSize * ringWidth(digits)) / 2 };
}
