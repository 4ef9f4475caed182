import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { now } from '../../clickhouse/clock';
import { redis } from '../redis.server';
import { roles } from './roles';

const IDLE_SECONDS = 12 * 3600;
/** However busy, a session ends after a week: a stolen cookie does not live for ever. */
const LONGEST_SECONDS = 7 * 24 * 3600;

const Session = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  skpd: z.string().nullable(),
  /** Changes with the password, so that a new password ends the sessions made with the old one. */
  passwordMark: z.string(),
  startedAt: z.number(),
  /** When the account was last read from the warehouse. */
  checkedAt: z.number(),
});
export type Session = z.infer<typeof Session>;

/** Redis knows only a digest of the id: whoever reads a backup of Redis cannot sign in with it. */
const keyOf = (id: string) => `rk:sesi:${createHash('sha256').update(id).digest('base64url')}`;
const ownedBy = (userId: string) => `rk:sesi-milik:${userId}`;

export async function startSession(session: Omit<Session, 'startedAt' | 'checkedAt'>): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const at = now().getTime();
  const value: Session = { ...session, startedAt: at, checkedAt: at };
  await redis()
    .multi()
    .set(keyOf(id), JSON.stringify(value), 'EX', IDLE_SECONDS)
    .sadd(ownedBy(session.userId), keyOf(id))
    .expire(ownedBy(session.userId), LONGEST_SECONDS)
    .exec();
  return id;
}

/** The session of an id, with its idle time begun anew; null when it ended. */
export async function readSession(id: string): Promise<Session | null> {
  const text = await redis().getex(keyOf(id), 'EX', IDLE_SECONDS);
  const parsed = text ? Session.safeParse(JSON.parse(text)) : null;
  if (!parsed?.success) return null;
  if (now().getTime() - parsed.data.startedAt > LONGEST_SECONDS * 1000) {
    await endSession(id, parsed.data.userId);
    return null;
  }
  return parsed.data;
}

/** Rewrites a session that still exists (`XX`: one ended meanwhile stays ended). */
export async function rewriteSession(id: string, session: Session): Promise<void> {
  await redis().set(keyOf(id), JSON.stringify(session), 'EX', IDLE_SECONDS, 'XX');
}

export async function endSession(id: string, userId: string): Promise<void> {
  await redis().multi().del(keyOf(id)).srem(ownedBy(userId), keyOf(id)).exec();
}

/** Ends every session of a person, on every device. */
export async function endAllSessions(userId: string): Promise<number> {
  const keys = await redis().smembers(ownedBy(userId));
  if (keys.length === 0) return 0;
  const ended = await redis().del(...keys);
  await redis().srem(ownedBy(userId), ...keys);
  return ended;
}

/** On how many devices a person is signed in now. */
export async function countSessions(userId: string): Promise<number> {
  const keys = await redis().smembers(ownedBy(userId));
  return keys.length === 0 ? 0 : redis().exists(...keys);
}
