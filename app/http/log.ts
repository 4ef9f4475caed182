import pino from 'pino';

/** The web process's log, one JSON line each, on standard error: standard output says only where it listens. */
export const log = pino(
  { name: 'web', level: process.env.RK_LOG_LEVEL ?? (process.env.VITEST ? 'silent' : 'info'), base: { name: 'web' } },
  pino.destination(2),
);

/** A path fit for a log: no query, and no one-time token. */
export function loggablePath(pathname: string): string {
  return pathname.replace(/^(\/undangan\/)[^/]+/, '$1*').slice(0, 200);
}
