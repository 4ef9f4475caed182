import { findClient } from '../../clickhouse/accounts/tokens';
import { countUse } from './count-use.server';
import type { Viewer } from './roles';

/** So often may one token ask: a system that mirrors every figure once a minute stays below it. */
const LIMIT = { points: 120, duration: 60, keyPrefix: 'rk:klien' };

/** What a request without a session brings; null when it brings no token. */
export function bearerOf(request: Request): string | null {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '') ?? [];
  return token ?? null;
}

/** Counts a request of a token before it is looked up, known or not, and says how long to wait, if at all. */
export const countRequest = (token: string) => countUse([LIMIT, token]);

/** A system with a token reads as leaders do, or as staff of the one office that its token is for. */
export async function clientViewer(token: string): Promise<Viewer | null> {
  const client = await findClient(token);
  if (!client) return null;
  const { id, name, skpd } = client;
  return { userId: id, name, email: '', role: skpd ? 'skpd' : 'pimpinan', skpd: skpd || null };
}
