import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { AreaValue } from './area-value';
import type { Basemap } from './basemap';
import type { AreaDrawing, MapDrawing } from './drawing.server';
import type { LiveMap, View } from './live-map';
import { type Overlay, projector } from './overlay';
import { OverlayDrawing } from './overlay-drawing';
import { blockHeight, type Label, LINE } from './placement';
import { labelsInView } from './view-labels';
import './maps.css';

interface Props {
  title: string;
  /** The map in one or two sentences, for those who cannot see it. */
  summary: string;
  drawing: MapDrawing;
  values: readonly AreaValue[];
  active: string | null;
  /** Whether the active area is pointed at, and so has its tip; false: it is only outlined. */
  isPointed?: boolean;
  onActive: (kode: string | null) => void;
  onPick: (kode: string) => void;
  words: { zoomIn: string; zoomOut: string; whole: string };
  /** What lies over the areas, on maps that have more than these. */
  over?: {
    overlay: Overlay;
    write: (n: number) => string;
    /** Opens what a circle or a hexagon stands for. */
    onOpen: (key: string) => void;
    /** Told when the live map was moved. */
    onView: (view: View) => void;
  };
  basemap?: Basemap | null;
}

/** Phones keep the drawing: a live map would trap the thumb that scrolls. */
const LIVE_FROM_PX = 700;

/**
 * A choropleth of the kecamatan. The server draws it, so it is there at first paint and without scripts; once the browser
 * is idle MapLibre takes over in the same box with the same outlines, colours and label places. The list that stands
 * beside it is its table and its keyboard path.
 */
export function KecamatanMap({
  title,
  summary,
  drawing,
  values,
  active,
  isPointed = true,
  onActive,
  onPick,
  words,
  over,
  basemap = null,
}: Props) {
  const hatch = useId();
  const holder = useRef<HTMLDivElement>(null);
  const live = useRef<LiveMap | null>(null);
  const handlers = useRef({ onActive, onPick, over });
  handlers.current = { onActive, onPick, over };
  const [isLive, setIsLive] = useState(false);
  const isWide = useIsWide();
  const byKode = new Map(values.map((value) => [value.kode, value]));
  const latestValues = useRef(values);
  latestValues.current = values;

  useEffect(() => {
    const element = holder.current;
    if (!element || !isWide || !hasWebGl()) return;
    let ended = false;
    const start = async () => {
      try {
        const { startLiveMap } = await import('./live-map');
        if (ended) return;
        const map = await startLiveMap(
          element,
          drawing,
          latestValues.current,
          {
            onActive: (kode) => handlers.current.onActive(kode),
            onPick: (kode) => handlers.current.onPick(kode),
            over: handlers.current.over && {
              onOpen: (key) => handlers.current.over?.onOpen(key),
              onView: (view) => handlers.current.over?.onView(view),
              write: (n) => handlers.current.over?.write(n) ?? '',
            },
          },
          basemap,
        );
        if (ended) return map.end();
        live.current = map;
        setIsLive(true);
      } catch {
        // The drawing stays; it tells the same.
      }
    };
    const cancel = whenIdle(start);
    return () => {
      ended = true;
      cancel();
      live.current?.end();
      live.current = null;
      setIsLive(false);
    };
  }, [drawing, isWide, basemap]);

  useEffect(() => {
    if (isLive) live.current?.show(values);
  }, [values, isLive]);
  useEffect(() => {
    if (isLive) live.current?.mark(active);
  }, [active, isLive]);
  const overlay = over?.overlay;
  useEffect(() => {
    if (isLive && overlay) live.current?.lay(overlay);
  }, [overlay, isLive]);

  // The live map places its own; until then what lies over the areas has its room.
  const placed = useMemo(
    () => (overlay && !isLive ? labelsInView(drawing, { ...drawing, at: projector(drawing) }, values, overlay) : null),
    [overlay, isLive, drawing, values],
  );
  const labels = (
    <g className="map-labels">
      {drawing.areas.map(({ kode, label }) => {
        const own = placed ? placed.get(kode) : label;
        return own && <AreaLabel key={kode} label={own} value={byKode.get(kode)} />;
      })}
    </g>
  );
  const activeArea = active ? drawing.areas.find((area) => area.kode === active) : undefined;
  return (
    <div className="map-box" data-live={isLive || undefined}>
      <svg
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="img"
        aria-label={`${title}. ${summary}`}
        className="map-drawing"
      >
        <defs>
          <pattern id={hatch} width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="9" height="9" className="map-hatch-ground" />
            <rect width="3.5" height="9" className="map-hatch-line" />
          </pattern>
        </defs>
        <g className="map-areas">
          {drawing.areas.map((area) => {
            const mapClass = byKode.get(area.kode)?.mapClass ?? null;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map is the keyboard path
              <path
                key={area.kode}
                d={area.path}
                className={mapClass !== null ? `map-area m${mapClass}` : 'map-area'}
                fill={mapClass !== null ? undefined : `url(#${hatch})`}
                onMouseEnter={() => onActive(area.kode)}
                onMouseLeave={() => onActive(null)}
                onClick={() => onPick(area.kode)}
              />
            );
          })}
        </g>
        {activeArea && <path d={activeArea.path} className="map-active" />}
        {over ? (
          <OverlayDrawing drawing={drawing} overlay={over.overlay} write={over.write} onOpen={over.onOpen}>
            {labels}
          </OverlayDrawing>
        ) : (
          labels
        )}
      </svg>
      <div ref={holder} className="map-live" aria-hidden="true" />
      {isLive && basemap && <p className="map-attribution">{basemap.attribution}</p>}
      {activeArea && isPointed && (
        <Tip
          area={activeArea}
          drawing={drawing}
          value={byKode.get(activeArea.kode)}
          live={live.current}
          box={holder.current}
        />
      )}
      {isLive && (
        <div className="map-zoom">
          <button type="button" onClick={() => live.current?.zoom(1)} aria-label={words.zoomIn} title={words.zoomIn}>
            +
          </button>
          <button type="button" onClick={() => live.current?.zoom(-1)} aria-label={words.zoomOut} title={words.zoomOut}>
            −
          </button>
          <button type="button" onClick={() => live.current?.zoom(0)} aria-label={words.whole} title={words.whole}>
            ⤢
          </button>
        </div>
      )}
    </div>
  );
}

