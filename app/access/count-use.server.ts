import { createHash } from 'node:crypto';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redis } from '../redis.server';

/** So many uses are allowed in so many seconds. */
export interface Limit {
  points: number;
  duration: number;
  keyPrefix: string;
}

export const limiter = (limit: Limit) => new RateLimiterRedis({ storeClient: redis(), ...limit });

/** Keys in Redis name nobody. */
export const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Counts a use against each limit in turn and says how long to wait when one is passed. Throws without Redis. */
export async function countUse(...against: [limit: Limit, who: string][]): Promise<{ waitSeconds: number } | null> {
  try {
    for (const [limit, who] of against) await limiter(limit).consume(digest(who));
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { waitSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
    throw refusal;
  }
}
