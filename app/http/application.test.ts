import type { ServerBuild } from '@remix-run/node';
import { expect, it } from 'vitest';
import { LiveCity } from '../live/live-city.server';
import { application } from './application';

const closing = new AbortController();

/** A build with three resource routes: what was asked, a stream of events, and a large text. */
const route = (id: string, path: string, module: object) => ({ [id]: { id, path, parentId: undefined, module } });
const events = ({ context }: { context: { closing: AbortSignal } }) => {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`data: ${'x'.repeat(5000)}\n\n`));
      context.closing.addEventListener('abort', () => controller.close());
    },
  });
  return new Response(stream, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' },
  });
};
const build = {
  entry: { module: { default: () => new Response('halaman') } },
  routes: {
    ...route('tanya', 'tanya', {
      loader: ({ request, context }: { request: Request; context: { clientAddress: string } }) =>
        Response.json({ url: request.url, address: context.clientAddress }),
      action: async ({ request }: { request: Request }) =>
        Response.json({ url: request.url, body: await request.text() }),
    }),
    ...route('kabar', 'kabar', { loader: events }),
    ...route('panjang', 'panjang', {
      loader: () => new Response('panjang '.repeat(1000), { headers: { 'Content-Type': 'text/plain' } }),
    }),
  },
  assets: { version: '1', url: '', entry: { module: '', imports: [] }, routes: {} },
  future: { v3_singleFetch: true },
  assetsBuildDirectory: '',
  basename: '/',
  publicPath: '/',
  isSpaMode: false,
  mode: 'production',
} as unknown as ServerBuild;

const app = application({ build, clientFolder: '/tidak/ada', closing: closing.signal, live: new LiveCity() });
const bindings = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const ask = async (path: string, init: RequestInit = {}, from = '10.1.1.1') => {
  const headers = { Host: 'kendali.local', ...init.headers };
  return app.request(`http://kendali.local${path}`, { ...init, headers }, bindings(from));
};

it('gives every answer its own nonce and the safety headers', async () => {
  const [one, two] = [await ask('/tanya'), await ask('/tanya')];
  const policy = (response: Response) => response.headers.get('Content-Security-Policy') ?? '';
  expect(policy(one)).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}'/);
  expect(policy(one)).not.toBe(policy(two));
  expect(one.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(one.headers.get('Referrer-Policy')).toBe('same-origin');
  expect(one.headers.get('Strict-Transport-Security')).toBeNull();
});

it('knows the visitor behind a trusted proxy, and asks for https from then on', async () => {
  const proxied = await ask(
    '/tanya',
    { headers: { 'X-Forwarded-For': '10.7.7.7', 'X-Forwarded-Proto': 'https' } },
    '127.0.0.1',
  );
  expect(await proxied.json()).toEqual({ url: 'https://kendali.local/tanya', address: '10.7.7.7' });
  expect(proxied.headers.get('Strict-Transport-Security')).toMatch(/max-age/);
  const claimed = await ask('/tanya', { headers: { 'X-Forwarded-For': '10.7.7.7', 'X-Forwarded-Proto': 'https' } });
  expect(await claimed.json()).toEqual({ url: 'http://kendali.local/tanya', address: '10.1.1.1' });
});

it('refuses forms from other sites and passes on our own, body and all', async () => {
  const post = (origin: string, from?: string, more = {}) =>
    ask(
      '/tanya',
      { method: 'POST', body: 'a=1', headers: { Origin: origin, 'Content-Type': 'text/plain', ...more } },
      from,
    );
  expect((await post('https://jahat.example')).status).toBe(403);
  expect(await (await post('http://kendali.local')).json()).toMatchObject({ body: 'a=1' });
  const https = { 'X-Forwarded-Proto': 'https' };
  expect(await (await post('https://kendali.local', '127.0.0.1', https)).json()).toEqual({
    url: 'https://kendali.local/tanya',
    body: 'a=1',
  });
});

it('compresses text, never a stream of events', async () => {
  const gzip = { headers: { 'Accept-Encoding': 'gzip' } };
  expect((await ask('/panjang', gzip)).headers.get('Content-Encoding')).toBe('gzip');
  const stream = await ask('/kabar', gzip);
  expect(stream.headers.get('Content-Encoding')).toBeNull();
  const reader = stream.body!.getReader();
  expect((await reader.read()).value?.length).toBe(5008);
  // The server stops: the stream ends itself.
  closing.abort();
  expect((await reader.read()).done).toBe(true);
});

it('answers an unknown asset with 404, not with a page', async () => {
  const missing = await ask('/assets/tidak-ada.js');
  expect(missing.status).toBe(404);
  expect(await missing.text()).not.toContain('halaman');
});
