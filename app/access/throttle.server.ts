import { createHash } from 'node:crypto';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redis } from '../redis.server';

/**
 * Failed attempts that are allowed. An office stands behind one address, so an address is allowed many more than one
 * account from one address; an account is never locked for everybody, or anybody could lock out the mayor.
 */
const limits = {
  account: { points: 5, duration: 15 * 60, keyPrefix: 'rk:coba:akun' },
  address: { points: 60, duration: 15 * 60, keyPrefix: 'rk:coba:alamat' },
};

const limiter = (limit: (typeof limits)['account']) => new RateLimiterRedis({ storeClient: redis(), ...limit });

/** Keys in Redis name nobody. */
const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

interface Attempt {
  email: string;
  address: string;
}

/** Counts an attempt before it is checked (so that a burst cannot slip through) and says how long to wait, if at all. */
export async function countAttempt({ email, address }: Attempt): Promise<{ waitSeconds: number } | null> {
  try {
    await limiter(limits.address).consume(digest(address));
    await limiter(limits.account).consume(digest(`${email} ${address}`));
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { waitSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
    throw refusal;
  }
}

/** A right password takes its attempts back. */
export async function forgetAttempts({ email, address }: Attempt): Promise<void> {
  await limiter(limits.account).delete(digest(`${email} ${address}`));
  await limiter(limits.address).reward(digest(address));
}
