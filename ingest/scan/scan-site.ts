import { createHash } from 'node:crypto';
import { now } from '../../clickhouse/clock';
import { isSameSite, pageAddress, pathOf } from './address';
import { type Arrived, Asking, isInTrouble } from './asking';
import { Frontier } from './frontier';
import { httpsValidOf, type Look, lookAt } from './look';
import type { Finding } from './page';
import { pageText } from './page-text';
import type { PageReader, Reading } from './reading';
import type { Ending, Manners, Scanned, Site } from './site';
import { newestEntry, siteMapOf } from './site-documents';

interface Tools {
  reader: PageReader;
  /** The city's time zone. */
  timezone: string;
  /** Ends the whole scan. */
  signal: AbortSignal;
  keep: (look: Look) => Promise<void>;
}

const WEB_PAGE = { bytes: 2 << 20, accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1' };
const SITE_MAP = { bytes: 1 << 20, accept: 'application/xml,text/xml;q=0.9,*/*;q=0.1' };
const FEED = { bytes: 256 << 10, accept: 'application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.1' };
/** After so many pages in a row that did not come a site is left alone. */
const MOST_FAILURES = 3;

/** Looks at a site page by page, as far and as gently as its manners and its robots.txt say. */
export async function scanSite(site: Site, manners: Manners, tools: Tools): Promise<Scanned> {
  const scan = new SiteScan(site, manners, tools);
  try {
    return await scan.run();
  } finally {
    await scan.asking.close();
  }
}

class SiteScan {
  readonly asking: Asking;
  private readonly frontier = new Frontier();
  /** Digests of pages: the same text under many addresses is one page. */
  private readonly texts = new Set<string>();
  /** Protocol and name that the site goes by. */
  private origin = '';
  private siteMaps: string[] = [];
  /** Pages that were asked for. */
  private asked = 0;
  /** Where a search was found, when not on the first page. */
  private search: Finding | undefined;

  constructor(
    private readonly site: Site,
    private readonly manners: Manners,
    private readonly tools: Tools,
  ) {
    this.asking = new Asking(site, manners, tools.signal);
  }

  async run(): Promise<Scanned> {
    const ending = (await this.enter()) ?? (await this.walk());
    return { ending, isThere: this.asking.wasAnswered(), pages: this.asked, bytes: this.asking.bytes() };
  }

  /** Finds out how the site is spoken to and what it allows. Returns why it cannot be looked at, after noting so. */
  private async enter(): Promise<Ending | undefined> {
    const { host } = this.site;
    this.origin = `https://${host}`;
    let { answer, robots } = await this.asking.askRobots(this.origin);
    if (answer.failure === 'alamat_dalam') return 'alamat_dalam';
    if (answer.failure && answer.failure !== 'nama_tak_dikenal') {
      const plain = await this.asking.askRobots(`http://${host}`);
      if (plain.answer.failure === 'alamat_dalam') return 'alamat_dalam';
      // Content that comes with a certificate nobody can trust is not read; without HTTPS at all, it is what citizens see.
      if (plain.answer.failure === null || answer.failure !== 'sertifikat') {
        ({ answer, robots } = plain);
        this.origin = `http://${host}`;
      }
    }
    this.siteMaps = robots.sitemaps;
    if (robots.allows(this.address('/'))) return undefined;
    const isSilent = isInTrouble(answer);
    await this.tools.keep({ ...lookAt(answer), reachable: !isSilent });
    return isSilent ? 'tak_menjawab' : 'dilarang';
  }

  private async walk(): Promise<Ending> {
    this.asked += 1;
    const home = await this.asking.arrive(this.address('/'), WEB_PAGE);
    if (!home) return 'dilarang';
    for (const url of [home.asked, home.url]) this.frontier.reached(url);
    if (home.failure === null && this.isOwn(home.url)) this.origin = home.url.origin;
    const first = await this.read(home, 0);
    if (!first) return 'tuntas';
    const facts = await this.siteFacts(home, first.reading);
    const ending = await this.goOn();
    const newest = [first.look.newest, facts.newest].filter((date) => date !== null).sort();
    await this.tools.keep({
      ...first.look,
      newest: newest.at(-1) ?? null,
      findings: [...facts.findings, ...(this.search ? [this.search] : []), ...first.look.findings],
    });
    return isInTrouble(home) || home.failure ? 'tak_menjawab' : ending;
  }

  /** Looks at what the first page, the site map and later pages lead to. */
  private async goOn(): Promise<Ending> {
    let failures = 0;
    for (let next = this.frontier.next(); next; next = this.frontier.next()) {
      if (this.asking.isOver() || this.asked >= this.manners.pages) return 'anggaran';
      this.asked += 1;
      const answer = await this.asking.arrive(next.url, WEB_PAGE);
      if (!answer) continue;
      if (answer.status === 429) return 'anggaran';
      // Its own page counts whatever it redirects to; a page that others led to before does not count again.
      const isAlias = pathOf(answer.url) !== pathOf(next.url) && !this.frontier.reached(answer.url);
      const read = isAlias ? undefined : await this.read(answer, next.depth);
      if (read) await this.tools.keep(read.look);
      failures = isInTrouble(answer) && answer.failure !== 'berputar' ? failures + 1 : 0;
      if (failures >= MOST_FAILURES) return 'tak_menjawab';
    }
    return 'tuntas';
  }

  /** What a page shows, its links noted; undefined when another page showed the same text. */
  private async read(answer: Arrived, depth: number): Promise<{ look: Look; reading: Reading } | undefined> {
    const look = lookAt(answer);
    const nothing: Reading = { links: { pages: [], feed: null, services: [] }, detected: null };
    const html =
      answer.failure === null && answer.status === 200
        ? pageText(answer.body, answer.headers['content-type'] ?? '', answer.isCut)
        : '';
    if (html === '') return { look, reading: nothing };
    const digest = createHash('sha256').update(html).digest('base64url');
    if (this.texts.has(digest)) return undefined;
    this.texts.add(digest);
    const { hostname: host, protocol } = this.address('/');
    const reading = await this.tools.reader.read(
      {
        url: answer.asked,
        finalUrl: answer.url,
        status: answer.status,
        headers: answer.headers,
        html,
        fetchedAt: answer.at,
        loadMs: answer.loadMs,
        httpsValid: httpsValidOf(answer),
      },
      { host, protocol, services: this.site.services },
    );
    if (this.isOwn(answer.url))
      for (const { href, words } of reading.links.pages) this.frontier.add(new URL(href), words, depth + 1);
    const findings = [
      ...(reading.detected?.findings ?? []),
      ...reading.links.services.map(({ kode, address }) => ({ feature: `layanan:${kode}`, proof: address })),
    ];
    const search = findings.find(({ feature }) => feature === 'pencarian');
    if (search && depth > 0) this.search ??= { ...search, proof: `${look.page}: ${search.proof}` };
    return { look: { ...look, findings, newest: reading.detected?.newestContent ?? null }, reading };
  }

  /** What belongs to the site and not to a page: site map, feed, certificate. */
  private async siteFacts(home: Arrived, { links }: Reading): Promise<{ findings: Finding[]; newest: string | null }> {
    const findings: Finding[] = [];
    let newest: string | null = null;
    const ends = this.asking.certificateEnds();
    if (ends && httpsValidOf(home))
      findings.push({ feature: 'sertifikat', proof: `berlaku sampai ${ends.toISOString().slice(0, 10)}` });
    if (home.failure !== null || !this.isOwn(home.url)) return { findings, newest };

    const map = await this.siteMap();
    if (map) findings.push({ feature: 'peta_situs', proof: map });
    const feed = this.within(links.feed ?? '/feed');
    const entries = feed && (await this.document(feed, FEED));
    if (feed && entries) {
      const date = newestEntry(entries, this.tools.timezone, now());
      if (date !== undefined) {
        findings.push({ feature: 'umpan_rss', proof: `${pathOf(feed)}${date ? `: terbaru ${date}` : ''}` });
        newest = date;
      }
    }
    return { findings, newest };
  }

  /** Takes up the pages of the site map. Returns where it stands; undefined: there is none. */
  private async siteMap(): Promise<string | undefined> {
    for (const place of [...this.siteMaps.slice(0, 2), '/sitemap.xml']) {
      const url = this.within(place);
      const map = url && siteMapOf((await this.document(url, SITE_MAP)) ?? '');
      if (!map) continue;
      const child = map.isIndex
        ? this.within(map.places.find((p) => /page|halaman/i.test(p)) ?? map.places[0])
        : undefined;
      const pages = child
        ? siteMapOf((await this.document(child, SITE_MAP)) ?? '')?.places
        : map.isIndex
          ? []
          : map.places;
      const base = this.address('/');
      for (const page of pages ?? []) {
        const address = pageAddress(page, base, { host: base.hostname, protocol: base.protocol });
        // Behind what the pages themselves link to.
        if (address) this.frontier.add(address, '', 2);
      }
      return pathOf(url);
    }
    return undefined;
  }

  /** The text of a document beside the pages; undefined when it does not come. */
  private async document(url: URL, wanted: typeof FEED): Promise<string | undefined> {
    if (this.asking.isOver()) return undefined;
    const answer = await this.asking.arrive(url, wanted);
    return answer?.status === 200 && answer.failure === null ? answer.body.toString('utf8') : undefined;
  }

  private isOwn = (url: URL) => isSameSite(url.hostname, this.site.host);
  private address = (path: string) => new URL(path, this.origin);

  /** An address that a site names, when it is one of its own; undefined otherwise. */
  private within(place: string | undefined): URL | undefined {
    if (!place || !URL.canParse(place, this.origin)) return undefined;
    const url = new URL(place, this.origin);
    if (!this.isOwn(url) || url.port !== '' || !/^https?:$/.test(url.protocol)) return undefined;
    const { protocol, hostname } = this.address('/');
    return Object.assign(url, { protocol, hostname });
  }
}
