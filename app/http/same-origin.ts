import { carriesSession } from '../access/session-cookie.server';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from our own pages. A browser tells where a form was sent from
 * (`Sec-Fetch-Site` on https and localhost, `Origin` everywhere); what it tells must be us. A client that tells nothing is no
 * browser page: it may pass unless it carries a session cookie, which only our pages have reason to use.
 */
export function isSameOrigin(method: string, headers: Headers, host: string): boolean {
  if (reading.has(method)) return true;
  const site = headers.get('Sec-Fetch-Site');
  if (site && site !== 'same-origin') return false;
  const origin = headers.get('Origin');
  if (origin) return URL.canParse(origin) && new URL(origin).host === host;
  return Boolean(site) || !carriesSession(headers.get('Cookie'));
}
