import type { Health } from '../health/health.server';
import type { CutPart } from './messages';

/** The worker computes a snapshot once a minute; two that did not come are a silence. */
export const LATE_MS = 150_000;

/** What a web process knows of the parts behind it. */
export interface Seen {
  parts: Pick<Health['parts'], 'engine' | 'redis' | 'worker'>;
  /** The worker told that it cannot read the warehouse. */
  halted: boolean;
  /** Age of the newest snapshot in real time; null when there has been none. */
  ageMs: number | null;
}

/** The one part that keeps figures from being new; the innermost that fails, as it explains the others. */
export function cutPart({ parts, halted, ageMs }: Seen): CutPart | null {
  // Without Redis nobody can say how the worker is, and without the engine it has nothing to compute from.
  if (parts.redis.status === 'mati') return 'redis';
  if (parts.engine.status === 'mati' || halted) return 'gudang';
  if (parts.worker.status === 'mati') return 'pengolah';
  return ageMs !== null && ageMs > LATE_MS ? 'pengolah' : null;
}
