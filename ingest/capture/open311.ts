import { z } from 'zod';
import { now } from '../../clickhouse/clock';
import type { RecordLayout } from '../files/record-layout';
import { layoutOf } from '../mappings/mapping';
import { BYTES_PER_PULL, type Capture, type Pull } from './capture';
import { type Asker, asker, patienceOf } from './http-ask';
import { joinPage, type Page, receivePage } from './http-page';
import { RecordParts } from './record-parts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** GeoReport v2: a search spans at most 90 days and gives at most 1,000 requests. */
const LONGEST_SPAN_MS = 90 * DAY_MS;
const MOST_REQUESTS = 1_000;
const PAGE_BYTES = 64 << 20;
/** A search is by the time of the report only: so much of the past is read again once a day, to see what became of it. */
const REVIEW_EVERY_MS = DAY_MS;
/** The history ends where nobody reported anything for so many spans in a row (a year). */
const EMPTY_SPANS = 4;
const EARLIEST = Date.UTC(2000, 0, 1);

const Cursor = z.object({
  /** Reports until then are known, as they were when they were read. */
  since: z.string(),
  reviewed: z.string(),
  /** The history before this is still to be read, after so many empty spans; null = it is read. */
  history: z.object({ before: z.string(), empty: z.number() }).nullable(),
});

interface Span {
  from: number;
  to: number;
}

/** Pulls the service requests of a GeoReport v2 server: new ones, what became of those of 90 days, and at first the history. */
export const open311: Capture<'open311'> = async (pull) => {
  const { connection, spool, range } = pull;
  const asking = asker({
    home: connection.alamat,
    credential: undefined,
    insideAllowed: connection.jaringan_dalam,
    timeoutSeconds: connection.batas_waktu_detik,
    signal: pull.signal,
    patience: patienceOf(pull),
  });
  const layout = pull.mapping ? layoutOf(pull.mapping) : { columns: [] };
  const parts = new RecordParts(spool, layout);
  const reader = new Reader(pull, asking, layout, parts);
  const isFull = () => spool.bytes() >= (pull.isSample ? 1 : BYTES_PER_PULL);
  const begun = now().getTime();
  try {
    if (range) {
      for (const span of spansOf(range.from.getTime(), range.to.getTime())) {
        if (isFull()) return { cursor: null, more: true, note: reader.note };
        await reader.read(span);
      }
      return { cursor: null, more: false, note: reader.note };
    }

    const cursor = Cursor.safeParse(pull.cursor).data;
    let since = cursor ? Date.parse(cursor.since) : begun;
    let reviewed = cursor ? Date.parse(cursor.reviewed) : begun;
    let history = cursor ? cursor.history : { before: new Date(begun).toISOString(), empty: 0 };
    if (cursor) {
      const isDue = begun - reviewed >= REVIEW_EVERY_MS;
      const overlap = connection.tumpang_menit * 60_000;
      const from = Math.min(since - overlap, isDue ? begun - LONGEST_SPAN_MS : since);
      for (const span of spansOf(from, begun)) {
        if (isFull()) break;
        await reader.read(span);
        since = Math.max(since, span.to);
      }
      if (isDue && since >= begun) reviewed = begun;
    }
    while (history && !isFull()) {
      const to = Date.parse(history.before);
      const span = { from: Math.max(EARLIEST, to - LONGEST_SPAN_MS), to };
      const found = await reader.read(span);
      const empty: number = found > 0 ? 0 : history.empty + 1;
      const isOver = empty >= EMPTY_SPANS || span.from <= EARLIEST;
      history = isOver ? null : { before: new Date(span.from).toISOString(), empty };
    }
    const next = { since: new Date(since).toISOString(), reviewed: new Date(reviewed).toISOString(), history };
    return {
      cursor: next satisfies z.output<typeof Cursor>,
      more: history !== null || since < begun,
      note: reader.note,
    };
  } finally {
    await parts.end();
    await asking.close();
  }
};

/** A period in spans that a search may have, oldest first. */
function spansOf(from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let start = from; start < to; start += LONGEST_SPAN_MS)
    spans.push({ from: start, to: Math.min(to, start + LONGEST_SPAN_MS) });
  return spans;
}

/** A server that gives exactly so many may have been stopped by a limit of its own. */
const mayBeCut = (count: number) => count > 0 && (count >= MOST_REQUESTS || count % 50 === 0);

class Reader {
  note = '';
  private pages = 0;

  constructor(
    private readonly pull: Pull<'open311'>,
    private readonly asking: Asker,
    private readonly layout: RecordLayout,
    private readonly parts: RecordParts,
  ) {}

  /** Copies the requests of a span and says how many there are. A server without pages is asked for shorter spans. */
  async read(span: Span): Promise<number> {
    const pages: Page[] = [];
    let found = 0;
    for (;;) {
      const page = await this.page(span, pages.length + 1);
      if (!page || page.records === 0 || pages.some((before) => before.print === page.print)) {
        await page?.part.drop();
        if (page?.records && pages.length === 1 && mayBeCut(found)) return this.halves(span, pages[0]!);
        break;
      }
      pages.push(page);
      found += page.records ?? 0;
      if (this.pull.isSample) break;
    }
    for (const page of pages) await joinPage(page, `laporan-${written(span.from)}`, this.layout, this.parts);
    return found;
  }

  /** The same page twice, and full: the server knows no pages and may have left something out. */
  private async halves({ from, to }: Span, page: Page): Promise<number> {
    if (to - from > HOUR_MS) {
      await page.part.drop();
      const middle = Math.floor((from + to) / 2000) * 1000;
      return (await this.read({ from, to: middle })) + (await this.read({ from: middle, to }));
    }
    this.note = `Sumber ini memberi paling banyak ${page.records!.toLocaleString('id-ID')} laporan sekali tanya, juga untuk satu jam: sebagian mungkin tidak terbaca.`;
    await joinPage(page, `laporan-${written(from)}`, this.layout, this.parts);
    return page.records!;
  }

  private async page(span: Span, number: number): Promise<Page | undefined> {
    const { connection, spool } = this.pull;
    if (this.pages > 0) await this.asking.pause(connection.jeda_ms);
    this.pages += 1;
    const url = new URL(connection.alamat);
    if (!url.pathname.endsWith('/requests.json')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/requests.json`;
    const parameters = {
      ...(connection.yurisdiksi ? { jurisdiction_id: connection.yurisdiksi } : {}),
      start_date: written(span.from),
      end_date: written(span.to),
      page: String(number),
      page_size: String(MOST_REQUESTS),
      extensions: 'true',
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const label = `laporan-${String(this.pages).padStart(4, '0')}`;
    return this.asking.ask({ method: 'GET', url, mayBeMissing: number > 1 }, async (reply) =>
      reply.status === 200
        ? receivePage(reply, { spool, label, layout: this.layout, limitBytes: PAGE_BYTES })
        : undefined,
    );
  }
}

const written = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
