import { monthOf } from '../local-time';
import { type MaturityBoard, maturityBoard } from './board';

/** Months that may lie between now and the last assessment before the board counts as never assessed. */
const LOOK_BACK = 3;

export type NewestBoard = MaturityBoard & { running: string };

/**
 * The board to open with: the last whole month, because a month that still runs has not gathered its evidence; failing that
 * the running one, then older ones. Empty rows when none was assessed. `running` is the month we are in.
 */
export async function newestBoard(now: Date, timezone: string): Promise<NewestBoard> {
  const [running = '', last = '', ...older] = recentMonths(now, timezone);
  let board: MaturityBoard | undefined;
  for (const month of [last, running, ...older]) {
    const found = await maturityBoard({ month, timezone });
    board ??= found;
    if (found.rows.length > 0) return { ...found, running };
  }
  return { ...board!, running };
}

/** This month and the ones before it, newest first, as `YYYY-MM`. */
export const recentMonths = (now: Date, timezone: string): string[] =>
  Array.from({ length: LOOK_BACK + 1 }, (_, back) => monthOf(now, timezone, back));
