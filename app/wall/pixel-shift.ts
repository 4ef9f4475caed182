/** A panel that shows the same line in the same place for weeks keeps it: the whole wall wanders by a few pixels. */
export const SHIFT_EVERY_MS = 180_000;
/** As far as it wanders to each side, in pixels of 1080 lines; the margin of the wall is wider. */
export const SHIFT_MOST = 6;

/** From one side to the other and back, a pixel a step. */
function wave(step: number): number {
  const round = 4 * SHIFT_MOST;
  const at = ((step % round) + round) % round;
  return Math.abs(((at + 3 * SHIFT_MOST) % round) - 2 * SHIFT_MOST) - SHIFT_MOST;
}

/** Where the wall stands after so many steps, in pixels of 1080 lines. Across it moves every step, down every fifth. */
export function shiftAt(step: number): { x: number; y: number } {
  return { x: wave(step), y: wave(Math.floor(step / 5)) };
}
