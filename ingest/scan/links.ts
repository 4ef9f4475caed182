import { isServiceLike, pageAddress, pathOf } from './address';

/** Pages of the same site that a page links to, and where it says its feed is. */
export interface Links {
  pages: { href: string; words: string }[];
  feed: string | null;
  /** Services of the catalogue that its links name, each with the address of its first link, on whatever site that is. */
  services: { kode: string; address: string }[];
}

/** The site whose links are told; of the one-stop portal also those to `services`, which are known by their names. */
export interface LinkedSite {
  host: string;
  protocol: string;
  services?: readonly { kode: string; nama: string }[];
}

/** So many links of one page are taken up, those that look like services first. */
const MOST_LINKS = 300;
/** So many are looked at. */
const MOST_ANCHORS = 20_000;
/** The words of a link stand within so much of its beginning. */
const WORDS_WITHIN = 400;

/** A tag that names an address, its attributes bounded so that a quote which is never closed costs little. */
const TAG = /<(a|area|frame|iframe|link|base|meta)\s((?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){1,1000})>/gi;
const ATTRIBUTE = /([a-z-]{1,20})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/**
 * The links of a page. A scan of its text, not a tree of its elements: 35,000 links take a tree four seconds, and elements that
 * are nested 170,000 deep more than ten.
 */
export function linksOf(html: string, page: URL, site: LinkedSite): Links {
  const text = without(without(html, '<!--', '-->'), '<script', '</script');
  const found = new Map<string, { href: string; words: string; serves: boolean }>();
  const services = new Map<string, string>();
  const named = (site.services ?? []).map(({ kode, nama }) => ({ kode, name: plain(nama) }));
  let feed: string | null = null;
  let base = page;
  let anchors = 0;
  for (const tag of text.matchAll(TAG)) {
    const name = tag[1]!.toLowerCase();
    const has = attributesOf(tag[2]!);
    const address = (has.href ?? has.src ?? '').trim();
    if (name === 'meta') {
      if (/^robots$/i.test(has.name ?? '') && /nofollow|none/i.test(has.content ?? ''))
        return { pages: [], feed, services: [] };
    } else if (name === 'base') {
      if (URL.canParse(address, page)) base = new URL(address, page);
    } else if (name === 'link') {
      if (address && /^application\/(?:rss|atom)\+xml$/i.test(has.type ?? '')) feed ??= address;
    } else {
      anchors += 1;
      if (anchors > MOST_ANCHORS) break;
      const url = /\bnofollow\b/i.test(has.rel ?? '') ? undefined : pageAddress(address, base, site);
      const isNew = url && !found.has(url.href);
      if (!isNew && named.length === 0) continue;
      const words = wordsAt(text, tag.index + tag[0].length);
      const service = serviceIn(words, named);
      if (service && !services.has(service) && URL.canParse(address, base)) {
        const { protocol, href } = new URL(address, base);
        if (/^https?:$/.test(protocol)) services.set(service, href);
      }
      if (!isNew) continue;
      found.set(url.href, { href: url.href, words, serves: isServiceLike(pathOf(url), words) });
    }
  }
  const all = [...found.values()];
  const first = [...all.filter((link) => link.serves), ...all.filter((link) => !link.serves)].slice(0, MOST_LINKS);
  return {
    pages: first.map(({ href, words }) => ({ href, words })),
    feed,
    services: [...services].map(([kode, address]) => ({ kode, address })),
  };
}

/** Words without case, marks and accents between blanks, so that one name is found whole in another text. */
const plain = (words: string) =>
  ` ${words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The service whose name stands in the words of a link; of several the longest name. */
function serviceIn(words: string, named: readonly { kode: string; name: string }[]): string | undefined {
  const text = plain(words);
  return named
    .filter(({ name }) => name.trim() !== '' && text.includes(name))
    .sort((a, b) => b.name.length - a.name.length)[0]?.kode;
}

function attributesOf(text: string): Record<string, string | undefined> {
  const has: Record<string, string> = Object.create(null);
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE))
    has[name!.toLowerCase()] ??= (double ?? single ?? bare ?? '').replace(/&(?:amp|#0*38|#x0*26);/gi, '&');
  return has;
}

function wordsAt(text: string, from: number): string {
  const [inside] = text.slice(from, from + WORDS_WITHIN).split(/<\/a\b/i, 1);
  return inside!
    .replace(/<[^>]*>?|&nbsp;|&#160;/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
}

/** The text without what stands between two marks; a last one that never ends is left. */
function without(text: string, from: string, to: string): string {
  const low = text.toLowerCase();
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const begin = low.indexOf(from, at);
    const end = begin < 0 ? -1 : low.indexOf(to, begin + from.length);
    if (end < 0) break;
    kept.push(text.slice(at, begin));
    at = end + to.length;
  }
  kept.push(text.slice(at));
  return kept.join(' ');
}
