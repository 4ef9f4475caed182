import { Map as MapLibre, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { AreaValue } from './area-value';
import { addBasemap, type Basemap } from './basemap';
import type { MapDrawing } from './drawing.server';
import { addOverlay } from './live-overlay';
import type { Overlay } from './overlay';

setWorkerUrl(workerUrl);

export interface LiveMap {
  show: (values: readonly AreaValue[]) => void;
  mark: (kode: string | null) => void;
  /** What lies over the areas. */
  lay: (overlay: Overlay) => void;
  /** 1 nearer, -1 farther, 0 the whole city. */
  zoom: (direction: 1 | -1 | 0) => void;
  /** Where a point of the globe stands in the box, 0..1. */
  placeOf: (at: [number, number]) => { x: number; y: number };
  end: () => void;
}

/** What is in view: the zoom and west, south, east, north. */
export interface View {
  zoom: number;
  box: [number, number, number, number];
}

interface Handlers {
  onActive: (kode: string | null) => void;
  onPick: (kode: string) => void;
  /** Set where the map has more than areas. */
  over?: { onOpen: (key: string) => void; onView: (view: View) => void; write: (n: number) => string };
}

/** Nearer than this a map without streets has nothing more to tell. */
const NEAREST_ZOOM = 17;

const HATCH = 'hatch';
const START_TIMEOUT_MS = 15_000;

/**
 * The same map, movable. It asks for nothing outside: outlines come from the page, labels are drawn from the page's font.
 * Rejects when the map does not come up, so that the drawing stays.
 */
export async function startLiveMap(
  element: HTMLElement,
  drawing: MapDrawing,
  values: readonly AreaValue[],
  handlers: Handlers,
  basemap: Basemap | null = null,
): Promise<LiveMap> {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new MapLibre({
    container: element,
    style: emptyStyle(),
    attributionControl: false,
    fadeDuration: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    scrollZoom: false,
    keyboard: false,
    renderWorldCopies: false,
    maxZoom: NEAREST_ZOOM,
    bounds: drawing.bounds,
    fitBoundsOptions: { padding: scaledPadding(element, drawing) },
  });
  map.touchZoomRotate.disableRotation();
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('live map timed out')), START_TIMEOUT_MS);
      map.once('error', ({ error }) => reject(error));
      map.once('load', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    map.setMinZoom(map.getZoom());
    await document.fonts.ready;
    addLayers(map, drawing, element);
  } catch (error) {
    map.remove();
    throw error;
  }

  const { over } = handlers;
  const overlay = over ? addOverlay(map, element, over) : null;
  // A background that does not come leaves the map as it is without one.
  if (basemap) await addBasemap(map, basemap).catch(() => {});
  if (over)
    map.on('moveend', () => {
      const bounds = map.getBounds();
      over.onView({
        zoom: map.getZoom(),
        box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      });
    });

  let shown = values;
  let marked: string | null = null;
  const paint = () => {
    const colours = readColours(element);
    map.addImage(HATCH, hatchImage(colours), { pixelRatio: 2 });
    map.setPaintProperty('areas', 'fill-color', ['get', 'fill']);
    (map.getSource('areas') as import('maplibre-gl').GeoJSONSource).setData(areaData(drawing, shown, colours));
    (map.getSource('labels') as import('maplibre-gl').GeoJSONSource).setData(labelData(drawing, shown, colours));
    map.setPaintProperty('borders', 'line-color', colours.border);
    map.setPaintProperty('marked', 'line-color', colours.ink);
    overlay?.paint();
  };
  const repaint = () => {
    if (map.hasImage(HATCH)) map.removeImage(HATCH);
    paint();
  };
  paint();
  await new Promise<void>((resolve) => map.once('idle', () => resolve()));

  map.on('mousemove', 'areas', (event) => {
    map.getCanvas().style.cursor = 'pointer';
    handlers.onActive((event.features?.[0]?.properties.kode as string | undefined) ?? null);
  });
  map.on('mouseleave', 'areas', () => {
    map.getCanvas().style.cursor = '';
    handlers.onActive(null);
  });
  map.on('click', 'areas', (event) => {
    const kode = event.features?.[0]?.properties.kode as string | undefined;
    if (kode && !event.defaultPrevented) handlers.onPick(kode);
  });

  // The theme may change while the map stands: its colours are those of the page.
  const themeWatch = new MutationObserver(repaint);
  themeWatch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-tema', 'class'] });
  const whole = () => map.fitBounds(drawing.bounds, { padding: scaledPadding(element, drawing), animate: !calm });
  let width = element.clientWidth;
  map.on('resize', () => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    map.setMinZoom(null);
    map.fitBounds(drawing.bounds, { padding: scaledPadding(element, drawing), animate: false });
    map.setMinZoom(map.getZoom());
    scaleToBox(map, drawing, element);
  });

  return {
    show: (next) => {
      if (next === shown) return;
      shown = next;
      repaint();
    },
    mark: (kode) => {
      if (kode === marked) return;
      marked = kode;
      map.setFilter('marked', ['==', ['get', 'kode'], kode ?? '']);
    },
    lay: (next) => overlay?.show(next),
    zoom: (direction) => {
      if (direction === 0) whole();
      else map.easeTo({ zoom: map.getZoom() + direction * 0.8, duration: calm ? 0 : 250 });
    },
    placeOf: (at) => {
      const { x, y } = map.project(at);
      return { x: x / element.clientWidth, y: y / element.clientHeight };
    },
    end: () => {
      themeWatch.disconnect();
      map.remove();
    },
  };
}

