import { type GeoJSONSource, Map as MapLibre, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { AreaValue } from './area-value';
import { addBasemap, type Basemap } from './basemap';
import type { MapDrawing } from './drawing.server';
import { addOverlay, scaleOverlay } from './live-overlay';
import { NO_OVERLAY, type Overlay, USUAL_SCALE } from './overlay';
import { blockHeight, type Label, LINE } from './placement';
import { labelsInView } from './view-labels';

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

/** Height of a button of the map, and its width. */
const CONTROL_PX = 38;
/** The line round a number, as in maps.css. */
const RING_WIDTH = 1.5;
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
  // Hidden from screen readers, whose way are the tables: so the keyboard does not stop at it either.
  map.getCanvas().tabIndex = -1;
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
    addLayers(map);
  } catch (error) {
    map.remove();
    throw error;
  }

  const { over } = handlers;
  const overlay = over ? addOverlay(map, element, over) : null;
  scaleToBox(map, drawing, element);
  // A background that does not come leaves the map as it is without one.
  const background = basemap ? await addBasemap(map, basemap).catch(() => null) : null;
  map.on('moveend', () => {
    placeLabels();
    const bounds = map.getBounds();
    over?.onView({
      // A larger box shows the same squares larger, as the drawing does.
      zoom: map.getZoom() - Math.log2(scaleOf(element, drawing) / USUAL_SCALE),
      box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    });
  });

  let shown = values;
  let marked: string | null = null;
  let laid: Overlay = NO_OVERLAY;
  const placeLabels = () => {
    const scale = scaleOf(element, drawing);
    const view = {
      at: (lng: number, lat: number): [number, number] => {
        const { x, y } = map.project([lng, lat]);
        return [x / scale, y / scale];
      },
      width: element.clientWidth / scale,
      height: element.clientHeight / scale,
      controls: [0, 1, 2].map((i) => ({
        x: (element.clientWidth - CONTROL_PX / 2) / scale,
        y: ((i + 0.5) * CONTROL_PX) / scale,
        r: CONTROL_PX / 1.4 / scale,
      })),
    };
    const placed = labelsInView(drawing, view, shown, laid);
    const globe = (x: number, y: number) => map.unproject([x * scale, y * scale]).toArray();
    (map.getSource('labels') as GeoJSONSource).setData(labelData(shown, placed, globe, readColours(element)));
  };
  const paint = () => {
    const colours = readColours(element);
    map.addImage(HATCH, hatchImage(colours), { pixelRatio: 2 });
    map.setPaintProperty('areas', 'fill-color', ['get', 'fill']);
    (map.getSource('areas') as GeoJSONSource).setData(areaData(drawing, shown, colours));
    placeLabels();
    map.setPaintProperty('borders', 'line-color', colours.border);
    map.setPaintProperty('marked', 'line-color', colours.ink);
    overlay?.paint();
    background?.paint(getComputedStyle(element));
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
  const sizeOf = () => `${element.clientWidth} ${element.clientHeight}`;
  let size = sizeOf();
  map.on('resize', () => {
    if (sizeOf() === size) return;
    size = sizeOf();
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
    lay: (next) => {
      laid = next;
      overlay?.show(next);
      placeLabels();
    },
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

/** Pixels of the box for one of the drawing, which stands in its middle. */
const scaleOf = (element: HTMLElement, drawing: MapDrawing) =>
  Math.min(element.clientWidth / drawing.width, element.clientHeight / drawing.height);

function scaledPadding(element: HTMLElement, drawing: MapDrawing) {
  const scale = scaleOf(element, drawing);
  const inner = drawing.padding * scale;
  const [x, y] = [
    (element.clientWidth - drawing.width * scale) / 2 + inner,
    (element.clientHeight - drawing.height * scale) / 2 + inner,
  ];
  return { left: x, right: x, top: y, bottom: y };
}

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

function addLayers(map: MapLibre) {
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
    id: 'rings',
    type: 'circle',
    source: 'labels',
    filter: ['has', 'ring'],
    paint: { 'circle-color': ['get', 'ground'], 'circle-stroke-color': ['get', 'ink'] },
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
    paint: { 'text-color': ['get', 'ink'], 'text-halo-color': ['get', 'ground'] },
  });
}

/** Text, lines and circles as large as in the drawing, whatever the size of the box. */
function scaleToBox(map: MapLibre, drawing: MapDrawing, element: HTMLElement) {
  const scale = scaleOf(element, drawing);
  scaleOverlay(map, scale);
  map.setLayoutProperty('labels', 'text-size', ['*', ['get', 'size'], scale]);
  map.setLayoutProperty('labels', 'text-offset', ['get', 'offset']);
  map.setPaintProperty('rings', 'circle-radius', ['*', ['get', 'ring'], scale]);
  map.setPaintProperty('rings', 'circle-stroke-width', RING_WIDTH * scale);
  map.setPaintProperty('labels', 'text-halo-width', 1.5 * scale);
  map.setPaintProperty('borders', 'line-width', 2.5 * scale);
  map.setPaintProperty('marked', 'line-width', 4 * scale);
}

interface Colours {
  /** From 0, the uncoloured. */
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
    classes: [0, 1, 2, 3, 4, 5].map((n) => of(`--m${n}`)),
    inks: [0, 1, 2, 3, 4, 5].map((n) => of(`--on-m${n}`)),
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
      const fill = colours.classes[classes.get(feature.properties.kode) ?? -1] ?? '';
      return { ...feature, properties: { ...feature.properties, fill } };
    }),
  };
}

/** One symbol per line: names and values have sizes of their own. Offsets are in ems of the line. */
function labelData(
  values: readonly AreaValue[],
  placed: ReadonlyMap<string, Label>,
  globe: (x: number, y: number) => number[],
  colours: Colours,
): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: values.flatMap(({ kode, mapClass, valueText, number }) => {
      const label = placed.get(kode);
      if (!label) return [];
      const ink = colours.inks[mapClass ?? -1] ?? colours.ink;
      const ground = colours.classes[mapClass ?? -1] ?? colours.hatchGround;
      const height = blockHeight(label);
      const symbol = (text: string, size: number, middle: number): GeoJSON.Feature => ({
        type: 'Feature',
        properties: { text, size, ink, ground, offset: [0, (middle - height / 2) / size] },
        geometry: { type: 'Point', coordinates: globe(label.x, label.y) },
      });
      const { lines, nameSize, valueSize, ring } = label;
      if (ring !== null) {
        const sign = symbol(String(number), valueSize, height / 2);
        return [{ ...sign, properties: { ...sign.properties, ring } }];
      }
      return [
        ...lines.map((text, i) => symbol(text, nameSize, (i + 0.5) * nameSize * LINE)),
        ...(valueSize > 0 ? [symbol(valueText, valueSize, height - (valueSize * LINE) / 2)] : []),
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
