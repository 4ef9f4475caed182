import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { now } from '../../clickhouse/clock';
import { countUse } from './count-use.server';

/** A signature is good for so long before and after its time: clocks of offices differ, a copied request is not kept for later. */
const TOLERANCE_SECONDS = 300;

/** How often an address may send: far more than an office has events, far less than would fill a disk at night. */
const LIMIT = { points: 1_200, duration: 60, keyPrefix: 'rk:kiriman' };

/** Counts a delivery before anything of it is read; says how long to wait when there were too many. Throws without Redis. */
export const countDelivery = (address: string) => countUse([LIMIT, address]);

/**
 * Whether a body was signed with the secret just now: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. Without a secret
 * nothing is ever right, after the same work.
 */
export function isSigned(signature: string | null, body: Buffer, secret: string | undefined): boolean {
  const [, time = '0', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature?.trim() ?? '') ?? [];
  const right = createHmac('sha256', secret || randomBytes(32))
    .update(`${time}.`)
    .update(body)
    .digest();
  const same = timingSafeEqual(right, Buffer.from(given.padEnd(64, '0'), 'hex'));
  const ageSeconds = Math.abs(now().getTime() / 1000 - Number(time));
  return same && ageSeconds <= TOLERANCE_SECONDS;
}
