import type { MapDrawing } from './drawing.server';

/** The area in whose middle a point comes nearest: a name for a place, not a statement of where it belongs. */
export function nearestArea({ areas }: Pick<MapDrawing, 'areas'>, { lng, lat }: { lng: number; lat: number }): string {
  const away = ([x, y]: readonly [number, number]) => (x - lng) ** 2 + (y - lat) ** 2;
  const nearest = areas.reduce<(typeof areas)[number] | null>(
    (best, area) => (best === null || away(area.labelAt) < away(best.labelAt) ? area : best),
    null,
  );
  return nearest?.nama ?? '—';
}
