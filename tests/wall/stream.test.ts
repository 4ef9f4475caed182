import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeSessionId } from '../../app/access/session-cookie.server';
import { endSession, startSession } from '../../app/access/sessions.server';
import { application } from '../../app/http/application';
import { LiveCity } from '../../app/live/live-city.server';
import { SNAPSHOT_PATH, STREAM_PATH } from '../../app/live/messages';
import { redis } from '../../app/redis.server';
import { tellScreen } from '../../app/screens/messages.server';
import { startTestRedis } from '../../app/test-redis';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { revokeScreen } from '../../clickhouse/screens/screens';
import { storeSnapshot, tellHalt } from '../../jobs/queue/snapshot';
import { pairScreen } from './pair-screen';

const folder = mkdtempSync(join(tmpdir(), 'rk-uji-siaran-'));
const USER = '00000000-0000-4000-8000-000000000001';
/** How often the wall's page was drawn. */
let drawn = 0;
const build = {
  entry: { module: { default: () => new Response('halaman') } },
  routes: {
    dinding: {
      id: 'dinding',
      path: 'dinding',
      parentId: undefined,
      module: {
        loader: () => {
          drawn += 1;
          return new Response(`<script>mulai()</script><p>${drawn}</p>`, { headers: { 'Content-Type': 'text/html' } });
        },
      },
    },
  },
  assets: { version: 'bangunan-2', url: '', entry: { module: '', imports: [] }, routes: {} },
  future: { v3_singleFetch: true },
} as unknown as ServerBuild;

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let store: { stop: () => Promise<void> };
let live: LiveCity;
let server: ServerType;
let closing: AbortController;
let origin: string;
let cookie: string;
let sessionId: string;

beforeAll(async () => {
  process.env.RK_DATA = folder;
  engine = await startTestEngine();
  store = await startTestRedis();
  await redis().set('rk:worker:beat', JSON.stringify({ pid: 1, at: new Date() }));
  sessionId = await startSession({
    userId: USER,
    name: 'Uji',
    email: 'uji@contoh.go.id',
    role: 'pimpinan',
    skpd: null,
    passwordMark: '',
  });
  cookie = (await writeSessionId(new Request('http://localhost'), sessionId)).split(';')[0]!;
}, 60_000);
afterAll(async () => {
  await store?.stop();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await redis().del('rk:cuplikan', 'rk:cuplikan:terhenti');
  closing = new AbortController();
  live = new LiveCity();
  live.start();
  const app = application({ build, clientFolder: folder, closing: closing.signal, live });
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return async () => {
    closing.abort();
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  };
});

const put = (n: number) => storeSnapshot(redis(), JSON.stringify({ n, at: new Date(0) }));
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers: { cookie, ...headers } });

