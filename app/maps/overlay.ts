import type { MapDrawing } from './drawing.server';
import { textWidth } from './text-width';

/** What lies over the areas of a map: the drawing and the live map show the same. */
export interface Overlay {
  /** Gathered complaints; `key` opens their list. */
  clusters: readonly Spot[];
  heat: readonly Spot[];
  hot: readonly { key: string; ring: readonly [lng: number, lat: number][]; n: number }[];
  places: readonly Place[];
  /** The complaints of one day while a month is played, and the most at one place in all its days; null when none is. */
  day: { spots: readonly Spot[]; most: number } | null;
}

export interface Spot {
  key: string;
  lng: number;
  lat: number;
  n: number;
}

export type PlaceKind = 'skpd' | 'kios' | 'loket';
export interface Place {
  kind: PlaceKind;
  name: string;
  lng: number;
  lat: number;
}

export const NO_OVERLAY: Overlay = { clusters: [], heat: [], hot: [], places: [], day: null };

/** Whether circles of complaints lie over the areas: the values of these stand in the table then. */
export const coversValues = ({ clusters, day }: Overlay) => clusters.length > 0 || day !== null;

/** Radius of a circle in the pixels of the drawing: its area follows the number, so twice as many look twice as much. */
export function radiusOf(n: number, most: number): number {
  return 7 + 15 * Math.sqrt(n / Math.max(1, most));
}

/** Days have few complaints at many places: their circles are small, of one measure for all days. */
export const dayRadiusOf = (n: number, most: number): number => 0.55 * radiusOf(n, most);

/** Size of a number in its circle, in the pixels of the drawing; 0 where it has no room. */
export const numberSizeOf = (text: string, r: number): number =>
  [15, 12].find((size) => textWidth(text, size) <= 2 * r - 4) ?? 0;

export const mostOf = (spots: readonly Spot[]): number => spots.reduce((most, { n }) => Math.max(most, n), 0);

const mercator = (lat: number) => Math.asinh(Math.tan((lat * Math.PI) / 180));

/** Where a point of the globe stands in a drawing. */
export function projector({
  width,
  height,
  padding,
  bounds,
}: MapDrawing): (lng: number, lat: number) => [number, number] {
  const [west, south, east, north] = bounds;
  const [top, bottom] = [mercator(north), mercator(south)];
  return (lng, lat) => [
    padding + ((lng - west) / (east - west)) * (width - 2 * padding),
    padding + ((top - mercator(lat)) / (top - bottom)) * (height - 2 * padding),
  ];
}

/** How large a drawing stands on a usual page: the squares that complaints are gathered in are made for that. */
export const USUAL_SCALE = 1.25;

/** The zoom of a map of tiles of 512 pixels at which a drawing is shown at so many times its size. */
export function zoomOf({ width, padding, bounds }: MapDrawing, scale: number): number {
  const [west, , east] = bounds;
  const pixelsPerDegree = ((width - 2 * padding) / (east - west)) * scale;
  return Math.log2((pixelsPerDegree * 360) / 512);
}
