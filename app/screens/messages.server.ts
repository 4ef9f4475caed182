import type { Redis } from 'ioredis';
import { redis } from '../redis.server';
import { SCREEN_CHANNEL, type ScreenMessage, type SentScreenMessage } from './messages';

type Listener = (sent: SentScreenMessage) => void;

const listeners = new Set<Listener>();
let ear: { of: Redis; client: Redis } | undefined;

/**
 * Calls a listener with every message to a screen, also with those of this process; until the returned function is called.
 * One connection serves all listeners. Whatever was said while Redis was away is lost: what must hold is read again elsewhere.
 */
export function onScreenMessage(listener: Listener): () => void {
  listeners.add(listener);
  listen();
  return () => listeners.delete(listener);
}

/** Tells a running screen something, in whichever web process it hangs. Fails without Redis. */
export async function tellScreen(screen: string, message: ScreenMessage): Promise<void> {
  const sent: SentScreenMessage = { screen, message };
  await redis().publish(SCREEN_CHANNEL, JSON.stringify(sent));
}

/** Follows the connection of commands, which changes with the address of Redis. */
function listen(): void {
  const of = redis();
  if (ear?.of === of) return;
  ear?.client.disconnect();
  const client = of.duplicate({ commandTimeout: undefined, maxRetriesPerRequest: null });
  ear = { of, client };
  client.on('error', () => {});
  client.on('message', (_channel, text: string) => {
    const sent = JSON.parse(text) as SentScreenMessage;
    for (const listener of listeners) listener(sent);
  });
  client.subscribe(SCREEN_CHANNEL).catch(() => {});
}
