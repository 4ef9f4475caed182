import { redirect } from '@remix-run/node';
import { findUser } from '../../clickhouse/accounts/users';
import { now } from '../../clickhouse/clock';
import { screenOf } from '../screens/screen-of.server';
import { trouble } from '../shell/trouble';
import { bearerOf, clientViewer, countRequest } from './clients.server';
import { passwordMark } from './password-mark.server';
import type { Viewer } from './roles';
import { type Access, accessOf, maySee, type PublicRouteId, type RouteId } from './routes';
import { safeReturn } from './safe-return';
import { readSessionId } from './session-cookie.server';
import { endSession, readSession, rewriteSession } from './sessions.server';

/** After this long an account is read anew: closing it from the command line takes effect within a minute. */
const RECHECK_MS = 60_000;

/** Who is behind the request; null for a stranger. Throws when Redis does not answer. */
export async function viewerOf(request: Request): Promise<Viewer | null> {
  const id = await readSessionId(request);
  if (!id) return null;
  const session = await readSession(id);
  if (!session) return null;
  if (now().getTime() - session.checkedAt > RECHECK_MS) {
    // With the engine down nobody is thrown out: closing an account in the product ends its sessions in Redis directly.
    const user = await findUser(session.userId).catch(() => undefined);
    if (user !== undefined) {
      if (user?.state !== 'aktif' || passwordMark(user.password_hash) !== session.passwordMark) {
        await endSession(id, session.userId);
        return null;
      }
      session.name = user.name;
      session.email = user.email;
      session.role = user.role;
      session.skpd = user.skpd || null;
      session.checkedAt = now().getTime();
      await rewriteSession(id, session);
    }
  }
  const { userId, name, email, role, skpd } = session;
  return { userId, name, email, role, skpd };
}

/**
 * Called first by every loader and action: returns the viewer, or throws the right refusal.
 * `routeId` is the name of the route's file; who may see it stands in routes.ts.
 */
export async function guard(request: Request, routeId: PublicRouteId): Promise<Viewer | null>;
export async function guard(request: Request, routeId: RouteId): Promise<Viewer>;
export async function guard(request: Request, routeId: RouteId): Promise<Viewer | null> {
  const { see, kind, clients } = accessOf(routeId);
  const isPublic = see === 'public';
  let viewer: Viewer | null;
  const token = clients ? bearerOf(request) : null;
  try {
    const limit = token === null ? null : await countRequest(token);
    if (limit) throw tooMany(limit.waitSeconds);
    viewer = token === null ? await viewerWithout(request, see) : await clientViewer(token);
  } catch (error) {
    if (error instanceof Response) throw error;
    // Nobody can be recognised without Redis; public pages do without.
    if (isPublic) return null;
    throw refuse(kind, 503);
  }
  if (isPublic) return viewer;
  if (!viewer) {
    if (kind === 'resource') throw refuse(kind, 401);
    const url = new URL(request.url);
    const back = request.method === 'GET' ? safeReturn(`${url.pathname}${url.search}`) : safeReturn(url.pathname);
    throw redirect(back === '/' ? '/masuk' : `/masuk?lanjut=${encodeURIComponent(back)}`);
  }
  if (!maySee(routeId, viewer.role)) throw refuse(kind, 403);
  return viewer;
}

/** Who comes without a token of a system: a person, or a paired screen where screens may read. */
async function viewerWithout(request: Request, see: Access['see']): Promise<Viewer | null> {
  const screen = see !== 'public' && see.includes('device') ? await screenOf(request) : null;
  if (!screen) return viewerOf(request);
  return { userId: screen.id, name: screen.settings.name, email: '', role: 'device', skpd: null };
}

/** Refuses a viewer of one office the rows of another. Call it wherever a page or file is about one SKPD. */
export function mustBeAbout(viewer: Viewer, skpd: string, kind: 'page' | 'resource' = 'page'): void {
  if (viewer.role === 'skpd' && viewer.skpd !== skpd) throw refuse(kind, 403);
}

const sentences = {
  401: 'Silakan masuk terlebih dahulu.',
  403: 'Peran Anda tidak mencakup data ini.',
  503: 'Layanan sesi (Redis) tidak menjawab. Coba lagi sebentar lagi.',
};

const tooMany = (waitSeconds: number) =>
  Response.json(
    { galat: `Terlalu banyak permintaan. Coba lagi ${waitSeconds} detik lagi.` },
    { status: 429, headers: { 'Retry-After': String(waitSeconds), 'Cache-Control': 'no-store' } },
  );

function refuse(kind: 'page' | 'resource', status: 401 | 403 | 503): Response {
  if (kind === 'resource') return Response.json({ galat: sentences[status] }, { status });
  return trouble(status === 503 ? { what: 'bagian-mati', part: 'redis' } : { what: 'terlarang' });
}
