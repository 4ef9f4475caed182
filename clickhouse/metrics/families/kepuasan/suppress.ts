/** A group of fewer people than this could be recognised. */
export const SMALL_CELL = 5;

/**
 * Counts of groups with the small ones hidden (null). A single hidden group could be worked out from the total, so then the
 * smallest of the others is hidden too.
 */
export function withoutSmallCells<Cell extends { n: number }>(
  cells: readonly Cell[],
): (Omit<Cell, 'n'> & { n: number | null })[] {
  const hidden = new Set(cells.filter(({ n }) => n > 0 && n < SMALL_CELL));
  if (hidden.size === 1) {
    const [next] = cells.filter((cell) => cell.n > 0 && !hidden.has(cell)).sort((a, b) => a.n - b.n);
    if (next) hidden.add(next);
  }
  return cells.map((cell) => ({ ...cell, n: hidden.has(cell) ? null : cell.n }));
}
