import { localDate } from '../../clickhouse/local-time';

/** So many pages of a site map are taken up. */
const MOST_PLACES = 2_000;
const MOST_ENTRIES = 200;

/** What a site map lists: pages, or further site maps. undefined: it is none. */
export function siteMapOf(text: string): { places: string[]; isIndex: boolean } | undefined {
  const kind = /<(?:\w+:)?(urlset|sitemapindex)[\s>]/.exec(text.slice(0, 4_000))?.[1];
  if (!kind) return undefined;
  const places: string[] = [];
  for (const [, place] of text.matchAll(/<loc>\s*([^<\s]{1,500})\s*<\/loc>/g)) {
    places.push(place!.replaceAll('&amp;', '&'));
    if (places.length >= MOST_PLACES) break;
  }
  return { places, isIndex: kind === 'sitemapindex' };
}

/** The date (in the city's zone) of the newest entry of an RSS or Atom feed; null: none is dated. undefined: it is no feed. */
export function newestEntry(text: string, timezone: string, now: Date): string | null | undefined {
  if (!/<(?:rss|feed|rdf:RDF)[\s>]/.test(text.slice(0, 4_000))) return undefined;
  // What stands before the entries dates the feed itself, often at every look.
  const first = text.search(/<(?:item|entry)[\s>]/);
  if (first < 0) return null;
  let newest: Date | null = null;
  let entries = 0;
  for (const [, given] of text.slice(first).matchAll(/<(?:pubDate|published|updated|dc:date)>([^<]{6,60})</g)) {
    const at = new Date(given!.trim());
    if (!Number.isNaN(at.getTime()) && at <= now && (!newest || at > newest)) newest = at;
    entries += 1;
    if (entries >= MOST_ENTRIES) break;
  }
  return newest && localDate(newest, timezone).iso;
}
