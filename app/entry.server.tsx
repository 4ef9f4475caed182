import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { plainSentence } from '../clickhouse/plain-error';
import { log } from './http/log';
import './http/load-context';
import { withoutZeroBytes } from './http/without-zero-bytes';
import { NonceProvider } from './shell/nonce';
import type { ShellData } from './shell/shell-data.server';

/** How long a page may wait for what it deferred. */
export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context?: AppLoadContext,
): Promise<Response> {
  const nonce = context?.nonce;
  // A crawler, and a reader without scripts, gets the page whole.
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady';
  return new Promise((resolve, reject) => {
    let sent = false;
    // A page that failed because a part is down is unavailable, not broken; monitors tell the two apart by the status.
    const root = remix.staticHandlerContext.loaderData?.root as ShellData | undefined;
    let currentStatus = status === 500 && root?.down.length ? 503 : status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        [ready]() {
          sent = true;
          const body = withoutZeroBytes();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          // A page holds what its viewer may see: no cache between may keep it.
          if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: currentStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          currentStatus = 500;
          if (sent) log.error({ sentence: plainSentence(error) }, 'render');
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** Loaders' and actions' unexpected errors. A database error quotes rows, so only its plain sentence is kept. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted) return;
  const at = error instanceof Error ? frames(error) : undefined;
  // This one names a query and its columns, and never a row.
  const shape = error instanceof Error && error.name === 'QueryShapeError' ? error.message : undefined;
  log.error({ sentence: plainSentence(error), kind: (error as Error)?.name, shape, at }, 'loader');
}

/** Where in our code it happened: frames name files and functions, never data. */
function frames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?file:\/\/|\/[^\s()]*\/(?=(build|app|clickhouse|node_modules)\/)/g, ''));
}
