import { geoMercator, geoPath } from 'd3-geo';
import type { KecamatanShapes, LngLat } from '../../clickhouse/city/boundaries';
import { type Label, type LabelSizes, largestOf, type PixelPolygon, type Point, placeLabel } from './placement';

export interface AreaDrawing {
  kode: string;
  nama: string;
  /** The outline as SVG path data. */
  path: string;
  label: Label;
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
  sizes: LabelSizes;
  areas: AreaDrawing[];
  shapes: GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, { kode: string }>;
}

/** Free margin round the city, as a share of the drawing's width. */
const PADDING = 1 / 150;
/** Points nearer than this to the one before are not drawn: a detailed boundary file would make the page heavy. */
const MIN_STEP_PX = 0.6;

const round = (value: number, digits: number) => Number(value.toFixed(digits));

type Polygons = LngLat[][][];

const drawings = new WeakMap<KecamatanShapes, Map<string, MapDrawing>>();

/** The room for a drawing. `trim`: it is cut to the city's own shape within it, the same shape at every size. */
export interface Box extends Omit<LabelSizes, 'digits'> {
  width: number;
  height: number;
  trim?: boolean;
}

/** Draws the kecamatan into a box. */
export function drawMap(shapes: KecamatanShapes, box: Box): MapDrawing {
  const key = JSON.stringify(box);
  const made = drawings.get(shapes)?.get(key);
  if (made) return made;

  const city = clockwise(shapes);
  const { width, height } = box.trim ? trimmed(box, city) : box;
  const padding = width * PADDING;
  const projection = geoMercator().fitExtent(
    [
      [padding, padding],
      [width - padding, height - padding],
    ],
    city,
  );
  const project = (point: LngLat): Point => projection(point) ?? [0, 0];
  const corners = [projection.invert!([padding, height - padding])!, projection.invert!([width - padding, padding])!];
  const digits = String(shapes.features.features.length).length;
  const sizes: LabelSizes = { ...box, digits };
  const areas: AreaDrawing[] = [];
  const light: MapDrawing['shapes'] = { type: 'FeatureCollection', features: [] };
  for (const { geometry, properties } of shapes.features.features) {
    const polygons: Polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const kept = polygons.map((rings) => rings.map((ring) => thinned(ring, project)).filter((ring) => ring.length > 3));
    const pixels: PixelPolygon[] = kept.map((rings) => rings.map((ring) => ring.map(project)));
    const label = placeLabel(largestOf(pixels), project(properties.label), properties.nama, sizes);
    areas.push({
      kode: properties.kode,
      nama: properties.nama,
      path: pixels.flatMap((rings) => rings.map(pathOf)).join(''),
      label,
      labelAt: projection.invert!([label.x, label.y]) as LngLat,
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
    padding,
    sizes,
    areas,
    shapes: light,
  };
  const ofShapes = drawings.get(shapes) ?? new Map();
  drawings.set(shapes, ofShapes.set(key, drawing));
  return drawing;
}

/** The largest size within a box that has the city's own shape. */
function trimmed({ width, height }: Box, city: GeoJSON.FeatureCollection): { width: number; height: number } {
  const [[left, top], [right, bottom]] = geoPath(geoMercator().fitSize([width, width], city)).bounds(city);
  const inner = 1 - 2 * PADDING;
  const share = (inner * (bottom - top)) / (right - left) + 2 * PADDING;
  const wide = Math.min(width, height / share);
  return { width: Math.round(wide), height: Math.round(wide * share) };
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

function pathOf(ring: Point[]): string {
  return `M${ring.map(([x, y]) => `${round(x, 1)},${round(y, 1)}`).join('L')}Z`;
}
