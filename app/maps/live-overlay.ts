import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { dayRadiusOf, mostOf, numberSizeOf, type Overlay, type PlaceKind, radiusOf, type Spot } from './overlay';
import { SHAPES } from './overlay-drawing';

const SOURCES = ['heat', 'hot', 'clusters', 'day', 'places'] as const;
const FONT = ['Plus Jakarta Sans Bold'];
const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const KINDS: readonly PlaceKind[] = ['skpd', 'kios', 'loket'];

interface Handlers {
  onOpen: (key: string) => void;
  write: (n: number) => string;
}

/** The layers over the areas of a live map. `paint` gives them the colours of the page, again when its theme changes. */
export function addOverlay(map: MapLibre, element: HTMLElement, { onOpen, write }: Handlers) {
  for (const id of SOURCES) map.addSource(id, { type: 'geojson', data: empty });
  map.addLayer({
    id: 'heat',
    type: 'heatmap',
    source: 'heat',
    // One square alone reaches the middle of the ramp, three beside each other its end.
    paint: { 'heatmap-opacity': 0.9, 'heatmap-intensity': 2.2 },
  });
  map.addLayer({ id: 'hot', type: 'fill', source: 'hot', paint: { 'fill-opacity': 0.35 } });
  map.addLayer({ id: 'hot-line', type: 'line', source: 'hot' });
  const circles = (id: 'day' | 'clusters') =>
    map.addLayer({ id, type: 'circle', source: id, paint: { 'circle-opacity': 0.86, 'circle-stroke-width': 1.5 } });
  circles('day');
  for (const id of ['rings', 'labels']) map.moveLayer(id);
  circles('clusters');
  map.addLayer({
    id: 'cluster-numbers',
    type: 'symbol',
    source: 'clusters',
    filter: ['>', ['get', 'size'], 0],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': FONT,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
  });
  map.addLayer({
    id: 'places',
    type: 'symbol',
    source: 'places',
    layout: { 'icon-image': ['concat', 'tempat-', ['get', 'kind']], 'icon-allow-overlap': true },
  });
  for (const id of ['clusters', 'hot']) {
    map.on('click', id, (event) => {
      const key = event.features?.[0]?.properties.key as string | undefined;
      if (!key) return;
      event.preventDefault();
      onOpen(key);
    });
  }
  map.on('mousemove', (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: ['places', 'clusters', 'hot'] });
    const { name, text } = (found?.properties ?? {}) as { name?: string; text?: string };
    map.getCanvas().title = name ?? text ?? '';
  });

  const set = (id: (typeof SOURCES)[number], features: GeoJSON.Feature[]) =>
    (map.getSource(id) as GeoJSONSource).setData({ type: 'FeatureCollection', features });
  const points = (spots: readonly Spot[], most = mostOf(spots), radius = radiusOf) =>
    spots.map(({ key, lng, lat, n }): GeoJSON.Feature => {
      const r = radius(n, most);
      const text = write(n);
      return {
        type: 'Feature',
        properties: { key, n, weight: n / Math.max(1, most), r, text, size: numberSizeOf(text, r) },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      };
    });
  return {
    show: (overlay: Overlay) => {
      set('heat', points(overlay.heat));
      set('clusters', points(overlay.clusters));
      set('day', overlay.day ? points(overlay.day.spots, overlay.day.most, dayRadiusOf) : []);
      set(
        'hot',
        overlay.hot.map(({ key, ring, n }) => ({
          type: 'Feature',
          properties: { key, text: write(n) },
          geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
        })),
      );
      set(
        'places',
        overlay.places.map(({ kind, name, lng, lat }) => ({
          type: 'Feature',
          properties: { kind, name },
          geometry: { type: 'Point', coordinates: [lng, lat] },
        })),
      );
    },
    paint: () => {
      const style = getComputedStyle(element);
      const of = (name: string) => style.getPropertyValue(name).trim();
      const [accent, onAccent, bad, ink, panel] = ['--accent', '--on-accent', '--bad', '--ink', '--panel'].map(of) as [
        string,
        string,
        string,
        string,
        string,
      ];
      map.setPaintProperty('heat', 'heatmap-weight', ['get', 'weight']);
      map.setPaintProperty('heat', 'heatmap-color', [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        // The same colour, wholly transparent: from another one it would grow grey on its way.
        `${of('--m2')}00`,
        0.2,
        of('--m2'),
        0.45,
        of('--m3'),
        0.7,
        of('--m4'),
        1,
        of('--m5'),
      ]);
      map.setPaintProperty('hot', 'fill-color', bad);
      map.setPaintProperty('hot-line', 'line-color', ink);
      for (const id of ['clusters', 'day']) {
        map.setPaintProperty(id, 'circle-color', accent);
        map.setPaintProperty(id, 'circle-stroke-color', onAccent);
      }
      map.setPaintProperty('cluster-numbers', 'text-color', onAccent);
      for (const kind of KINDS) {
        const id = `tempat-${kind}`;
        if (map.hasImage(id)) map.removeImage(id);
        map.addImage(id, placeImage(kind, ink, panel), { pixelRatio: 2 });
      }
    },
  };
}

/** Circles, their numbers, density and signs as large as in the drawing. */
export function scaleOverlay(map: MapLibre, scale: number): void {
  if (!map.getLayer('heat')) return;
  map.setPaintProperty('heat', 'heatmap-radius', 27 * scale);
  map.setPaintProperty('hot-line', 'line-width', 2 * scale);
  for (const id of ['clusters', 'day']) map.setPaintProperty(id, 'circle-radius', ['*', ['get', 'r'], scale]);
  map.setLayoutProperty('cluster-numbers', 'text-size', ['*', ['get', 'size'], scale]);
  map.setLayoutProperty('places', 'icon-size', Math.max(1, 0.8 * scale));
}

function placeImage(kind: PlaceKind, fill: string, edge: string): ImageData {
  const size = 40;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d')!;
  pen.translate(size / 2, size / 2);
  pen.scale(2, 2);
  const shape = new Path2D(SHAPES[kind]);
  pen.lineWidth = 2.5;
  pen.lineJoin = 'round';
  pen.strokeStyle = edge;
  pen.stroke(shape);
  pen.fillStyle = fill;
  pen.fill(shape);
  return pen.getImageData(0, 0, size, size);
}
