import type { MapDrawing } from './drawing.server';
import { mostOf, type Overlay, type PlaceKind, projector, radiusOf, type Spot } from './overlay';

interface Props {
  drawing: MapDrawing;
  overlay: Overlay;
  write: (n: number) => string;
  onOpen?: (key: string) => void;
}

/** What lies over the areas, as the server draws it. Tables beside the map are the keyboard path to each. */
export function OverlayDrawing({ drawing, overlay, write, onOpen }: Props) {
  const at = projector(drawing);
  const place = (spots: readonly Spot[]) => {
    const most = mostOf(spots);
    return spots.map((spot) => ({ ...spot, at: at(spot.lng, spot.lat), r: radiusOf(spot.n, most) }));
  };
  return (
    <g className="map-overlay">
      {place(overlay.heat).map(({ key, at: [x, y], r }) => (
        <circle key={key} cx={x} cy={y} r={r * 1.5} className="map-heat" />
      ))}
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
      {place(overlay.clusters).map(({ key, at: [x, y], r, n }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table of clusters is the keyboard path
        <g key={key} className="map-cluster" onClick={() => onOpen?.(key)}>
          <circle cx={x} cy={y} r={r} />
          {r > 9.5 && (
            <text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize={r > 14 ? 15 : 12}>
              {write(n)}
            </text>
          )}
        </g>
      ))}
      {place(overlay.day).map(({ key, at: [x, y], r }) => (
        <circle key={key} cx={x} cy={y} r={r} className="map-day" />
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
