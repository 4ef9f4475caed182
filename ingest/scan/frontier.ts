import { isServiceLike, pathOf, patternOf, rowOf } from './address';

/** A page that was linked to and not looked at yet. */
export interface Waiting {
  url: URL;
  /** Links between it and the first page. */
  depth: number;
}

/** The tenth page of a list tells what the first five told. Where an office lists its services, more of them count. */
const OF_A_PATTERN = { service: 20, other: 5 };
const OF_A_ROW = { service: 40, other: 12 };
const MOST_WAITING = 2_000;
const DEEPEST = 4;

/**
 * The pages of a site still to be looked at: those that look like services first, near ones before far ones. Holds a bounded number
 * of addresses, and of pages that are alike only the first few, so that links without end lead nowhere.
 */
export class Frontier {
  /** Noted at some time. */
  private readonly known = new Set<string>();
  private readonly lookedAt = new Set<string>();
  private readonly patterns = new Map<string, number>();
  private waiting: (Waiting & { serves: boolean })[] = [];

  /** Notes a page to look at, unless it is known, too deep, or one more of too many that are alike. */
  add(url: URL, words: string, depth: number): void {
    const path = pathOf(url);
    const key = keyOf(url);
    if (depth > DEEPEST || this.waiting.length >= MOST_WAITING || this.known.has(key)) return;
    const serves = isServiceLike(path, words);
    const kind = serves ? 'service' : 'other';
    const row = rowOf(url);
    const isTop = row === '/';
    if (!this.takes(`pola ${patternOf(url)}`, OF_A_PATTERN[kind])) return;
    if (!isTop && !this.takes(`deret ${row}`, OF_A_ROW[kind])) return;
    this.known.add(key);
    this.waiting.push({ url, depth, serves });
  }

  /** Marks a page as looked at, such as one that a redirect led to. Returns whether it had not been. */
  reached(url: URL): boolean {
    const key = keyOf(url);
    const isNew = !this.lookedAt.has(key);
    this.lookedAt.add(key);
    this.known.add(key);
    this.waiting = this.waiting.filter((page) => keyOf(page.url) !== key);
    return isNew;
  }

  /** The page to look at next; undefined: there is none left. */
  next(): Waiting | undefined {
    let best = 0;
    for (const [i, page] of this.waiting.entries()) {
      const first = this.waiting[best]!;
      const isNearer = page.serves === first.serves && page.depth < first.depth;
      if ((page.serves && !first.serves) || isNearer) best = i;
    }
    const [next] = this.waiting.splice(best, 1);
    if (next) this.lookedAt.add(keyOf(next.url));
    return next;
  }

  private takes(name: string, most: number): boolean {
    const taken = this.patterns.get(name) ?? 0;
    if (taken >= most) return false;
    this.patterns.set(name, taken + 1);
    return true;
  }
}

/** `www.` or not, with or without a slash at the end: the same page. */
const keyOf = (url: URL) => pathOf(url).replace(/\/(?=$|\?)/, '');
