import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import { now } from '../../clickhouse/clock';
import type { CitySnapshot } from '../../clickhouse/snapshot';
import { connectRedis } from '../../jobs/queue/redis';
import { askForSnapshot, readStored, SNAPSHOT_CHANNEL, tellWatched } from '../../jobs/queue/snapshot';
import { health } from '../health/health.server';
import type { SentScreenMessage } from '../screens/messages';
import { onScreenMessage } from '../screens/messages.server';
import { Audience, encodeEvent, type Listener, type OwnEvent } from './audience.server';
import { cutPart } from './cut.server';
import { parseWithDates } from './json';
import type { StreamEvents } from './messages';

const squeeze = promisify(gzip);

/** The parts are looked after this often: the supervisor has one that fell back in two or three seconds. */
const LOOK_MS = 1_000;
/** All is well is told this often. */
const BEAT_MS = 5_000;
/** A part that refuses at once is dead; one that is slow to fail may be busy with a load, and is asked a second time. */
const AT_ONCE_MS = 1_000;
const RECHECK_MS = 60_000;

/** A snapshot as the web process keeps it: as text for screens, packed once for all of them. */
export interface Newest {
  version: string;
  computedAt: Date;
  json: string;
  gzip: Buffer;
}

/**
 * The newest snapshot in the memory of this web process, kept by one subscription however many screens watch, and those screens.
 * What the web process cannot see (Redis away, engine away) it tells them too.
 */
export class LiveCity {
  readonly audience = new Audience();
  newest: Newest | null = null;
  private parsed: { version: string; snapshot: CitySnapshot } | null = null;
  private halted = false;
  private cut: StreamEvents['detak']['putus'] = null;
  private beatAt = 0;
  private watchedSince = 0;
  private deafen = () => {};
  private ears: Redis | undefined;
  private store: Redis | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private reading: Promise<void> | undefined;
  private looking: Promise<void> | undefined;

  /** Begins to listen. Redis may come later, or come and go. */
  start(): void {
    try {
      this.ears = connectRedis('patient');
      this.store = connectRedis('hasty');
    } catch {
      // the product does not run yet on this data folder
      this.timers.push(setTimeout(() => this.start(), BEAT_MS).unref());
      return;
    }
    // A subscription forgets what was published while it was away, so what is stored is read at every return.
    this.ears.on('ready', () => {
      this.ears?.subscribe(SNAPSHOT_CHANNEL).then(
        () => this.read(),
        () => {},
      );
    });
    this.ears.on('close', () => void this.beat());
    this.ears.on('message', () => void this.read());
    this.deafen = onScreenMessage((sent) => this.passOn(sent));
    this.timers.push(setInterval(() => void this.beat(), LOOK_MS).unref());
    this.timers.push(setInterval(() => void this.audience.recheck(), RECHECK_MS).unref());
  }

  /** Ends every stream and stops listening. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.audience.endAll();
    this.deafen();
    this.ears?.disconnect();
    this.store?.disconnect();
  }

  /** The newest snapshot for pages of this process; null until one has been computed. */
  snapshot(): { version: string; snapshot: CitySnapshot } | null {
    if (!this.newest) return null;
    const { version, json } = this.newest;
    if (this.parsed?.version !== version) this.parsed = { version, snapshot: parseWithDates<CitySnapshot>(json) };
    return this.parsed;
  }

  /** Opens a stream. It begins with how things stand and which snapshot there is, so that whoever was away catches up. */
  open(listener: Listener, more: readonly OwnEvent[]): ReadableStream<Uint8Array> {
    const alone = this.audience.size === 0;
    // Nobody looked after the parts, and nobody read the city, while nobody listened.
    if (alone) {
      this.cut = null;
      this.watchedSince = Date.now();
      void this.askAsWatcher();
    }
    const body = this.audience.open(listener, [['detak', this.heartbeat()], ...more]);
    if (alone) void this.beat();
    return body;
  }

  /** The first who listens asks for a snapshot at once. A store that is away is told by the beat. */
  private async askAsWatcher(): Promise<void> {
    try {
      await tellWatched(this.store!);
      await askForSnapshot(0);
    } catch {
      // the next minute asks again
    }
  }

  /** Reads what is stored; asked for again while it reads, it reads once more. */
  private read(): Promise<void> {
    const again = async () => {
      const { snapshot, halt } = await readStored(this.store!);
      const halted = halt !== null;
      if (snapshot && snapshot.version !== this.newest?.version) {
        this.newest = { ...snapshot, gzip: await squeeze(snapshot.json, { level: 6 }) };
        this.audience.tellAll('versi', encodeEvent('versi', { versi: snapshot.version }));
      }
      if (halted === this.halted && this.cut === null) return;
      this.halted = halted;
      await this.beat();
    };
    this.reading = (this.reading ?? Promise.resolve()).then(again).catch(() => {});
    return this.reading;
  }

  private passOn({ screen, message }: SentScreenMessage): void {
    // The newest settings replace older ones that a slow screen has not read; a wish for a scene does not replace settings.
    this.audience.tellScreen(screen, `layar ${message.kind}`, encodeEvent('layar', message));
    if (message.kind === 'dicabut') this.audience.endScreen(screen);
  }

  /** Looks after the parts and tells everyone what has changed, or now and then that nothing has; only one look at a time. */
  private beat(): Promise<void> {
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async look(): Promise<void> {
    if (this.audience.size === 0) return;
    const asked = performance.now();
    let part = await this.cutNow();
    const slow = performance.now() - asked > AT_ONCE_MS;
    if (part !== null && part !== this.cut?.bagian && slow) part = await this.cutNow();
    const hasChanged = part !== (this.cut?.bagian ?? null);
    if (hasChanged) this.cut = part && { bagian: part, sejak: new Date().toISOString() };
    if (!hasChanged && performance.now() - this.beatAt < BEAT_MS - LOOK_MS / 2) return;
    this.beatAt = performance.now();
    if (this.store) void tellWatched(this.store).catch(() => {});
    this.audience.tellAll('detak', this.heartbeat());
  }

  private async cutNow() {
    const { parts } = await health();
    // What was computed before anybody watched is old without anything being wrong.
    const ageMs = this.newest && Date.now() - Math.max(this.newest.computedAt.getTime(), this.watchedSince);
    return cutPart({ parts, halted: this.halted, ageMs });
  }

  private heartbeat(): Uint8Array {
    return encodeEvent('detak', {
      versi: this.newest?.version ?? null,
      putus: this.cut,
      kini: now().toISOString(),
      jam: new Date().toISOString(),
    });
  }
}
