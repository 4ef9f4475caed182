import type { ScreenMessage } from '../screens/messages';
import {
  type CutPart,
  KEPT_HEADER,
  SNAPSHOT_PATH,
  STREAM_PATH,
  type StreamEvent,
  type StreamEvents,
  timeOfVersion,
  VERSION_HEADER,
} from './messages';

/** The server speaks every five seconds; two beats may be lost, three not. */
const SILENT_MS = 16_000;
/** A stream that breaks is usually back at once: nobody is told before. */
const GRACE_MS = 3_000;
const TICK_MS = 1_000;
/** Screens that fetch the same snapshot spread over this time. */
const SPREAD_MS = 300;
const FETCH_LIMIT_MS = 15_000;
const FETCH_AGAIN_MS = 2_000;
/** Screens that load new pages spread over this time. */
const RELOAD_SPREAD_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

/** What keeps the figures on a screen from being new, and since when. */
export interface Cut {
  since: Date;
  part: CutPart;
}

interface Stream {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface LinkOptions {
  /** Version of the snapshot that the screen shows to begin with. */
  version: string;
  /** Names the pages that the screen runs. */
  build: string;
  onSnapshot: (json: string, version: string) => void;
  onCut: (cut: Cut | null) => void;
  /** The product's clock, as the server told it. */
  onClock: (now: Date) => void;
  onScreenMessage: (message: ScreenMessage) => void;
  /** The page must be loaded again: built anew, or no longer for this screen. */
  onReload: (build: string | null) => void;
  openStream?: (address: string) => Stream;
  fetch?: typeof fetch;
  random?: () => number;
  isOnline?: () => boolean;
}

/**
 * The pause before the next try, growing with those that failed. Every screen waits another time: a thousand of them lose the server in
 * the same moment and must not come back in the same second.
 */
export const pauseMs = (failed: number, random: number): number =>
  1_000 + random * Math.min(LONGEST_PAUSE_MS, 5_000 * 2 ** failed);

/**
 * A screen's link to the live city: hears of new snapshots and fetches them, comes back by itself after any break, and knows which part
 * is cut off since when. What a screen missed while it was away it learns from the first beat after.
 */
export class LiveLink {
  private version: string;
  private stream: Stream | null = null;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  private ticking: ReturnType<typeof setInterval> | undefined;
  private failed = 0;
  private heardAt: number | null = null;
  private lostAt: number | null = null;
  /** How far this machine's clock is behind the server's. */
  private behindMs = 0;
  private told: StreamEvents['detak']['putus'] = null;
  private cut: Cut | null = null;
  private loading = false;
  private loadAgain = false;
  private stopped = false;

  constructor(private readonly options: LinkOptions) {
    this.version = options.version;
  }

  start(): void {
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.connect();
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.ticking);
    for (const timer of this.timers) clearTimeout(timer);
    this.stream?.close();
    this.stream = null;
  }

  /** The network is back: tries soon, whatever the pause was. */
  retrySoon(): void {
    if (this.stream || this.stopped) return;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.failed = 0;
    this.later(pauseMs(0, this.random()) / 2, () => void this.comeBack());
  }

  private connect(): void {
    const open = this.options.openStream ?? ((address) => new EventSource(address));
    const stream = open(`${STREAM_PATH}?bangun=${encodeURIComponent(this.options.build)}`);
    this.stream = stream;
    const on = <E extends StreamEvent>(event: E, hear: (data: StreamEvents[E]) => void) =>
      stream.addEventListener(event, ({ data }) => {
        if (this.stream !== stream) return;
        hear(JSON.parse(String(data)) as StreamEvents[E]);
        this.heard();
      });
    on('detak', ({ versi, putus, kini, jam }) => {
      this.behindMs = Date.parse(jam) - Date.now();
      this.told = putus;
      this.options.onClock(new Date(kini));
      this.want(versi);
    });
    on('versi', ({ versi }) => this.want(versi));
    on('layar', (message) => this.options.onScreenMessage(message));
    on('ubah-bangun', ({ bangun }) => {
      this.later(this.random() * RELOAD_SPREAD_MS, () => this.options.onReload(bangun));
    });
    stream.addEventListener('error', () => this.stream === stream && this.lose());
  }

