import { type ReactNode, useId } from 'react';
import type { MapDrawing } from './drawing.server';
import {
  dayRadiusOf,
  mostOf,
  numberSizeOf,
  type Overlay,
  type PlaceKind,
  projector,
  radiusOf,
  type Spot,
} from './overlay';

interface Props {
  drawing: MapDrawing;
  overlay: Overlay;
  write: (n: number) => string;
  onOpen?: (key: string) => void;
  /** The names of the areas: over what colours them, under circles and signs. */
  children: ReactNode;
}

/** What lies over the areas, as the server draws it. Tables beside the map are the keyboard path to each. */
export function OverlayDrawing({ drawing, overlay, write, onOpen, children }: Props) {
  const at = projector(drawing);
  const glow = useId();
  const { heat, day } = overlay;
  const densest = mostOf(heat);
  const place = (spots: readonly Spot[]) => {
    const most = mostOf(spots);
    return spots.map((spot) => {
      const r = radiusOf(spot.n, most);
      const text = write(spot.n);
      return { ...spot, at: at(spot.lng, spot.lat), r, text, size: numberSizeOf(text, r) };
    });
  };
  return (
    <g className="map-overlay">
      {heat.length > 0 && (
        <defs>
          <radialGradient id={glow} className="map-glow">
            <stop offset="0" />
            <stop offset="1" stopOpacity="0" />
          </radialGradient>
        </defs>
      )}
      {heat.map(({ key, lng, lat, n }) => {
        const [x, y] = at(lng, lat);
        const opacity = 0.25 + 0.65 * (n / densest);
        return (
          <circle key={key} cx={x} cy={y} r="26" fill={`url(#${glow})`} fillOpacity={opacity} className="map-heat" />
        );
      })}
      {overlay.hot.map(({ key, ring, n }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table of hot spots is the keyboard path
        <path
          key={key}
          className="map-hot"
          d={`M${ring.map(([lng, lat]) => at(lng, lat).map((v) => v.toFixed(1))).join('L')}Z`}
          onClick={() => onOpen?.(key)}
        >
          <title>{write(n)}</title>
        </path>
      ))}
      {day?.spots.map(({ key, lng, lat, n }) => {
        const [x, y] = at(lng, lat);
        return <circle key={key} cx={x} cy={y} r={dayRadiusOf(n, day.most)} className="map-day" />;
      })}
      {children}
      {place(overlay.clusters).map(({ key, at: [x, y], r, text, size }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table of clusters is the keyboard path
        <g key={key} className="map-cluster" onClick={() => onOpen?.(key)}>
          <circle cx={x} cy={y} r={r} />
          {size > 0 && (
            <text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize={size}>
              {text}
            </text>
          )}
        </g>
      ))}
      {overlay.places.map(({ kind, name, lng, lat }) => {
        const [x, y] = at(lng, lat);
        return (
          <path
            key={`${kind} ${name}`}
            className={`map-place is-${kind}`}
            d={SHAPES[kind]}
            transform={`translate(${x} ${y})`}
          >
            <title>{name}</title>
          </path>
        );
      })}
    </g>
  );
}

/** A square, a triangle and a diamond: kinds of places differ by shape, not by colour alone. */
export const SHAPES: Record<PlaceKind, string> = {
  skpd: 'M-5,-5H5V5H-5Z',
  kios: 'M0,-6.5L6,5H-6Z',
  loket: 'M0,-7L6.5,0L0,7L-6.5,0Z',
};
