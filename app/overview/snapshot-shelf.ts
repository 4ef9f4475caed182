/** A snapshot this young is shown as it is; an older one while the next is being read. */
const FRESH_MS = 20_000;
/** Older than this it is not shown any more: the viewer waits for the next. */
const TOO_OLD_MS = 5 * 60_000;
/** Filters whose snapshots are kept; the one asked for longest ago goes first. */
const MOST = 24;

interface Kept<T> {
  newest?: { readAt: number; snapshot: T };
  reading?: Promise<T>;
}

/** Snapshots by key, shared by everyone who asks for the same. Ages are counted by the machine's own timer: the product's clock may be frozen. */
export class SnapshotShelf<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(private readonly elapsedMs: () => number = () => performance.now()) {}

  get size(): number {
    return this.kept.size;
  }

  async get(key: string, read: () => Promise<T>): Promise<T> {
    const place = this.place(key);
    const { newest } = place;
    const age = newest ? this.elapsedMs() - newest.readAt : Number.POSITIVE_INFINITY;
    if (newest && age < FRESH_MS) return newest.snapshot;
    place.reading ??= read()
      .then((snapshot) => {
        place.newest = { readAt: this.elapsedMs(), snapshot };
        return snapshot;
      })
      .finally(() => {
        place.reading = undefined;
      });
    if (!newest || age > TOO_OLD_MS) return place.reading;
    // Nobody waits for this one; if it fails the next viewer tries again.
    place.reading.catch(() => {});
    return newest.snapshot;
  }

  /** The place of a key, now the last to go. */
  private place(key: string): Kept<T> {
    const place = this.kept.get(key) ?? {};
    this.kept.delete(key);
    this.kept.set(key, place);
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value as string);
    return place;
  }
}