/** Name over value, or the area's number in a ring where the name has no room. */
export function AreaLabel({ label, value }: { label: Label; value: AreaValue | undefined }) {
  if (!value) return null;
  const ink = value.mapClass !== null ? `on-m${value.mapClass}` : 'on-unknown';
  if (label.ring !== null)
    return (
      <g className={ink} textAnchor="middle">
        <circle cx={label.x} cy={label.y} r={label.ring} className="map-ring" />
        <text x={label.x} y={label.y} dy="0.36em" fontSize={label.valueSize} className="map-number">
          {value.number}
        </text>
      </g>
    );
  const top = label.y - blockHeight(label) / 2;
  return (
    <g className={ink} textAnchor="middle">
      {label.lines.map((line, i) => (
        <text
          key={line}
          x={label.x}
          y={top + (i + 0.8) * label.nameSize * LINE}
          fontSize={label.nameSize}
          className="map-name"
        >
          {line}
        </text>
      ))}
      {label.valueSize > 0 && (
        <text
          x={label.x}
          y={top + label.lines.length * label.nameSize * LINE + 0.8 * label.valueSize * LINE}
          fontSize={label.valueSize}
          className="map-value"
        >
          {value.valueText}
        </text>
      )}
    </g>
  );
}

interface TipProps {
  area: AreaDrawing;
  drawing: MapDrawing;
  value: AreaValue | undefined;
  live: LiveMap | null;
  box: HTMLElement | null;
}

/** Exists only while an area is pointed at, so never in the server's page: its place may be an inline style. */
function Tip({ area, drawing, value, live, box }: TipProps) {
  if (!value) return null;
  const at = live?.placeOf(area.labelAt) ?? placeInBox(area, drawing, box);
  const below = at.y < 0.4;
  return (
    <div
      className="map-tip"
      data-below={below || undefined}
      data-side={at.x > 0.72 ? 'left' : at.x < 0.28 ? 'right' : undefined}
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}
    >
      <b>{area.nama}</b>
      {value.tip}
    </div>
  );
}

/** Where the label of a drawn area stands in its box, 0..1; the drawing stands in the middle of it. */
function placeInBox({ label }: AreaDrawing, { width, height }: MapDrawing, box: HTMLElement | null) {
  const [boxWidth, boxHeight] = [box?.clientWidth || width, box?.clientHeight || height];
  const scale = Math.min(boxWidth / width, boxHeight / height);
  const share = (at: number, whole: number, ofBox: number) => 0.5 + ((at - whole / 2) * scale) / ofBox;
  return {
    x: share(label.x, width, boxWidth),
    y: share(label.y, height, boxHeight),
  };
}

/** Whether the window is wide enough for a live map, also after it was resized or turned. False on the server. */
function useIsWide(): boolean {
  const [isWide, setIsWide] = useState(false);
  useEffect(() => {
    const wide = window.matchMedia(`(min-width: ${LIVE_FROM_PX}px)`);
    const tell = () => setIsWide(wide.matches);
    tell();
    wide.addEventListener('change', tell);
    return () => wide.removeEventListener('change', tell);
  }, []);
  return isWide;
}

function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

function whenIdle(start: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const id = window.requestIdleCallback(start, { timeout: 4000 });
    return () => window.cancelIdleCallback(id);
  }
  const id = setTimeout(start, 600);
  return () => clearTimeout(id);
}
