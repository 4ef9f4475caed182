import { tokenDigest } from '../../clickhouse/accounts/token-digest';
import { listScreens } from '../../clickhouse/screens/screens';
import { within } from '../patience';
import { readToken } from './device-cookie.server';
import { onScreenMessage } from './messages.server';
import type { ScreenSettings } from './settings';
import { readSettings } from './settings-schema';

/** A paired screen behind a request. */
export interface Screen {
  id: string;
  settings: ScreenSettings;
}

/** Every change is told over Redis; this is for what was told while Redis was away. */
const FRESH_MS = 60_000;
const FRESH_UNKNOWN_MS = 2_000;
/** An engine that does not answer is not asked by every request. */
const RETRY_MS = 5_000;
const PATIENCE_MS = 2_000;

let known: { at: number; screens: Map<string, Screen> } | undefined;
let reading: Promise<Map<string, Screen>> | undefined;
let isListening = false;
/** How often the list was said to be out of date. */
let changes = 0;

/**
 * The paired screen that asks; null for any other browser. Asks nothing of anybody while the list of screens is fresh. With the
 * engine away the last known list holds; throws when there never was one.
 */
export async function screenOf(request: Request): Promise<Screen | null> {
  const token = await readToken(request);
  return token ? screenOfToken(token) : null;
}

/** The screen that a token proves. */
export async function screenOfToken(token: string): Promise<Screen | null> {
  listenOnce();
  const digest = tokenDigest(token);
  const ageMs = known ? performance.now() - known.at : Number.POSITIVE_INFINITY;
  const found = known?.screens.get(digest);
  // A token of ours that is not on the list may have been paired by another process a moment ago.
  if (ageMs < (found ? FRESH_MS : FRESH_UNKNOWN_MS)) return found ?? null;
  return (await read()).get(digest) ?? null;
}

/** What this process just wrote is read anew at once, also when Redis cannot tell it. */
export function forgetScreens(): void {
  changes += 1;
  if (known) known.at = Number.NEGATIVE_INFINITY;
}

function read(): Promise<Map<string, Screen>> {
  reading ??= readAnew().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function readAnew(): Promise<Map<string, Screen>> {
  const before = changes;
  try {
    const stored = await within(PATIENCE_MS, listScreens());
    const screens = new Map(
      stored.map((s) => [s.tokenDigest, { id: s.id, settings: readSettings(s.name, s.settings) }]),
    );
    // What changed while it was read may or may not be in it.
    known = { at: before === changes ? performance.now() : Number.NEGATIVE_INFINITY, screens };
  } catch (error) {
    if (!known) throw error;
    known.at = performance.now() - FRESH_MS + RETRY_MS;
  }
  return known.screens;
}

function listenOnce(): void {
  if (isListening) return;
  onScreenMessage(({ screen, message }) => {
    // A revoked token ends here and now, whether or not the engine answers.
    if (message.kind === 'dicabut' && known)
      for (const [digest, one] of known.screens) if (one.id === screen) known.screens.delete(digest);
    if (message.kind === 'dicabut' || message.kind === 'setelan') forgetScreens();
  });
  isListening = true;
}
