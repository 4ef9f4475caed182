import { z } from 'zod';
import { now } from '../../clickhouse/clock';
import { redis } from '../redis.server';
import { type SceneId, sceneIds } from './settings';

/** Screen -> when it last spoke, and what it showed. Kept in Redis: it is news, not a record. */
const KEY = 'rk:layar-terlihat';

const Seen = z.object({ at: z.number(), scene: z.enum(sceneIds).nullable() });

export interface Seen {
  at: Date;
  scene: SceneId | null;
}

export async function reportSeen(screen: string, scene: SceneId | null): Promise<void> {
  await redis().hset(KEY, screen, JSON.stringify({ at: now().getTime(), scene } satisfies z.infer<typeof Seen>));
}

export async function forgetSeen(screen: string): Promise<void> {
  await redis().hdel(KEY, screen);
}

/** When each screen last spoke. */
export async function seenScreens(): Promise<Map<string, Seen>> {
  const all = Object.entries(await redis().hgetall(KEY));
  return new Map(
    all.flatMap(([screen, text]) => {
      const seen = Seen.safeParse(JSON.parse(text));
      return seen.success ? [[screen, { at: new Date(seen.data.at), scene: seen.data.scene }] as const] : [];
    }),
  );
}
