import { randomBytes } from 'node:crypto';
import { type Cookie, createCookie } from '@remix-run/node';
import { secrets } from '../../clickhouse/data-folder/secrets';

/** As long as a browser keeps any cookie; every report of the screen renews it. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** As with sessions: over https the cookie is bound to that host and to https. */
const names = { https: '__Host-rk-layar', http: 'rk-layar' };

function cookie(https: boolean): Cookie {
  return createCookie(https ? names.https : names.http, {
    // Signed, so that a token that we never gave is refused before anything is looked up.
    secrets: [secrets().cookieSecret],
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: https,
    maxAge: KEPT_SECONDS,
  });
}

const isHttps = (request: Request) => new URL(request.url).protocol === 'https:';

/** The token that this browser was given, paired or not. */
export async function readToken(request: Request): Promise<string | null> {
  const header = request.headers.get('Cookie');
  if (!header?.includes(names.http)) return null;
  const token: unknown = await cookie(isHttps(request)).parse(header);
  return typeof token === 'string' && /^[\w-]{43}$/.test(token) ? token : null;
}

export const newToken = (): string => randomBytes(32).toString('base64url');

export const writeToken = (request: Request, token: string) => cookie(isHttps(request)).serialize(token);
