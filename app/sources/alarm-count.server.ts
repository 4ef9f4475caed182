import { sourceAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';

const KEPT_MS = 10_000;
let kept: { at: number; count: number } | undefined;

/** How many alarms stand, for the navigation of every page; as known a few seconds ago. 0 when nobody can tell. */
export async function alarmCount(): Promise<number> {
  if (kept && Date.now() - kept.at < KEPT_MS) return kept.count;
  try {
    kept = { at: Date.now(), count: (await sourceAlarms({ at: now() })).length };
  } catch {
    return 0;
  }
  return kept.count;
}
