import { type Cookie, createCookie } from '@remix-run/node';
import { secrets } from '../../clickhouse/data-folder/secrets';

/**
 * The product starts on plain http in an office network, where a Secure cookie would be thrown away; as soon as it is
 * reached over https the cookie is bound to that host (`__Host-`) and to https.
 */
const names = { https: '__Host-rk-sesi', http: 'rk-sesi' };

function cookie(https: boolean): Cookie {
  return createCookie(https ? names.https : names.http, {
    secrets: [secrets().cookieSecret],
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: https,
  });
}

const isHttps = (request: Request) => new URL(request.url).protocol === 'https:';

/** The session id in the request, if its signature is ours. */
export async function readSessionId(request: Request): Promise<string | null> {
  const header = request.headers.get('Cookie');
  if (!header?.includes(names.http)) return null;
  const id: unknown = await cookie(isHttps(request)).parse(header);
  return typeof id === 'string' && /^[\w-]{43}$/.test(id) ? id : null;
}

export const writeSessionId = (request: Request, id: string) => cookie(isHttps(request)).serialize(id);

export const clearSessionId = (request: Request) => cookie(isHttps(request)).serialize('', { maxAge: 0 });

/** Whether a request carries our session cookie, valid or not (used where only that matters, before any look-up). */
export const carriesSession = (cookieHeader: string | null) => Boolean(cookieHeader?.includes(`${names.http}=`));
