import { type MaturityBoard, maturityBoard } from '../../clickhouse/maturity';
import { pastMonths } from '../filters';
import { versionIn } from './what-if-address';

/** Months that may lie between now and the last assessment before the board counts as never assessed. */
const LOOK_BACK = 3;

/**
 * The board to open with: the last whole month, because a month that still runs has not gathered its evidence; failing that
 * the running one, then older ones. Empty rows when none was assessed. `running` is the month we are in.
 */
export async function newestBoard(now: Date, timezone: string): Promise<MaturityBoard & { running: string }> {
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
export function recentMonths(now: Date, timezone: string): string[] {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit' });
  return [local.format(now), ...pastMonths(LOOK_BACK, { now, timeZone: timezone }).map(({ key }) => key)];
}

/** The month in the address (`?bulan=2026-10`), or null. */
export function askedMonth(request: Request): string | null {
  const asked = new URL(request.url).searchParams.get('bulan') ?? '';
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : null;
}

/** The version of the instrument in the address (`?versi=2026.1`), or null. A plus sign that was typed arrives as a blank. */
export const askedVersion = (request: Request): string | null => versionIn(new URL(request.url).searchParams);
