import type { StandingAlarm } from '../../clickhouse/alarms';

/** Which alarms of high severity a wall has told of, and which it tells of now. */
export interface Spotlight {
  /** Ids of alarms that stand and need no telling any more: never more than stand. */
  known: readonly string[];
  /** Ids of the alarms that hold the screen, and until when by the clock of the wall. */
  current: { ids: readonly string[]; until: number } | null;
}

type Alarm = Pick<StandingAlarm, 'id' | 'severity' | 'acknowledgedBy' | 'mutedUntil'>;

/** Alarms that nobody has taken on yet. */
const isCalling = ({ severity, acknowledgedBy, mutedUntil }: Alarm) =>
  severity === 'tinggi' && acknowledgedBy === null && mutedUntil === null;

/** What a wall begins with: what it told of before it was loaded, or else what stands now, which its scenes show anyway. */
export const firstSpotlight = (told: readonly string[] | null, alarms: readonly Alarm[] | null): Spotlight => ({
  known: told ?? alarms?.map(({ id }) => id) ?? [],
  current: null,
});

/**
 * The spotlight after a look at the standing alarms (null: they could not be read). New ones of high severity hold the screen
 * for the set time, together with those that hold it already; each does so once in its life, and none after it has ended.
 */
export function heed(
  spotlight: Spotlight,
  alarms: readonly Alarm[] | null,
  { seconds, at }: { seconds: number; at: number },
): Spotlight {
  const { known, current } = spotlight;
  if (alarms === null) return current && at >= current.until ? { known, current: null } : spotlight;
  const standing = new Set(alarms.map(({ id }) => id));
  const calling = alarms.filter(isCalling).map(({ id }) => id);
  const fresh = calling.filter((id) => !known.includes(id));
  // One that is muted or acknowledged before it was told of may still call later.
  const nextKnown = [...known.filter((id) => standing.has(id)), ...fresh];
  return same(spotlight, { known: nextKnown, current: nextCurrent(current, calling, fresh, { seconds, at }) });
}

function nextCurrent(
  current: Spotlight['current'],
  calling: string[],
  fresh: string[],
  { seconds, at }: { seconds: number; at: number },
): Spotlight['current'] {
  if (seconds === 0) return null;
  const held = current && at < current.until ? current.ids.filter((id) => calling.includes(id)) : [];
  const ids = [...fresh, ...held];
  if (ids.length === 0) return null;
  return { ids, until: fresh.length > 0 ? at + seconds * 1000 : current!.until };
}

/** The old object when nothing changed, so that nothing is drawn anew. */
function same(old: Spotlight, next: Spotlight): Spotlight {
  const known = equal(old.known, next.known) ? old.known : next.known;
  const current =
    old.current && next.current && old.current.until === next.current.until && equal(old.current.ids, next.current.ids)
      ? old.current
      : next.current;
  return known === old.known && current === old.current ? old : { known, current };
}

const equal = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i]);