  /**
   * Fetches once at the start: a page that a browser had kept is older than the snapshot it had kept, and when that comes from its keeping
   * the server is known to be away.
   */
  private async look(): Promise<void> {
    if ((await this.load()) || this.stopped || this.heardAt !== null) return;
    this.lostAt = Date.now() - GRACE_MS;
    this.tell();
  }

  private heard(): void {
    this.heardAt = Date.now();
    this.lostAt = null;
    this.failed = 0;
    this.tell();
  }

  /** The stream has broken or fallen silent. */
  private lose(): void {
    this.stream?.close();
    this.stream = null;
    this.lostAt ??= Date.now();
    this.again();
  }

  private again(): void {
    this.later(pauseMs(this.failed, this.random()), () => void this.comeBack());
    this.failed += 1;
  }

  /** Fetches what was missed, which also tells whether the server answers and still knows this screen; then listens again. */
  private async comeBack(): Promise<void> {
    if (this.stream || this.stopped) return;
    if (await this.load()) this.connect();
    else this.again();
  }

  private tick(): void {
    if (this.stream && this.heardAt !== null && Date.now() - this.heardAt > SILENT_MS) this.lose();
    // A stream that never opens fires no error while its packets are swallowed.
    if (this.stream && this.heardAt === null) this.lostAt ??= Date.now();
    if (this.stream && this.lostAt !== null && Date.now() - this.lostAt > SILENT_MS) this.lose();
    this.tell();
  }

  private want(version: string | null): void {
    if (version === null || version === this.version) return;
    if (this.loading) {
      this.loadAgain = true;
      return;
    }
    this.loading = true;
    this.later(this.random() * SPREAD_MS, () => void this.follow(version));
  }

  private async follow(version: string): Promise<void> {
    let done: boolean;
    do {
      this.loadAgain = false;
      done = await this.load();
    } while (done && this.loadAgain && !this.stopped);
    this.loading = false;
    if (!done) this.later(FETCH_AGAIN_MS, () => this.want(version));
  }

  /** Fetches the newest snapshot; false when the server did not answer. */
  private async load(): Promise<boolean> {
    try {
      const ask = this.options.fetch ?? fetch;
      const response = await ask(SNAPSHOT_PATH, {
        headers: { 'If-None-Match': `"${this.version}"` },
        cache: 'no-store',
        signal: AbortSignal.timeout(FETCH_LIMIT_MS),
      });
      if (response.status === 401 || response.status === 403) {
        this.options.onReload(null);
        return false;
      }
      if (response.status === 304) return true;
      const kept = response.headers.has(KEPT_HEADER);
      const version = response.headers.get(VERSION_HEADER);
      // The server has no snapshot yet, but it is there.
      if (!response.ok || !version) return response.status === 503 && !kept;
      if (timeOfVersion(version) > timeOfVersion(this.version)) {
        const json = await response.text();
        if (this.stopped) return false;
        this.version = version;
        this.options.onSnapshot(json, version);
      }
      return !kept;
    } catch {
      return false;
    }
  }

  /** Tells what is cut off when that has changed. */
  private tell(): void {
    const cut = this.cutNow();
    if (cut?.part === this.cut?.part && cut?.since.getTime() === this.cut?.since.getTime()) return;
    this.cut = cut;
    this.options.onCut(cut);
  }

  private cutNow(): Cut | null {
    if (this.lostAt !== null && Date.now() - this.lostAt >= GRACE_MS) {
      const isOnline = this.options.isOnline ?? (() => navigator.onLine);
      const since = this.heardAt === null ? timeOfVersion(this.version) : this.heardAt + this.behindMs;
      return { since: new Date(since || Date.now()), part: isOnline() ? 'web' : 'jaringan' };
    }
    return this.told && { since: new Date(this.told.sejak), part: this.told.bagian };
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopped) work();
    }, ms);
    this.timers.add(timer);
  }

  private random(): number {
    return (this.options.random ?? Math.random)();
  }
}
