import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

const squeeze = promisify(gzip);

/** Walls that differ in settings or language, of the newest snapshot and the one before. */
const MOST_PAGES = 100;

/** A page ready to be sent. */
export interface ReadyPage {
  plain: Buffer;
  gzip: Buffer;
  /** Sources for `script-src`: the hash of every inline script of the page. */
  scripts: string[];
}

/**
 * Pages of the wall as bytes. What a page shows depends on its key alone, so it is drawn once for all screens that ask for it; its
 * inline scripts are allowed by what they are (hash), because a nonce that is sent twice protects nothing.
 */
export class WallPages {
  private readonly pages = new LRUCache<string, Promise<ReadyPage | null>>({ max: MOST_PAGES });

  /** The page of a key; null when what was drawn must not be shared. */
  get(key: string, draw: () => Promise<Response>): Promise<ReadyPage | null> {
    const kept = this.pages.get(key);
    if (kept) return kept;
    const drawn = ready(draw);
    this.pages.set(key, drawn);
    const forget = () => this.pages.delete(key);
    drawn.then((page) => page ?? forget(), forget);
    return drawn;
  }
}

async function ready(draw: () => Promise<Response>): Promise<ReadyPage | null> {
  const response = await draw();
  const html = await response.text();
  const isPage = response.status === 200 && (response.headers.get('Content-Type') ?? '').startsWith('text/html');
  if (!isPage || response.headers.has('Set-Cookie')) return null;
  const plain = Buffer.from(html);
  return { plain, gzip: await squeeze(plain, { level: 6 }), scripts: inlineScripts(html) };
}

/** Hashes of the inline scripts of a page, as a content policy names them. */
export function inlineScripts(html: string): string[] {
  const inline = [...html.matchAll(/<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/gi)].filter(
    ({ groups }) => !/\ssrc\s*=/i.test(groups!.attributes!),
  );
  const hashes = inline.map(({ groups }) => createHash('sha256').update(groups!.text!).digest('base64'));
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`);
}
