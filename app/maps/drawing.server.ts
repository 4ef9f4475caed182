import { geoMercator } from 'd3-geo';
import type { KecamatanShapes, LngLat } from '../../clickhouse/city/boundaries';
import { type Label, type PixelPolygon, type Point, placeLabel } from './placement';

export interface AreaDrawing {
  kode: string;
  nama: string;
  /** The outline as SVG path data. */
  path: string;
  label: Label | null;
  /** Where the label stands on the globe, for the live map. */
  labelAt: LngLat;
}

/** A map that is drawn on the server; the same outlines and places feed the live map. */
export interface MapDrawing {
  width: number;
  height: number;
  illustrative: boolean;
  /** West, south, east, north. */
  bounds: [number, number, number, number];
  padding: number;
  areas: AreaDrawing[];
  shapes: GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, { kode: string }>;
}

const PADDING = 4;
/** Points nearer than this to the one before are not drawn: a detailed boundary file would make the page heavy. */
const MIN_STEP_PX = 0.6;

const round = (value: number, digits: number) => Number(value.toFixed(digits));

type Polygons = LngLat[][][];

const drawings = new WeakMap<KecamatanShapes, Map<string, MapDrawing>>();

/**
 * Draws the kecamatan into a box. `valueWidest` is the widest value that may stand in a label; the places are found for it,
 * so labels do not jump when figures change.
 */
export function drawMap(
  shapes: KecamatanShapes,
  box: { width: number; height: number; nameSize: number; valueSize: number; valueWidest: string },
): MapDrawing {
  const key = JSON.stringify(box);
  const made = drawings.get(shapes)?.get(key);
  if (made) return made;

  const { width, height } = box;
  const projection = geoMercator().fitExtent(
    [
      [PADDING, PADDING],
      [width - PADDING, height - PADDING],
    ],
    clockwise(shapes),
  );
  const project = (point: LngLat): Point => projection(point) ?? [0, 0];
  const corners = [projection.invert!([PADDING, height - PADDING])!, projection.invert!([width - PADDING, PADDING])!];
  const areas: AreaDrawing[] = [];
  const light: MapDrawing['shapes'] = { type: 'FeatureCollection', features: [] };
  for (const { geometry, properties } of shapes.features.features) {
    const polygons: Polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const kept = polygons.map((rings) => rings.map((ring) => thinned(ring, project)).filter((ring) => ring.length > 3));
    const pixels: PixelPolygon[] = kept.map((rings) => rings.map((ring) => ring.map(project)));
    const largest = pixels.reduce((best, polygon) => (area(polygon) > area(best) ? polygon : best));
    const label = placeLabel(largest, project(properties.label), properties.nama, box.valueWidest, {
      name: box.nameSize,
      value: box.valueSize,
    });
    areas.push({
      kode: properties.kode,
      nama: properties.nama,
      path: pixels.flatMap((rings) => rings.map(pathOf)).join(''),
      label,
      labelAt: label ? (projection.invert!([label.x, label.y]) as LngLat) : properties.label,
    });
    light.features.push({
      type: 'Feature',
      properties: { kode: properties.kode },
      geometry: {
        type: 'MultiPolygon',
        coordinates: kept.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [round(lng, 5), round(lat, 5)]))),
      },
    });
  }
  const drawing: MapDrawing = {
    width,
    height,
    illustrative: shapes.illustrative,
    bounds: [round(corners[0]![0], 6), round(corners[0]![1], 6), round(corners[1]![0], 6), round(corners[1]![1], 6)],
    padding: PADDING,
    areas,
    shapes: light,
  };
  const ofShapes = drawings.get(shapes) ?? new Map();
  drawings.set(shapes, ofShapes.set(key, drawing));
  return drawing;
}

/** d3-geo takes the inside of a ring to be at its right hand, RFC 7946 at its left. */
function clockwise(shapes: KecamatanShapes): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.features.features.map(({ geometry }) => ({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'MultiPolygon',
        coordinates: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) =>
          rings.map((ring) => [...ring].reverse()),
        ),
      },
    })),
  };
}

function thinned(ring: LngLat[], project: (point: LngLat) => Point): LngLat[] {
  const kept: LngLat[] = [];
  let last: Point | null = null;
  for (const [i, point] of ring.entries()) {
    const at = project(point);
    if (last && i < ring.length - 1 && Math.hypot(at[0] - last[0], at[1] - last[1]) < MIN_STEP_PX) continue;
    kept.push(point);
    last = at;
  }
  return kept;
}

function area(polygon: PixelPolygon): number {
  const ring = polygon[0] ?? [];
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return Math.abs(sum);
}

function pathOf(ring: Point[]): string {
  return `M${ring.map(([x, y]) => `${round(x, 1)},${round(y, 1)}`).join('L')}Z`;
}
