import { type Cookie, createCookie } from '@remix-run/node';
import { secrets } from '../../clickhouse/data-folder/secrets';

const isHttps = (request: Request) => new URL(request.url).protocol === 'https:';

/**
 * A cookie of this name that holds a random token of ours (43 letters), signed, so that one that we never gave is refused before
 * anything is looked up. The product starts on plain http in an office network, where a Secure cookie would be thrown away; as
 * soon as it is reached over https the cookie is bound to that host (`__Host-`) and to https.
 */
export function tokenCookie(name: string, maxAge?: number) {
  const cookie = (request: Request): Cookie =>
    createCookie(isHttps(request) ? `__Host-${name}` : name, {
      secrets: [secrets().cookieSecret],
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: isHttps(request),
      ...(maxAge === undefined ? {} : { maxAge }),
    });
  return {
    /** The token in the request, if its signature is ours. */
    read: async (request: Request): Promise<string | null> => {
      const header = request.headers.get('Cookie');
      if (!header?.includes(name)) return null;
      const token: unknown = await cookie(request).parse(header);
      return typeof token === 'string' && /^[\w-]{43}$/.test(token) ? token : null;
    },
    write: (request: Request, token: string) => cookie(request).serialize(token),
    clear: (request: Request) => cookie(request).serialize('', { maxAge: 0 }),
  };
}
