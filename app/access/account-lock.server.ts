import { randomUUID } from 'node:crypto';
import { redis } from '../redis.server';

const HOLD_MS = 10_000;
const PATIENCE_MS = 5_000;

/** Removes the lock only while it is still ours. */
const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`;

/**
 * One change of accounts at a time: an invitation must not be used twice nor an e-mail address be taken twice. Null when the
 * lock was busy for too long.
 */
export const withAccountLock = <T>(change: () => Promise<T>): Promise<T | null> => withLock('akun', change);

/** One change of a kind at a time, over all web processes: the warehouse has no transactions. Null when it was busy for too long. */
export async function withLock<T>(
  kind: 'akun' | 'keberatan' | 'nilai' | 'layar',
  change: () => Promise<T>,
): Promise<T | null> {
  const key = `rk:kunci:${kind}`;
  const mark = randomUUID();
  const until = Date.now() + PATIENCE_MS;
  while ((await redis().set(key, mark, 'PX', HOLD_MS, 'NX')) !== 'OK') {
    if (Date.now() > until) return null;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    return await change();
  } finally {
    await redis()
      .eval(release, 1, key, mark)
      .catch(() => {});
  }
}