const scaledPadding = (element: HTMLElement, drawing: MapDrawing) =>
  (drawing.padding * element.clientWidth) / drawing.width;

function emptyStyle(): StyleSpecification {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: empty, tolerance: 0.2 },
      labels: { type: 'geojson', data: empty },
    },
    layers: [],
  };
}

function addLayers(map: MapLibre, drawing: MapDrawing, element: HTMLElement) {
  map.addLayer({
    id: 'areas',
    type: 'fill',
    source: 'areas',
    filter: ['!=', ['get', 'fill'], ''],
    paint: { 'fill-antialias': false },
  });
  map.addLayer({
    id: 'unknown',
    type: 'fill',
    source: 'areas',
    filter: ['==', ['get', 'fill'], ''],
    paint: { 'fill-pattern': HATCH },
  });
  map.addLayer({
    id: 'borders',
    type: 'line',
    source: 'areas',
    layout: { 'line-join': 'round' },
  });
  map.addLayer({
    id: 'marked',
    type: 'line',
    source: 'areas',
    filter: ['==', ['get', 'kode'], ''],
    layout: { 'line-join': 'round' },
  });
  map.addLayer({
    id: 'labels',
    type: 'symbol',
    source: 'labels',
    layout: {
      'text-field': ['get', 'text'],
      'text-font': ['Plus Jakarta Sans Bold'],
      'text-anchor': 'center',
      'text-allow-overlap': true,
      'text-ignore-placement': true,
      'text-max-width': 40,
    },
    paint: { 'text-color': ['get', 'ink'] },
  });
  scaleToBox(map, drawing, element);
}

/** Text and lines as wide as in the drawing, whatever the size of the box. */
function scaleToBox(map: MapLibre, drawing: MapDrawing, element: HTMLElement) {
  const scale = element.clientWidth / drawing.width;
  map.setLayoutProperty('labels', 'text-size', ['*', ['get', 'size'], scale]);
  map.setLayoutProperty('labels', 'text-offset', ['get', 'offset']);
  map.setPaintProperty('borders', 'line-width', 2.5 * scale);
  map.setPaintProperty('marked', 'line-width', 4 * scale);
}

interface Colours {
  classes: string[];
  inks: string[];
  border: string;
  ink: string;
  hatchGround: string;
  hatchLine: string;
}

function readColours(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: [1, 2, 3, 4, 5].map((n) => of(`--m${n}`)),
    inks: [1, 2, 3, 4, 5].map((n) => of(`--on-m${n}`)),
    border: of('--map-border'),
    ink: of('--ink'),
    hatchGround: of('--hatch-ground'),
    hatchLine: of('--hatch-line'),
  };
}

function areaData(drawing: MapDrawing, values: readonly AreaValue[], colours: Colours): GeoJSON.FeatureCollection {
  const classes = new Map(values.map((value) => [value.kode, value.mapClass]));
  return {
    type: 'FeatureCollection',
    features: drawing.shapes.features.map((feature) => {
      const mapClass = classes.get(feature.properties.kode);
      return { ...feature, properties: { ...feature.properties, fill: mapClass ? colours.classes[mapClass - 1] : '' } };
    }),
  };
}

/** One symbol per line: names and values have sizes of their own. Offsets are in ems of the line. */
function labelData(drawing: MapDrawing, values: readonly AreaValue[], colours: Colours): GeoJSON.FeatureCollection {
  const byKode = new Map(values.map((value) => [value.kode, value]));
  const line = 1.16;
  return {
    type: 'FeatureCollection',
    features: drawing.areas.flatMap((area) => {
      const value = byKode.get(area.kode);
      const { label } = area;
      if (!label || !value) return [];
      const ink = value.mapClass ? colours.inks[value.mapClass - 1] : colours.ink;
      const height = (label.lines.length * label.nameSize + label.valueSize) * line;
      const symbol = (text: string, size: number, middle: number, isValue = false): GeoJSON.Feature => ({
        type: 'Feature',
        properties: { text, size, ink, isValue, offset: [0, (middle - height / 2) / size] },
        geometry: { type: 'Point', coordinates: area.labelAt },
      });
      return [
        ...label.lines.map((text, i) => symbol(text, label.nameSize, (i + 0.5) * label.nameSize * line)),
        symbol(value.valueText, label.valueSize, height - (label.valueSize * line) / 2, true),
      ];
    }),
  };
}

function hatchImage(colours: Colours): ImageData {
  const size = 24;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = colours.hatchGround;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colours.hatchLine;
  pen.lineWidth = 7;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 4, size + 4);
    pen.lineTo(shift + size + 4, -4);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}
