import { mostOf, radiusOf, type Spot, USUAL_SCALE } from './overlay';

const TILE_PX = 512;
/** Squares are asked anew when the map is half a zoom farther: nearer than that circles stand at least so far apart. */
const FARTHER = 0.5;
const GAP_PX = 2;
const MOST_PASSES = 30;

/**
 * Circles that would lie over one another, moved apart as far as it takes and no farther: two numbers on top of each other are read as
 * one. What a circle stands for is told by its square (`key`), not by where it is drawn.
 */
export function apart(spots: readonly Spot[]): readonly Spot[] {
  const zoom = Number(spots[0]?.key.split('.')[0]) - FARTHER;
  if (!Number.isFinite(zoom)) return spots;
  const world = TILE_PX * 2 ** zoom;
  const most = mostOf(spots);
  const circles = spots.map(({ lng, lat, n }) => ({
    x: ((lng + 180) / 360) * world,
    y: ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * world,
    r: radiusOf(n, most) * USUAL_SCALE,
    moved: false,
  }));
  let clash = true;
  for (let pass = 0; clash && pass < MOST_PASSES; pass += 1) {
    clash = false;
    for (const [i, a] of circles.entries())
      for (const b of circles.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const far = Math.hypot(dx, dy);
        const missing = a.r + b.r + GAP_PX - far;
        if (missing <= 0.01) continue;
        clash = a.moved = b.moved = true;
        // At the very same place one goes to the east of the other.
        const [ux, uy] = far > 0 ? [dx / far, dy / far] : [1, 0];
        // The smaller one gives way: the larger stands for more.
        const share = b.r ** 2 / (a.r ** 2 + b.r ** 2);
        a.x -= ux * missing * share;
        a.y -= uy * missing * share;
        b.x += ux * missing * (1 - share);
        b.y += uy * missing * (1 - share);
      }
  }
  return spots.map((spot, i) => {
    const { x, y, moved } = circles[i]!;
    if (!moved) return spot;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / world))) * 180) / Math.PI;
    return { ...spot, lng: (x / world) * 360 - 180, lat };
  });
}
