import type { Context } from 'hono';
import { Hono } from 'hono';
import { asVisitorSaw } from '../http/as-visitor-saw';
import { type Visitor, visitorOf } from '../http/client-address';
import { securityHeaders } from '../http/security-headers';
import type { Screen } from '../screens/screen-of.server';
import { readPreferences } from '../shell/preferences.server';
import { encodeEvent, type OwnEvent } from './audience.server';
import type { LiveCity } from './live-city.server';
import { SCREEN_HEADER, SNAPSHOT_PATH, STREAM_PATH, VERSION_HEADER } from './messages';
import { WallPages } from './wall-page.server';
import { listenerOf, type Watcher, watcherOf } from './watcher.server';

const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // `no-transform` and the next line keep proxies from gathering events instead of passing them on.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

interface Options {
  live: LiveCity;
  /** Names the build of the pages. */
  build: string;
  /** Draws a page with Remix. */
  draw: (request: Request, context: { clientAddress: string }) => Promise<Response>;
  clientAddressOf: (c: Context) => string | undefined;
}

/**
 * What a wall is fed with, answered before any page and without asking anybody as long as the screens are known: the stream of
 * events, the newest snapshot, and for paired screens the page itself as ready bytes.
 */
export function liveRoutes({ live, build, draw, clientAddressOf }: Options): Hono {
  const app = new Hono();
  const pages = new WallPages();

  /** The watcher, or the refusal. */
  async function watcher(c: Context): Promise<{ watcher: Watcher; request: Request } | { refused: Response }> {
    const request = asVisitorSaw(c.req.raw, visitorOf(clientAddressOf(c), c.req.raw.headers));
    try {
      const found = await watcherOf(request);
      if (found) return { watcher: found, request };
      return { refused: c.json({ galat: 'Layar ini belum dipasangkan.' }, 401, { 'Cache-Control': 'no-store' }) };
    } catch {
      return {
        refused: c.json({ galat: 'Layanan sesi (Redis) tidak menjawab.' }, 503, { 'Cache-Control': 'no-store' }),
      };
    }
  }

  app.get(STREAM_PATH, async (c) => {
    const asked = await watcher(c);
    if ('refused' in asked) return asked.refused;
    const { listener, first } = listenerOf(asked.watcher, asked.request);
    const runs = c.req.query('bangun');
    const rebuilt: OwnEvent[] =
      runs && runs !== build ? [['ubah-bangun', encodeEvent('ubah-bangun', { bangun: build })]] : [];
    return c.body(live.open(listener, [...first, ...rebuilt]), 200, STREAM_HEADERS);
  });

  app.get(SNAPSHOT_PATH, async (c) => {
    const asked = await watcher(c);
    if ('refused' in asked) return asked.refused;
    const { newest } = live;
    if (!newest) return c.json({ galat: 'Cuplikan kota belum dihitung.' }, 503, { 'Retry-After': '5' });
    const etag = `"${newest.version}"`;
    const headers = {
      ETag: etag,
      [VERSION_HEADER]: newest.version,
      'Cache-Control': 'private, no-cache',
      ...(asked.watcher.screen ? { [SCREEN_HEADER]: build } : {}),
    };
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers);
    const asGzip = acceptsGzip(c);
    return c.body(asGzip ? (newest.gzip as Uint8Array<ArrayBuffer>) : newest.json, 200, {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      Vary: 'Accept-Encoding',
      ...(asGzip ? { 'Content-Encoding': 'gzip' } : {}),
    });
  });

  app.get('/dinding', async (c, next) => {
    const visitor = visitorOf(clientAddressOf(c), c.req.raw.headers);
    const request = asVisitorSaw(c.req.raw, visitor);
    const screen = (await watcherOf(request).catch(() => null))?.screen;
    // A person's wall is drawn as any other page.
    if (!screen) return next();
    const page = await readyPage(request, screen, visitor);
    if (!page) {
      await next();
      c.res.headers.set(SCREEN_HEADER, build);
      return;
    }
    const asGzip = acceptsGzip(c);
    return c.body((asGzip ? page.gzip : page.plain) as Uint8Array<ArrayBuffer>, 200, {
      ...securityHeaders(page.scripts, visitor.https),
      [SCREEN_HEADER]: build,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-store',
      Vary: 'Accept-Encoding',
      ...(asGzip ? { 'Content-Encoding': 'gzip' } : {}),
    });
  });

  /** The page as every screen with these settings gets it; null while there is no snapshot, and when it cannot be drawn. */
  async function readyPage(request: Request, screen: Screen, visitor: Visitor) {
    if (!live.newest || new URL(request.url).search !== '') return null;
    const { lang } = await readPreferences(request);
    // The page does not show its screen's name: screens that are set alike share one.
    const { name: _, ...settings } = screen.settings;
    const key = JSON.stringify([live.newest.version, settings, lang, visitor.https]);
    return pages.get(key, () => draw(request, { clientAddress: visitor.address })).catch(() => null);
  }

  return app;
}

const acceptsGzip = (c: Context) => /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '');

/** Whether a path is one that screens ask by themselves, again and again. */
export const isLivePath = (path: string) => path === STREAM_PATH || path === SNAPSHOT_PATH;
