import { type StandingAlarm, standingAlarms } from '../../clickhouse/alarms';
import { isOfSource } from '../../clickhouse/alarms/standing';
import { now } from '../../clickhouse/clock';
import type { Viewer } from '../access/roles';

const KEPT_MS = 10_000;
let kept: { at: number; alarms: Promise<StandingAlarm[]> } | undefined;

/** Alarms that stand, as known a few seconds ago: every page names their number. */
function recentAlarms(): Promise<StandingAlarm[]> {
  if (kept && Date.now() - kept.at < KEPT_MS) return kept.alarms;
  const alarms = standingAlarms({ at: now() });
  kept = { at: Date.now(), alarms };
  alarms.catch(() => {
    kept = undefined;
  });
  return alarms;
}

/** Somebody has just acted on an alarm: the next page says so. */
export const forgetRecent = () => {
  kept = undefined;
};

/** Whether an alarm is any business of a viewer: staff of an office see those of their own. */
export const concerns = (viewer: Pick<Viewer, 'role' | 'skpd'>, { skpd }: { skpd: string | null }): boolean =>
  viewer.role !== 'skpd' || (viewer.skpd !== null && skpd === viewer.skpd);

/** What the navigation says of alarms to a viewer. */
export interface AlarmCounts {
  /** Those that stand and are not muted. */
  standing: number;
  /** Of sources. */
  ofSources: number;
}

/** 0 when nobody can tell. */
export async function alarmCounts(viewer: Pick<Viewer, 'role' | 'skpd'>): Promise<AlarmCounts> {
  const alarms = await recentAlarms().catch(() => []);
  return {
    standing: alarms.filter((a) => concerns(viewer, a) && a.mutedUntil === null).length,
    ofSources: alarms.filter(({ rule }) => isOfSource(rule)).length,
  };
}

/** The gravest alarms for the head of the overview, and how many there are in all. */
export async function gravestAlarms(
  viewer: Pick<Viewer, 'role' | 'skpd'>,
  skpd: string | null,
): Promise<{ shown: StandingAlarm[]; all: number } | null> {
  const found = await recentAlarms().catch(() => null);
  if (!found) return null;
  const told = found.filter((a) => concerns(viewer, a) && a.mutedUntil === null && (skpd === null || a.skpd === skpd));
  return { shown: told.slice(0, 3), all: told.length };
}
