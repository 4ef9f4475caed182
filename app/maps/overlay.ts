import type { MapDrawing } from './drawing.server';

/** What lies over the areas of a map: the drawing and the live map show the same. */
export interface Overlay {
  /** Gathered complaints; `key` opens their list. */
  clusters: readonly Spot[];
  heat: readonly Spot[];
  hot: readonly { key: string; ring: readonly [lng: number, lat: number][]; n: number }[];
  places: readonly Place[];
  /** The complaints of one day while a month is played. */
  day: readonly Spot[];
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

export const NO_OVERLAY: Overlay = { clusters: [], heat: [], hot: [], places: [], day: [] };

/** Whether complaints lie over the areas: the names of these step back. */
export const coversLabels = ({ clusters, heat, day, hot }: Overlay) =>
  clusters.length + heat.length + day.length + hot.length > 0;

/** Radius of a circle in the pixels of the drawing: its area follows the number, so twice as many look twice as much. */
export function radiusOf(n: number, most: number): number {
  return 7 + 17 * Math.sqrt(n / Math.max(1, most));
}

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

/** The zoom of a map of tiles of 512 pixels at which a drawing has its size, when it is shown so many pixels wide. */
export function zoomOf({ width, padding, bounds }: MapDrawing, shownWidth: number): number {
  const [west, , east] = bounds;
  const pixelsPerDegree = ((width - 2 * padding) / (east - west)) * (shownWidth / width);
  return Math.log2((pixelsPerDegree * 360) / 512);
}
