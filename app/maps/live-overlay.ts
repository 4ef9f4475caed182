import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { coversLabels, mostOf, type Overlay, type PlaceKind, radiusOf, type Spot } from './overlay';
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
    paint: { 'heatmap-radius': 34, 'heatmap-opacity': 0.85 },
  });
  map.addLayer({ id: 'hot', type: 'fill', source: 'hot', paint: { 'fill-opacity': 0.28 } });
  map.addLayer({ id: 'hot-line', type: 'line', source: 'hot', paint: { 'line-width': 2.5 } });
  for (const id of ['clusters', 'day'] as const)
    map.addLayer({
      id,
      type: 'circle',
      source: id,
      paint: { 'circle-radius': ['get', 'r'], 'circle-opacity': 0.86, 'circle-stroke-width': 1.5 },
    });
  map.addLayer({
    id: 'cluster-numbers',
    type: 'symbol',
    source: 'clusters',
    filter: ['>', ['get', 'r'], 9.5],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': FONT,
      'text-size': ['case', ['>', ['get', 'r'], 14], 15, 12],
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
  const points = (spots: readonly Spot[]) => {
    const most = mostOf(spots);
    return spots.map(
      ({ key, lng, lat, n }): GeoJSON.Feature => ({
        type: 'Feature',
        properties: { key, n, weight: n / Math.max(1, most), r: radiusOf(n, most), text: write(n) },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      }),
    );
  };
  return {
    show: (overlay: Overlay) => {
      set('heat', points(overlay.heat));
      set('clusters', points(overlay.clusters));
      set('day', points(overlay.day));
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
      // Under circles the values would be half hidden: they stand in the table.
      map.setPaintProperty('labels', 'text-opacity', coversLabels(overlay) ? ['case', ['get', 'isValue'], 0, 0.55] : 1);
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
        'rgba(0,0,0,0)',
        0.25,
        of('--m2'),
        0.5,
        of('--m3'),
        0.75,
        of('--m4'),
        1,
        of('--m5'),
      ]);
      map.setPaintProperty('hot', 'fill-color', bad);
      map.setPaintProperty('hot-line', 'line-color', bad);
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
