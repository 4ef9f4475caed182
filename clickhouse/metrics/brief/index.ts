import { silentTables } from '../freshness';
import { burst, overdue } from './complaints';
import type { BriefFinding } from './finding';
import { kiosks } from './kiosks';
import { moves as stages } from './maturity';
import { content, failing, waits } from './members';
import { due, moves } from './services';
import { silence } from './sources';

export type { BriefFinding } from './finding';

const MOST = 7;
/** What the findings are made of, where its sources still speak. */
const TABLES = ['complaints', 'service_events', 'web_hits', 'survey_answers'] as const;
const ORDER = ['buruk', 'waspada', 'baik'];

/**
 * At most seven findings of the morning, the worst first and of equal severity in the order of the list below; the same
 * data and moment give the same findings. Of a table whose sources are all silent only that is told: an office that seems to
 * let its cases lie may only not be heard.
 */
export async function morningBrief({ now, timezone }: { now: Date; timezone: string }): Promise<BriefFinding[]> {
  const silent = await silentTables(TABLES, now, timezone);
  const from = (table: (typeof TABLES)[number], look: typeof waits) => (silent.has(table) ? [] : look(now, timezone));
  const found = await Promise.all([
    from('complaints', burst),
    from('complaints', overdue),
    silence(now, timezone),
    stages(now, timezone),
    from('service_events', due),
    from('service_events', waits),
    from('web_hits', failing),
    from('service_events', kiosks),
    from('survey_answers', content),
    from('service_events', moves),
  ]);
  return found
    .flat()
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
    .slice(0, MOST);
}
