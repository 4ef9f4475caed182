import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Cut, LiveLink, pauseMs } from './live-link';
import { KEPT_HEADER, SNAPSHOT_PATH, VERSION_HEADER } from './messages';

const START = Date.parse('2026-11-20T01:14:00Z');
const version = (n: number) => `${(START + n).toString(36)}-x`;

/** A server that a screen watches: can be cut off, and holds one snapshot. */
class City {
  up = true;
  newest = 1;
  putus: { bagian: string; sejak: string } | null = null;
  refuses = false;
  fetches = 0;
  /** What the service worker of the screen has kept. */
  kept: number | null = null;
  opened = 0;
  private listeners: Map<string, ((event: { data?: unknown }) => void)[]> | null = null;

  openStream = () => {
    this.opened += 1;
    const listeners = new Map<string, ((event: { data?: unknown }) => void)[]>();
    this.listeners = listeners;
    setTimeout(() => (this.up ? this.beat() : this.tell(listeners, 'error')), 5);
    return {
      addEventListener: (type: string, listener: (event: { data?: unknown }) => void) =>
        listeners.set(type, [...(listeners.get(type) ?? []), listener]),
      close: () => {
        if (this.listeners === listeners) this.listeners = null;
      },
    };
  };

  fetch = (async (path: string, init?: RequestInit) => {
    expect(path).toBe(SNAPSHOT_PATH);
    this.fetches += 1;
    if (!this.up && this.kept !== null) {
      const headers = { [VERSION_HEADER]: version(this.kept), [KEPT_HEADER]: '1' };
      return new Response(`{"n":${this.kept}}`, { headers });
    }
    if (!this.up) throw new TypeError('Failed to fetch');
    if (this.refuses) return new Response('{}', { status: 401 });
    const headers = { [VERSION_HEADER]: version(this.newest) };
    const same = new Headers(init?.headers).get('If-None-Match') === `"${version(this.newest)}"`;
    return same ? new Response(null, { status: 304, headers }) : new Response(`{"n":${this.newest}}`, { headers });
  }) as typeof fetch;

  beat(event = 'detak'): void {
    if (!this.up || !this.listeners) return;
    const at = new Date().toISOString();
    const data = { versi: version(this.newest), putus: this.putus, kini: at, jam: at };
    this.tell(this.listeners, event, JSON.stringify(data));
  }

  drop(): void {
    this.up = false;
    if (this.listeners) this.tell(this.listeners, 'error');
  }

  private tell(listeners: Map<string, ((event: { data?: unknown }) => void)[]>, type: string, data?: string): void {
    for (const listener of listeners.get(type) ?? []) listener({ data });
  }
}

let city: City;
let link: LiveLink;
let shown: string[];
let cut: Cut | null;
let reloads: (string | null)[];
let online: boolean;
let beating: ReturnType<typeof setInterval>;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  city = new City();
  shown = [];
  cut = null;
  reloads = [];
  online = true;
  link = newLink();
  link.start();
  beating = setInterval(() => city.beat(), 5_000);
});

const newLink = () =>
  new LiveLink({
    version: version(1),
    build: 'b1',
    onSnapshot: (json) => shown.push(json),
    onCut: (now) => {
      cut = now;
    },
    onClock: () => {},
    onScreenMessage: () => {},
    onReload: (build) => reloads.push(build),
    openStream: city.openStream,
    fetch: city.fetch,
    isOnline: () => online,
  });

afterEach(() => {
  clearInterval(beating);
  link.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a screen and the city it watches', () => {
  it('fetches a snapshot once, however often it hears of it', async () => {
    await pass(1_000);
    expect([city.fetches, cut]).toEqual([1, null]);
    city.newest = 2;
    for (let i = 0; i < 5; i += 1) city.beat('versi');
    await pass(20_000);
    expect(shown).toEqual(['{"n":2}']);
    expect(city.fetches).toBeLessThanOrEqual(3);
  });

  it('says what is cut off since when, catches up and says so no more', async () => {
    await pass(60_000);
    const last = Date.now();
    await pass(2_000);
    city.drop();
    city.newest = 7;
    await pass(2_000);
    expect(cut).toBeNull();
    await pass(3_000);
    expect(cut?.part).toBe('web');
    expect(Math.abs(cut!.since.getTime() - last)).toBeLessThanOrEqual(1_000);
    await pass(3 * 3_600_000);
    expect(shown).toEqual([]);
    city.up = true;
    await pass(40_000);
    expect(cut).toBeNull();
    expect(shown).toEqual(['{"n":7}']);
  });

  it('tells its own network from the server, and tries at once when the network is back', async () => {
    await pass(1_000);
    online = false;
    city.drop();
    await pass(120_000);
    expect(cut?.part).toBe('jaringan');
    online = true;
    city.up = true;
    link.retrySoon();
    await pass(4_000);
    expect(cut).toBeNull();
  });

  it('does not trust a stream that stays open and says nothing', async () => {
    await pass(1_000);
    city.up = false;
    await pass(25_000);
    expect(cut?.part).toBe('web');
  });

  it('passes on which part the server misses, with the time since', async () => {
    city.putus = { bagian: 'gudang', sejak: '2026-11-20T01:13:00.000Z' };
    await pass(6_000);
    expect(cut).toEqual({ part: 'gudang', since: new Date('2026-11-20T01:13:00Z') });
    city.putus = null;
    await pass(6_000);
    expect(cut).toBeNull();
  });

  it('begins with what its browser kept when the server is away, and says so at once', async () => {
    link.stop();
    city.up = false;
    city.kept = 5;
    link = newLink();
    link.start();
    await pass(100);
    expect(shown).toEqual(['{"n":5}']);
    expect(cut).toEqual({ part: 'web', since: new Date(START + 5) });
  });

  it('loads itself again when its token is worth nothing any more', async () => {
    await pass(1_000);
    city.drop();
    city.up = true;
    city.refuses = true;
    await pass(10_000);
    expect(reloads[0]).toBeNull();
  });
});

it('after any order of breaks, news and returns it shows the newest snapshot and no cut', async () => {
  const happening = fc.oneof(
    fc.constant('drop' as const),
    fc.constant('up' as const),
    fc.constant('news' as const),
    fc.integer({ min: 1, max: 90_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
      for (const what of happenings) {
        if (what === 'drop') city.drop();
        else if (what === 'up') city.up = true;
        else if (what === 'news') city.newest += 1;
        else await pass(what);
      }
      city.newest += 1;
      city.up = true;
      await pass(60_000);
      expect(shown.at(-1)).toBe(`{"n":${city.newest}}`);
      expect(cut).toBeNull();
      shown = [];
    }),
    { numRuns: 60 },
  );
});

it('a thousand screens do not come back in the same second', () => {
  for (const failed of [0, 1, 5, 50]) {
    const seconds = new Map<number, number>();
    for (let i = 0; i < 1_000; i += 1) {
      const second = Math.floor(pauseMs(failed, i / 1_000) / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(200);
    expect(pauseMs(failed, 1)).toBeLessThanOrEqual(31_000);
  }
});
