/** The doors of one side, the busiest first. */
export function doorsBy<T extends Record<'entries' | 'exits' | 'entry_rank' | 'exit_rank', number>>(
  side: 'entries' | 'exits',
  found: readonly T[],
): T[] {
  const rank = side === 'entries' ? 'entry_rank' : 'exit_rank';
  return found.filter((row) => row[side] > 0).sort((a, b) => a[rank] - b[rank]);
}
