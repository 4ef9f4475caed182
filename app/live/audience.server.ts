import type { StreamEvent, StreamEvents } from './messages';

/** Events that wait in a stream until its client reads; more are not kept, only the newest of each kind. */
const WAITING = 4;

/** One event as it goes over the wire: encoded once, whoever gets it. */
export function encodeEvent<E extends StreamEvent>(event: E, data: StreamEvents[E]): Uint8Array {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** An event for one listener; of each kind only the newest waits. */
export type OwnEvent = [kind: string, bytes: Uint8Array];

/** Who listens at the other end. */
export interface Listener {
  /** Id of a paired screen; null for a signed-in person. */
  screen: string | null;
  /** Asked now and then: what it may have missed, or null when it may no longer listen. */
  recheck: () => Promise<readonly OwnEvent[] | null>;
}

/** A stream of events to one client. A client that does not read is owed the newest event of each kind and nothing more. */
class Stream {
  readonly body: ReadableStream<Uint8Array>;
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private readonly owed = new Map<string, Uint8Array>();

  constructor(
    readonly listener: Listener,
    onEnd: (stream: Stream) => void,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.settle(),
        cancel: () => onEnd(this),
      },
      { highWaterMark: WAITING },
    );
  }

  send(kind: string, bytes: Uint8Array): void {
    this.owed.delete(kind);
    this.owed.set(kind, bytes);
    this.settle();
  }

  end(): void {
    try {
      this.controller.close();
    } catch {
      // its client has gone already
    }
  }

  private settle(): void {
    for (const [kind, bytes] of this.owed) {
      if ((this.controller.desiredSize ?? 0) <= 0) return;
      this.owed.delete(kind);
      this.controller.enqueue(bytes);
    }
  }
}

/** Everyone who listens at this web process. */
export class Audience {
  private readonly streams = new Set<Stream>();

  get size(): number {
    return this.streams.size;
  }

  /** Ids of the screens that are connected here. */
  get screens(): Set<string> {
    const ids = [...this.streams].map((stream) => stream.listener.screen);
    return new Set(ids.filter((id) => id !== null));
  }

  /** Opens a stream that begins with these events. */
  open(listener: Listener, first: readonly OwnEvent[]): ReadableStream<Uint8Array> {
    const stream = new Stream(listener, (ended) => this.streams.delete(ended));
    this.streams.add(stream);
    for (const [kind, bytes] of first) stream.send(kind, bytes);
    return stream.body;
  }

  /** The same bytes to everyone. */
  tellAll(kind: string, bytes: Uint8Array): void {
    for (const stream of this.streams) stream.send(kind, bytes);
  }

  tellScreen(screen: string, kind: string, bytes: Uint8Array): void {
    for (const stream of this.streams) if (stream.listener.screen === screen) stream.send(kind, bytes);
  }

  /** Ends the streams of one screen. */
  endScreen(screen: string): void {
    for (const stream of this.streams) if (stream.listener.screen === screen) this.end(stream);
  }

  endAll(): void {
    for (const stream of this.streams) this.end(stream);
  }

  /** Tells everyone what they may have missed and ends the streams of those who may no longer listen. */
  async recheck(): Promise<void> {
    for (const stream of [...this.streams]) {
      // One who cannot be asked about stays.
      const missed = await stream.listener.recheck().catch(() => []);
      if (missed === null) this.end(stream);
      else for (const [kind, bytes] of missed) stream.send(kind, bytes);
    }
  }

  private end(stream: Stream): void {
    this.streams.delete(stream);
    stream.end();
  }
}