/** Reads events off a stream. */
async function listen(query = '', as = cookie) {
  const response = await ask(`${STREAM_PATH}${query}`, { cookie: as });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    stop: () => reader.cancel(),
    /** The data of the next event of this kind for which `wanted` holds; null when the stream has ended. */
    async next<T>(event: string, wanted: (data: T) => boolean = () => true): Promise<T | null> {
      for (;;) {
        const found = /^event: (?<event>.*)\ndata: (?<data>.*)\n\n/.exec(text);
        if (found) {
          text = text.slice(found[0].length);
          const data = JSON.parse(found.groups!.data!) as T;
          if (found.groups!.event === event && wanted(data)) return data;
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
  };
}

test('strangers get neither the stream nor the snapshot', async () => {
  for (const path of [STREAM_PATH, SNAPSHOT_PATH]) {
    const refused = await fetch(`${origin}${path}`);
    expect([path, refused.status]).toEqual([path, 401]);
    expect(await refused.json()).toEqual({ galat: 'Layar ini belum dipasangkan.' });
  }
});

test('a screen hears of a new snapshot, fetches it, and catches up after it was away', async () => {
  expect((await ask(SNAPSHOT_PATH)).status).toBe(503);
  const stream = await listen();
  expect(stream.response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
  expect(await stream.next<{ versi: null }>('detak')).toMatchObject({ versi: null });
  const first = await put(1);
  expect(await stream.next('versi')).toEqual({ versi: first });
  const answer = await ask(SNAPSHOT_PATH, { 'accept-encoding': 'gzip' });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(await answer.json()).toEqual({ n: 1, at: new Date(0).toISOString() });
  const same = await ask(SNAPSHOT_PATH, { 'If-None-Match': answer.headers.get('etag')! });
  expect(same.status).toBe(304);

  await stream.stop();
  await expect.poll(() => live.audience.size).toBe(0);
  const missed = await put(2);
  await expect.poll(() => live.newest?.version).toBe(missed);
  const again = await listen();
  expect(await again.next('detak', ({ versi }: { versi: string }) => versi === missed)).toBeTruthy();
});

test('what was stored while Redis was out of reach is read at its return', async () => {
  await put(1);
  await expect.poll(() => live.newest?.json).toContain('"n":1');
  await redis().call('CLIENT', 'KILL', 'TYPE', 'PUBSUB');
  const missed = await put(2);
  await expect.poll(() => live.newest?.version, { timeout: 5_000 }).toBe(missed);
});

test('the worker that cannot read the warehouse is told, and the last good snapshot stays', async () => {
  type Beat = { versi: string; putus: { bagian: string } | null };
  const version = await put(1);
  await expect.poll(() => live.newest?.version).toBe(version);
  const stream = await listen();
  await stream.next<Beat>('detak', ({ versi, putus }) => versi === version && putus === null);
  await tellHalt(redis());
  expect(await stream.next<Beat>('detak', ({ putus }) => putus?.bagian === 'gudang')).toMatchObject({ versi: version });
  expect((await ask(SNAPSHOT_PATH)).status).toBe(200);
  await put(2);
  await stream.next<Beat>('detak', ({ putus }) => putus === null);
});

test('screens that run older pages are told to load themselves again', async () => {
  const old = await listen('?bangun=bangunan-1');
  expect(await old.next('ubah-bangun')).toEqual({ bangun: 'bangunan-2' });
  const stream = await listen('?bangun=bangunan-2');
  await put(1);
  // The next event is the hint: nothing about a build came before it.
  expect(await stream.next('versi')).toBeTruthy();
});

test('a client that does not read is owed the newest of each kind, and gets it when it reads again', async () => {
  const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1' });
  socket.write(`GET ${STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`);
  await expect.poll(() => live.audience.size).toBe(1);
  socket.pause();
  // Far more than fits between the two: had everything waited it would all arrive.
  const bytes = (n: number) => Buffer.from(`event: versi\ndata: {"n":${n},"isi":"${'x'.repeat(20_000)}"}\n\n`);
  const sent = 2_000;
  for (let n = 1; n <= sent; n += 1) {
    live.audience.tellAll('versi', bytes(n));
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const received = await readUntil(socket, `"n":${sent},`);
  expect(received.length).toBeLessThan(sent * 20_000 * 0.6);
  socket.destroy();
});

test('paired screens get the page as it was drawn once for them, until they are revoked', async () => {
  const origin = 'http://localhost';
  const [one, two, light] = [
    await pairScreen(origin),
    await pairScreen(origin, { name: 'Ruang tunggu' }),
    await pairScreen(origin, { name: 'Aula', theme: 'terang' }),
  ];
  await put(1);
  await expect.poll(() => live.newest).not.toBeNull();
  const page = (screen: { name: string; value: string }) =>
    ask('/dinding', { cookie: `${screen.name}=${screen.value}` });
  drawn = 0;
  const pages = await Promise.all([page(one), page(two), page(light)]);
  expect(drawn).toBe(2);
  expect(await pages[0]!.text()).toBe(await pages[1]!.text());
  const policy = pages[0]!.headers.get('Content-Security-Policy');
  expect(policy).toContain(`script-src 'self' 'sha256-${createHash('sha256').update('mulai()').digest('base64')}';`);
  expect(pages[0]!.headers.get('X-Rk-Layar')).toBe('bangunan-2');
  // A person's page is drawn for that person, and no browser keeps it.
  expect((await ask('/dinding')).headers.get('X-Rk-Layar')).toBeNull();
  expect(drawn).toBe(3);
  await put(2);
  await expect.poll(() => live.newest?.json).toContain('"n":2');
  await page(one);
  expect(drawn).toBe(4);

  const stream = await listen('', `${one.name}=${one.value}`);
  expect(await stream.next('layar')).toMatchObject({ kind: 'setelan', settings: { name: 'Lobi' } });
  await tellScreen(one.id, { kind: 'tampilkan', scene: 'peta' });
  expect(await stream.next('layar')).toEqual({ kind: 'tampilkan', scene: 'peta' });
  await revokeScreen(one.id, { userId: USER, role: 'admin' });
  await tellScreen(one.id, { kind: 'dicabut' });
  expect(await stream.next('layar')).toEqual({ kind: 'dicabut' });
  expect(await stream.next('layar')).toBeNull();
  expect((await ask(STREAM_PATH, { cookie: `${one.name}=${one.value}` })).status).toBe(401);
});

test('a stream ends when its person has signed out, and all end when the server stops', async () => {
  const stream = await listen();
  const other = await startSession({
    userId: USER,
    name: 'Uji',
    email: 'uji@contoh.go.id',
    role: 'admin',
    skpd: null,
    passwordMark: '',
  });
  const theirs = (await writeSessionId(new Request('http://localhost'), other)).split(';')[0]!;
  const gone = await fetch(`${origin}${STREAM_PATH}`, { headers: { cookie: theirs } });
  expect(live.audience.size).toBe(2);
  await endSession(other, USER);
  await live.audience.recheck();
  expect(live.audience.size).toBe(1);
  expect(await gone.text()).toContain('event: detak');
  closing.abort();
  expect(await stream.next('tidak-pernah')).toBeNull();
});

function readUntil(socket: Socket, wanted: string): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes(wanted)) resolve(text);
    });
    socket.resume();
  });
}
