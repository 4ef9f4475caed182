import { freshnessOf } from '../../clickhouse/ledger/freshness';
import type { SourceSummary } from '../../clickhouse/ledger/queries';

/** In the order in which somebody should look at them. */
const order = ['perhatian', 'memuat', 'segar', 'jeda', 'lain'] as const;
export type SourceGroup = (typeof order)[number];

interface State {
  alarms: { source: string }[];
  paused: string[];
  now: Date;
}

/** Sources by what is to be done about them; groups without a source are left out. */
export function groupSources(
  sources: SourceSummary[],
  state: State,
): { group: SourceGroup; sources: SourceSummary[] }[] {
  return order
    .map((group) => ({ group, sources: sources.filter((source) => groupOf(source, state) === group) }))
    .filter((group) => group.sources.length > 0);
}

function groupOf(source: SourceSummary, { alarms, paused, now }: State): SourceGroup {
  const { freshness } = freshnessOf(source, now);
  if (paused.includes(source.id)) return 'jeda';
  if (source.unbalancedRuns > 0 || freshness === 'terlambat' || alarms.some((alarm) => alarm.source === source.id))
    return 'perhatian';
  if (source.activeRuns > 0) return 'memuat';
  return freshness === 'segar' ? 'segar' : 'lain';
}
