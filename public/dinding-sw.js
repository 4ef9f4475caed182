// Keeps the wall of a paired screen: its page, its files and the last snapshot. The network comes first; what is kept is shown only
// while the server does not answer. Nothing of a signed-in person is kept, and everything is forgotten when the screen is revoked.
const PAGE = '/dinding';
const SNAPSHOT = '/dinding/cuplikan';
const WALL = 'rk-dinding';
const FILES = 'rk-dinding-berkas';
/** Header of answers to a paired screen; its value names the build of the pages. */
const SCREEN = 'X-Rk-Layar';
const KEPT = 'X-Rk-Simpanan';
const PATIENCE_MS = 8_000;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  // The page that brought us was loaded without us.
  event.waitUntil(self.clients.claim().then(() => fetch(PAGE).then(keepPage, () => {})));
});

self.addEventListener('message', (event) => {
  if (event.data?.kind === 'simpan') event.waitUntil(keepFiles(event.data.files));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(page(event));
  else if (pathname === SNAPSHOT) event.respondWith(snapshot(event));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});

async function page(event) {
  const kept = await caches.match(PAGE, { cacheName: WALL });
  try {
    const answer = await inTime(fetch(event.request));
    if (answer.status >= 500 && kept) return kept;
    event.waitUntil(keepPage(answer.clone()));
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function keepPage(answer) {
  const build = answer.headers.get(SCREEN);
  if (answer.ok && build) {
    const wall = await caches.open(WALL);
    const before = (await wall.match(PAGE))?.headers.get(SCREEN);
    if (before && before !== build) await caches.delete(FILES);
    const html = await answer.clone().text();
    await keepFiles([...new Set(html.match(/\/assets\/[\w.@~-]+\.(?:js|css|woff2|mjs)/g) ?? [])]);
    await wall.put(PAGE, answer);
  } else if (answer.status < 500) {
    await caches.delete(WALL);
  }
}

async function keepFiles(names) {
  const files = await caches.open(FILES);
  await Promise.all(names.map(async (name) => (await files.match(name)) || files.add(name).catch(() => {})));
}

/** Names of files change with what is in them: one that is kept is never out of date. */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && (await caches.match(PAGE, { cacheName: WALL }))) await files.put(request.url, answer.clone());
  return answer;
}

async function snapshot(event) {
  try {
    const answer = await inTime(fetch(event.request));
    if (answer.status < 500) {
      event.waitUntil(keepSnapshot(answer.clone()));
      return answer;
    }
    return (await keptSnapshot()) ?? answer;
  } catch (error) {
    const kept = await keptSnapshot();
    if (kept) return kept;
    throw error;
  }
}

async function keepSnapshot(answer) {
  if (answer.status === 401 || answer.status === 403) await caches.delete(WALL);
  else if (answer.status === 200 && answer.headers.get(SCREEN)) await (await caches.open(WALL)).put(SNAPSHOT, answer);
}

async function keptSnapshot() {
  const kept = await caches.match(SNAPSHOT, { cacheName: WALL });
  if (!kept) return undefined;
  const headers = new Headers(kept.headers);
  headers.set(KEPT, '1');
  headers.delete('Content-Encoding');
  return new Response(await kept.blob(), { status: 200, headers });
}

function inTime(promise) {
  return Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error('late')), PATIENCE_MS))]);
}
