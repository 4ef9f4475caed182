import { randomBytes } from 'node:crypto';
import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { LiveCity } from '../live/live-city.server';
import { isLivePath, liveRoutes } from '../live/live-routes.server';
import { asVisitorSaw } from './as-visitor-saw';
import { visitorOf } from './client-address';
import './load-context';
import { log, loggablePath } from './log';
import { isSameOrigin } from './same-origin';
import { securityHeaders } from './security-headers';

interface ApplicationOptions {
  build: ServerBuild;
  /** Folder of the browser's files. */
  clientFolder: string;
  closing: AbortSignal;
  /** The newest snapshot of the city and the screens that watch it. */
  live: LiveCity;
}

type Bindings = HttpBindings | Http2Bindings;

/** The web application: safety, static files, then Remix. Compression leaves event streams alone. */
export function application({ build, clientFolder, closing, live }: ApplicationOptions): Hono<{ Bindings: Bindings }> {
  const remix = createRequestHandler(build, 'production');
  const app = new Hono<{ Bindings: Bindings }>();
  const newestSnapshot = () => live.snapshot();
  const socketOf = (c: Context) =>
    'incoming' in c.env ? (c.env as Bindings).incoming.socket.remoteAddress : undefined;
  closing.addEventListener('abort', () => live.stop(), { once: true });

  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    const { pathname } = new URL(c.req.url);
    // A thousand screens ask every minute; only what they are refused is worth a line.
    if (pathname.startsWith('/assets/') || (isLivePath(pathname) && c.res.status < 400)) return;
    const ms = Math.round(performance.now() - started);
    log.info({ method: c.req.method, path: loggablePath(pathname), status: c.res.status, ms }, 'request');
  });
  const draw = (request: Request, { clientAddress }: { clientAddress: string }) =>
    remix(request, { clientAddress, closing, newestSnapshot });
  app.route('/', liveRoutes({ live, build: build.assets.version, draw, clientAddressOf: socketOf }));
  app.use(compress());

  // Names of built files change with their content; the others are few and small.
  const files = (cacheControl: string) =>
    serveStatic({
      root: clientFolder,
      onFound: (_path, c) => {
        c.header('Cache-Control', cacheControl);
        c.header('X-Content-Type-Options', 'nosniff');
      },
    });
  app.use('/assets/*', files('public, max-age=31536000, immutable'));
  app.get('/assets/*', (c) => c.notFound());
  app.use(files('public, max-age=3600'));

  app.all('*', async (c) => {
    const visitor = visitorOf(socketOf(c), c.req.raw.headers);
    const nonce = randomBytes(16).toString('base64');
    const headers = securityHeaders([`'nonce-${nonce}'`], visitor.https);
    if (!isSameOrigin(c.req.method, c.req.raw.headers, visitor.host)) {
      return c.text(
        'Permintaan ini tidak berasal dari halaman Ruang Kendali. Muat ulang halaman, lalu ulangi.',
        403,
        headers,
      );
    }
    let tiles: string | null = null;
    const response = await remix(asVisitorSaw(c.req.raw, visitor), {
      nonce,
      allowTiles: (origin) => {
        tiles = origin;
      },
      clientAddress: visitor.address,
      closing,
      newestSnapshot,
    });
    const answer = new Response(response.body, response);
    const allowed = tiles ? securityHeaders([`'nonce-${nonce}'`], visitor.https, tiles) : headers;
    for (const [name, value] of Object.entries(allowed)) answer.headers.set(name, value);
    return answer;
  });
  return app;
}
