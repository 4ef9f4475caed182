import type { AreaValue } from './area-value';
import type { MapDrawing } from './drawing.server';
import { coversValues, mostOf, type Overlay, radiusOf } from './overlay';
import { type Circle, type Label, largestOf, type Point, placeLabelIn } from './placement';
import { textWidth } from './text-width';

/** What is seen of a map: where a point of the globe stands in it. Lengths are pixels of the drawing. */
export interface LabelView {
  at: (lng: number, lat: number) => Point;
  width: number;
  height: number;
  /** What stands over the map and is kept free. */
  controls?: readonly Circle[];
}

/** Room around a place's sign. */
const PLACE_RADIUS = 9;

/**
 * Where names and values stand in a view, by kode: inside what is seen of their area and clear of the circles and signs over it.
 * Under circles of complaints the values step aside: they stand in the table.
 */
export function labelsInView(
  drawing: MapDrawing,
  { at, width, height, controls = [] }: LabelView,
  values: readonly AreaValue[],
  overlay: Overlay,
): Map<string, Label> {
  const widest = values.reduce(
    (best, { valueText }) => (textWidth(valueText, 1) > textWidth(best, 1) ? valueText : best),
    '',
  );
  const most = mostOf(overlay.clusters);
  const circle = (lng: number, lat: number, r: number): Circle => {
    const [x, y] = at(lng, lat);
    return { x, y, r };
  };
  const circles = [
    ...controls,
    ...overlay.clusters.map(({ lng, lat, n }) => circle(lng, lat, radiusOf(n, most))),
    ...overlay.hot.map(({ ring }) => {
      const [corner, opposite] = [ring[0]!, ring[Math.floor(ring.length / 2)]!].map(([lng, lat]) => at(lng, lat)) as [
        Point,
        Point,
      ];
      const r = Math.hypot(corner[0] - opposite[0], corner[1] - opposite[1]) / 2;
      return { x: (corner[0] + opposite[0]) / 2, y: (corner[1] + opposite[1]) / 2, r };
    }),
    ...overlay.places.map(({ lng, lat }) => circle(lng, lat, PLACE_RADIUS)),
  ];
  const shapes = new Map(drawing.shapes.features.map(({ properties, geometry }) => [properties.kode, geometry]));
  const placed = new Map<string, Label>();
  const sizes = { ...drawing.sizes, valueWidest: coversValues(overlay) ? '' : widest };
  const isSeen = ([x, y]: Point) => x > 0 && x < width && y > 0 && y < height;
  for (const { kode, nama, labelAt, label: drawn } of drawing.areas) {
    const shape = shapes.get(kode);
    if (!shape) continue;
    const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
    const pixels = polygons.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => at(lng!, lat!))));
    const wish = at(...labelAt);
    const label = placeLabelIn({ view: { width, height }, circles }, largestOf(pixels), wish, nama, sizes);
    // The table has numbers for the areas that are too small even by themselves; among numbers in circles they would be lost.
    if (label && (label.ring === null || (drawn.ring !== null && overlay.clusters.length === 0)))
      placed.set(kode, label);
    else if (circles.length === controls.length && isSeen(wish)) placed.set(kode, { ...drawn, x: wish[0], y: wish[1] });
  }
  return placed;
}
