/**
 * What a rule sees of a subject: beyond its limit, back within the limit that clears it, somewhere between the two, or nothing
 * that can be told.
 */
export type Look = 'beyond' | 'between' | 'within' | 'unknown';

/** What is remembered of a rule and a subject from one look to the next. */
export interface Watched {
  /** How many alarms of this rule and subject there ever were; the newest of them may stand. */
  generation: number;
  standing: boolean;
  /** Looks in a row that call for a change: beyond the limit while none stands, within it while one does. */
  streak: number;
  unknownSince: Date | null;
}

export const UNWATCHED: Watched = { generation: 0, standing: false, streak: 0, unknownSince: null };

/**
 * One look at one subject. An alarm is raised after `hold` looks in a row beyond the limit and ends after as many in a row within
 * the limit that clears it; what swings around the limit is one alarm. Unknown never raises, never ends and never counts.
 */
export function step(
  before: Watched,
  look: Look,
  hold: number,
  at: Date,
): Watched & { change: 'naik' | 'selesai' | null } {
  if (look === 'unknown') return { ...before, unknownSince: before.unknownSince ?? at, change: null };
  const callsForChange = look === (before.standing ? 'within' : 'beyond');
  const streak = callsForChange ? before.streak + 1 : 0;
  const known = { ...before, unknownSince: null };
  if (streak < hold) return { ...known, streak, change: null };
  return before.standing
    ? { ...known, streak: 0, standing: false, change: 'selesai' }
    : { ...known, streak: 0, standing: true, generation: before.generation + 1, change: 'naik' };
}
