/**
 * The grid in which complaints are gathered for a map: squares of 128 pixels of the Mercator map at a whole zoom level (of tiles of
 * 512 pixels), counted from the north-west corner of the world.
 */

/** Squares of the finest grid have a side of about 150 m: no map tells a place better than that. */
const FINEST_ZOOM = 16;
const COARSEST_ZOOM = 7;
const SQUARES_PER_TILE = 4;

export interface Square {
  zoom: number;
  x: number;
  y: number;
}

/** West, south, east, north. */
export type Box = [number, number, number, number];

/** Squares from one side of the world to the other. */
export const squaresAcross = (zoom: number) => SQUARES_PER_TILE * 2 ** zoom;

/** The grid for what is seen at a zoom. */
export const gridZoom = (zoom: number) => Math.min(FINEST_ZOOM, Math.max(COARSEST_ZOOM, Math.round(zoom)));

const column = (lng: number, across: number) => Math.floor(((lng + 180) / 360) * across);
const row = (lat: number, across: number) =>
  Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across);

export const squareAt = (lng: number, lat: number, zoom: number): Square => ({
  zoom,
  x: column(lng, squaresAcross(zoom)),
  y: row(lat, squaresAcross(zoom)),
});

/** The squares that a box touches; null = all. */
export function squaresOf(box: Box | null, zoom: number): { x1: number; y1: number; x2: number; y2: number } {
  if (!box) return { x1: 0, y1: 0, x2: squaresAcross(zoom), y2: squaresAcross(zoom) };
  const [west, south, east, north] = box;
  const [low, high] = [squareAt(west, north, zoom), squareAt(east, south, zoom)];
  return { x1: low.x, y1: low.y, x2: high.x, y2: high.y };
}

/** The middle of a square. */
export function middleOf({ zoom, x, y }: Square): { lng: number; lat: number } {
  const across = squaresAcross(zoom);
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / across)));
  return { lng: ((x + 0.5) / across) * 360 - 180, lat: (lat * 180) / Math.PI };
}

/** SQL of the square of a point, with {across:UInt32}. */
export const columnSql = `toUInt32(floor((ifNull(longitude, 0) + 180) / 360 * {across:UInt32}))`;
export const rowSql = `toUInt32(floor((1 - asinh(tan(radians(ifNull(latitude, 0)))) / pi()) / 2 * {across:UInt32}))`;

/** `13.6512.4222`: how a square stands in an address. */
export const writeSquare = ({ zoom, x, y }: Square) => `${zoom}.${x}.${y}`;

export function readSquare(text: string | null): Square | null {
  const found = /^(\d{1,2})\.(\d{1,7})\.(\d{1,7})$/.exec(text ?? '');
  if (!found) return null;
  const [zoom, x, y] = found.slice(1).map(Number) as [number, number, number];
  return zoom >= COARSEST_ZOOM && zoom <= FINEST_ZOOM ? { zoom, x, y } : null;
}
