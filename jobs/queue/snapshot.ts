import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { jobOptions, queueOf, withQueue } from './queues';

/** JSON of the newest snapshot of the city with its envelope (`StoredSnapshot`). */
const SNAPSHOT_KEY = 'rk:cuplikan';
/** Since when and why no new snapshot can be computed; absent while all is well. */
const HALT_KEY = 'rk:cuplikan:terhenti';
/** There while somebody watches; it runs out by itself. */
const WATCHED_KEY = 'rk:cuplikan:ditonton';
/** Longer than two beats of the minute, so that no minute of a wall is left out. */
const WATCHED_S = 150;

/** Tells every web process that the keys above have changed; the message itself says nothing. */
export const SNAPSHOT_CHANNEL = 'rk:cuplikan';

/** Runs that end within this time of each other are told by one snapshot. */
const GATHER_MS = 250;

/** Why the worker cannot compute snapshots: what it reads from does not answer. In real time, whatever RK_NOW says. */
const halt = z.object({ since: z.coerce.date() });
export type Halt = z.output<typeof halt>;

const envelope = z.object({
  version: z.string(),
  /** In real time, whatever RK_NOW says: how old a snapshot is must not depend on a frozen clock. */
  computedAt: z.coerce.date(),
  json: z.string(),
});
/** A snapshot on its way from the worker to the web processes: its text is taken apart by nobody in between. */
export type StoredSnapshot = z.output<typeof envelope>;

/**
 * Asks the worker for a new snapshot. However many ask: while one waits to be computed the others are the same, and those who ask
 * while one is being computed get one more after it. Never are two computed at once, whatever the number of workers.
 */
export async function askForSnapshot(delayMs = GATHER_MS): Promise<void> {
  await withQueue(queueOf['city-snapshot'], async (queue) => {
    await queue.add(
      'city-snapshot',
      {},
      {
        ...jobOptions,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
        delay: delayMs,
        deduplication: { id: 'cuplikan', keepLastIfActive: true },
      },
    );
  });
}

/** Says that somebody watches the city just now. */
export async function tellWatched(redis: Redis): Promise<void> {
  await redis.set(WATCHED_KEY, '1', 'EX', WATCHED_S);
}

/** Whether somebody has watched in the last minutes: a city that nobody watches is not read. */
export async function isWatched(redis: Redis): Promise<boolean> {
  return (await redis.exists(WATCHED_KEY)) === 1;
}

/** Puts a new snapshot in the place of the last and tells the web processes. Returns its version. */
export async function storeSnapshot(redis: Redis, json: string): Promise<string> {
  const at = new Date();
  const version = `${at.getTime().toString(36)}-${createHash('sha256').update(json).digest('base64url').slice(0, 8)}`;
  await redis
    .multi()
    .set(SNAPSHOT_KEY, JSON.stringify({ version, computedAt: at, json }))
    .del(HALT_KEY)
    .publish(SNAPSHOT_CHANNEL, '')
    .exec();
  return version;
}

/** Tells the web processes that there will be no new snapshot for now; the last good one stays. */
export async function tellHalt(redis: Redis): Promise<void> {
  await redis
    .multi()
    .set(HALT_KEY, JSON.stringify({ since: new Date() }), 'NX')
    .publish(SNAPSHOT_CHANNEL, '')
    .exec();
}

/** What the worker stored last; text that another version of the product left is as good as none. */
export async function readStored(redis: Redis): Promise<{ snapshot: StoredSnapshot | null; halt: Halt | null }> {
  const [stored, halted] = await redis.mget(SNAPSHOT_KEY, HALT_KEY);
  return { snapshot: parsed(envelope, stored), halt: parsed(halt, halted) };
}

function parsed<T>(schema: z.ZodType<T>, text: string | null | undefined): T | null {
  if (!text) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
