import { z } from 'zod';
import { tokenDigest } from '../../clickhouse/accounts/token-digest';
import { now } from '../../clickhouse/clock';
import { PlainError } from '../../clickhouse/plain-error';
import { addScreen, type StoredScreen } from '../../clickhouse/screens/screens';
import { withLock } from '../access/account-lock.server';
import { countUse } from '../access/count-use.server';
import { redis } from '../redis.server';
import { tellScreen } from './messages.server';
import { newCode } from './new-code.server';
import { forgetScreens } from './screen-of.server';
import { defaultSettings, limits } from './settings';

/** How long a code may be used. */
const CODE_SECONDS = 600;
/** Codes for one address: an office with many screens stands behind one. */
const ASKED = { points: 60, duration: 600, keyPrefix: 'rk:pasang-diminta' };
/** Codes that one administrator may try: far too few to hit another's by chance. */
const TRIED = { points: 20, duration: 600, keyPrefix: 'rk:pasang-dicoba' };

const waitingKey = (code: string) => `rk:pasang:${code}`;
const codeKey = (digest: string) => `rk:pasang-layar:${digest}`;

const Waiting = z.object({ tokenDigest: z.string().length(64), until: z.number() });

/** A code under which a screen waits to be paired. */
export interface Code {
  code: string;
  /** It is worth nothing afterwards. */
  until: Date;
}

/**
 * The code that a screen shows: the one it has, or a new one. It stands for the token that the screen already holds, so that
 * pairing sends nothing secret anywhere.
 */
export async function codeFor(token: string, address: string): Promise<Code | { waitSeconds: number }> {
  const digest = tokenDigest(token);
  const shown = await redis().get(codeKey(digest));
  const waiting = shown ? await waitingUnder(shown) : null;
  if (shown && waiting?.tokenDigest === digest) return { code: shown, until: new Date(waiting.until) };
  const wait = await countUse([ASKED, address]);
  if (wait) return wait;
  const until = now().getTime() + CODE_SECONDS * 1000;
  for (;;) {
    const code = newCode();
    const text = JSON.stringify({ tokenDigest: digest, until } satisfies z.infer<typeof Waiting>);
    if ((await redis().set(waitingKey(code), text, 'EX', CODE_SECONDS, 'NX')) !== 'OK') continue;
    await redis().set(codeKey(digest), code, 'EX', CODE_SECONDS);
    return { code, until: new Date(until) };
  }
}

/** Whether the screen of this token still waits under a code. */
export async function isWaiting(token: string): Promise<boolean> {
  const code = await redis().get(codeKey(tokenDigest(token)));
  return code !== null && (await waitingUnder(code)) !== null;
}

async function waitingUnder(code: string): Promise<z.infer<typeof Waiting> | null> {
  const text = await redis().get(waitingKey(code));
  return text === null ? null : Waiting.parse(JSON.parse(text));
}

/** Looks a code up for an administrator, and counts that it was tried. */
export async function findCode(code: string, userId: string): Promise<Code | { problem: PairingProblem }> {
  if (await countUse([TRIED, userId])) return { problem: 'tooMany' };
  const waiting = await waitingUnder(code);
  return waiting ? { code, until: new Date(waiting.until) } : { problem: 'noSuchCode' };
}

export type PairingProblem = 'tooMany' | 'noSuchCode' | 'needName' | 'longName' | 'busy';

type Paired = { screen: StoredScreen } | { problem: PairingProblem | { sentence: string } };

/** Pairs the screen that waits under a code, once: of two who confirm the same code, one does. */
export async function pair(code: string, name: string, by: { userId: string; role: string }): Promise<Paired> {
  if (name === '') return { problem: 'needName' };
  if (name.length > limits.name.longest) return { problem: 'longName' };
  if (await countUse([TRIED, by.userId])) return { problem: 'tooMany' };
  const result: Paired | null = await withLock('layar', () => pairWaiting(code, name, by));
  if (!result) return { problem: 'busy' };
  if ('problem' in result) return result;
  forgetScreens();
  // Other processes hear of it too; without Redis they find the screen when it asks.
  await tellScreen(result.screen.id, { kind: 'setelan', settings: { ...defaultSettings, name } }).catch(() => {});
  return result;
}

async function pairWaiting(code: string, name: string, by: { userId: string; role: string }): Promise<Paired> {
  const waiting = await waitingUnder(code);
  if (!waiting) return { problem: 'noSuchCode' };
  try {
    const settings = JSON.stringify(defaultSettings);
    const screen = await addScreen({ name, tokenDigest: waiting.tokenDigest, settings }, by);
    await redis().del(waitingKey(code), codeKey(waiting.tokenDigest));
    return { screen };
  } catch (error) {
    if (error instanceof PlainError) return { problem: { sentence: error.message } };
    throw error;
  }
}
