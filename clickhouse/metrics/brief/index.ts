import { burst, overdue } from './complaints';
import type { BriefFinding } from './finding';
import { kiosks } from './kiosks';
import { moves as stages } from './maturity';
import { content, failing, waits } from './members';
import { due, moves } from './services';
import { silence } from './sources';

export type { BriefFinding } from './finding';

const MOST = 7;
const ORDER = ['buruk', 'waspada', 'baik'];

/**
 * At most seven findings of the morning, the worst first and of equal severity in the order of the list below; the same
 * data and moment give the same findings.
 */
export async function morningBrief({ now, timezone }: { now: Date; timezone: string }): Promise<BriefFinding[]> {
  const found = await Promise.all([
    burst(now),
    overdue(now, timezone),
    silence(now, timezone),
    stages(now, timezone),
    due(now, timezone),
    waits(now, timezone),
    failing(now, timezone),
    kiosks(now, timezone),
    content(now, timezone),
    moves(now, timezone),
  ]);
  return found
    .flat()
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
    .slice(0, MOST);
}
