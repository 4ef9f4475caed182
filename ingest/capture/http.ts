import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '../../clickhouse/city/connections';
import { now } from '../../clickhouse/clock';
import { localDate } from '../../clickhouse/local-time';
import { PlainError } from '../../clickhouse/plain-error';
import type { RecordLayout } from '../files/record-layout';
import { layoutOf } from '../mappings/mapping';
import { BYTES_PER_PULL, type Capture, type Pull, type Pulled } from './capture';
import { type Asker, asker, type Credential, patienceOf, type Question } from './http-ask';
import { joinPage, receivePage } from './http-page';
import { firstPlace, nextPlace, type Paging, type Place, pageParameters, totalTold } from './http-paging';
import { RecordParts } from './record-parts';

/** One page is at most this long; an answer that holds everything may fill the whole pull. */
const PAGE_BYTES = 64 << 20;

const Cursor = z.object({
  /** Records changed before this are known. null = ask for everything. */
  since: z.string().nullable(),
  /** Where a pull that was cut off goes on, and when its first part began; null = it was finished. */
  rest: z.object({ place: z.union([z.string(), z.number()]), begun: z.string() }).nullable(),
  /** What the server called the state of its one answer, and for which question. */
  state: z.object({ question: z.string(), etag: z.string().optional(), modified: z.string().optional() }).nullable(),
});
type Cursor = z.output<typeof Cursor>;

/** Pulls a JSON, CSV or XLSX interface: one answer, or page by page; everything, or what changed since the last pull. */
export const http: Capture<'http'> = async (pull) => {
  const { connection } = pull;
  const asking = asker({
    home: connection.alamat,
    credential: credentialOf(pull),
    insideAllowed: connection.jaringan_dalam,
    timeoutSeconds: connection.batas_waktu_detik,
    signal: pull.signal,
    patience: patienceOf(pull),
  });
  const cursor = Cursor.safeParse(pull.cursor).data ?? { since: null, rest: null, state: null };
  const parts = new RecordParts(pull.spool, layoutOfAnswer(pull));
  try {
    if (!connection.halaman) return await pullOnce(asking, pull, cursor, parts);
    const paging = connection.halaman;
    return await pullPages(asking, pull, paging, cursor, parts).catch((error) => {
      if (!(error instanceof PlainError) || !cursor.rest) throw error;
      // A cursor or link of yesterday may be worth nothing today: begin anew rather than fail for ever.
      return pullPages(asking, pull, paging, { ...cursor, rest: null }, parts);
    });
  } finally {
    await parts.end();
    await asking.close();
  }
};

function credentialOf({ connection, secret, source }: Pull<'http'>): Credential | undefined {
  const place = connection.rahasia;
  if (!place) return undefined;
  if (!secret)
    throw new PlainError(`Rahasia sumber ini belum diisi. Isi dengan: npm run rk -- sumber rahasia ${source.id}`);
  return { place: place.letak, name: place.nama, value: `${place.awalan}${secret}` };
}

/** How the reader of files finds the records in an answer. */
function layoutOfAnswer({ mapping, connection }: Pull<'http'>): RecordLayout {
  const layout = mapping ? layoutOf(mapping) : { columns: [] };
  return connection.baris === null ? layout : { ...layout, rows: connection.baris };
}

async function pullOnce(asking: Asker, pull: Pull<'http'>, cursor: Cursor, parts: RecordParts): Promise<Pulled> {
  const { connection } = pull;
  const begun = now();
  const question = questionOf(pull, { ...connection.parameter, ...spanOf(pull, cursor) });
  const print = questionPrint(pull, question);
  const state = cursor.state?.question === print && !pull.range ? cursor.state : undefined;
  const headers = {
    ...question.headers,
    ...(state?.etag ? { 'if-none-match': state.etag } : {}),
    ...(state?.modified ? { 'if-modified-since': state.modified } : {}),
  };
  const receiving = { spool: pull.spool, label: 'jawaban', layout: layoutOfAnswer(pull), limitBytes: BYTES_PER_PULL };
  const { page, next, serverTime } = await asking.ask({ ...question, headers }, async (reply) => {
    const next = { question: print, etag: reply.header('etag'), modified: reply.header('last-modified') };
    const serverTime = reply.header('date');
    if (reply.status === 304) return { page: undefined, next: state ?? null, serverTime };
    return { page: await receivePage(reply, receiving), next: next.etag || next.modified ? next : null, serverTime };
  });
  if (page?.isBlank) throw new PlainError(`${question.url.host} menjawab tanpa isi.`);
  if (page?.records === 0) await page.part.drop();
  else if (page?.isInOneLine) await joinPage(page, receiving.label, receiving.layout, parts);
  return {
    cursor: { since: earlier(begun, serverTime).toISOString(), rest: null, state: next } satisfies Cursor,
    more: false,
    note:
      page && !pull.isSample ? totalNote(totalTold(page.document), page.records ?? 0, page.records !== undefined) : '',
  };
}

async function pullPages(
  asking: Asker,
  pull: Pull<'http'>,
  paging: Paging,
  cursor: Cursor,
  parts: RecordParts,
): Promise<Pulled> {
  const { connection, spool } = pull;
  const layout = layoutOfAnswer(pull);
  const span = spanOf(pull, cursor);
  const start = pull.range ? null : cursor.rest;
  let begun = start ? new Date(start.begun) : now();
  let place: Place = start?.place ?? firstPlace(paging);
  const prints = new Set<string>();
  const places = new Set<Place>([place]);
  let records = 0;
  let total: number | undefined;
  let note = '';

  for (let pages = 0; ; pages += 1) {
    const full = spool.bytes() >= BYTES_PER_PULL;
    if (full || pages >= (pull.isSample ? 1 : paging.paling_banyak)) {
      const told =
        full || pull.isSample
          ? ''
          : `Berhenti sesudah ${pages.toLocaleString('id-ID')} halaman (halaman.paling_banyak); tarikan berikutnya melanjutkan.`;
      return {
        cursor: { since: cursor.since, rest: rest(place, begun), state: null } satisfies Cursor,
        more: full || pull.range !== null,
        note: told,
      };
    }
    if (pages > 0) await asking.pause(connection.jeda_ms);
    const isFirst = pages === 0 && !start;
    const question = questionAt(pull, paging, place, span);
    const counted = paging.cara === 'nomor' || paging.cara === 'geser';
    const label = `halaman-${String(pages + 1).padStart(4, '0')}`;
    const answer = await asking.ask({ ...question, mayBeMissing: counted && !isFirst }, async (reply) => {
      if (reply.status >= 400 || reply.status === 204) return undefined;
      const page = await receivePage(reply, { spool, label, layout, limitBytes: PAGE_BYTES });
      return { page, reply };
    });
    if (!answer) break;
    const { page, reply } = answer;
    if (isFirst && page.isBlank) throw new PlainError(`${question.url.host} menjawab tanpa isi.`);
    if (isFirst) begun = earlier(begun, reply.header('date'));
    total ??= totalTold(page.document);
    if (page.records === 0) await page.part.drop();
    else if (prints.has(page.print)) {
      await page.part.drop();
      if (pages === 1 && counted)
        note = `Halaman kedua sama dengan halaman pertama. Bila sumber ini memuat lebih dari satu halaman, periksa nama parameter "${paging.parameter}".`;
      break;
    } else {
      prints.add(page.print);
      records += page.records ?? 0;
      if (pull.mapping || connection.baris !== null) await joinPage(page, label, layout, parts);
    }
    const next = withoutSecret(pull, nextPlace(paging, place, page, reply));
    if (next === null || page.records === undefined) break;
    if (places.has(next)) break; // a source that leads back to where it was
    places.add(next);
    place = next;
  }
  return {
    cursor: { since: begun.toISOString(), rest: null, state: null } satisfies Cursor,
    more: false,
    note: note || (start || pull.isSample ? '' : totalNote(total, records, true)),
  };
}

const rest = (place: Place, begun: Date): Cursor['rest'] =>
  place === null ? null : { place, begun: begun.toISOString() };

function questionAt(pull: Pull<'http'>, paging: Paging, place: Place, span: Record<string, string>): Question {
  if (paging.cara !== 'tautan' || place === null)
    return questionOf(pull, { ...pull.connection.parameter, ...span, ...pageParameters(paging, place) });
  return { method: 'GET', url: new URL(String(place)), headers: pull.connection.kepala };
}

/** A link to the next page often repeats the token that came with the question: it is taken out before it is kept. */
function withoutSecret({ connection }: Pull<'http'>, place: Place): Place {
  if (connection.rahasia?.letak !== 'parameter' || connection.halaman?.cara !== 'tautan' || place === null)
    return place;
  const url = new URL(String(place));
  url.searchParams.delete(connection.rahasia.nama);
  return url.href;
}

function questionOf({ connection }: Pull<'http'>, parameters: Record<string, string>): Question {
  const url = new URL(connection.alamat);
  const { metode: method, kepala: headers } = connection;
  if (method === 'POST') return { method, url, headers, form: new URLSearchParams(parameters) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { method, url, headers };
}

/** Tells one question from another, and with it what is read out of its answer. */
function questionPrint({ connection, mapping }: Pull<'http'>, { method, url, form }: Question): string {
  const what = [method, url.href, form?.toString(), connection.kepala, connection.baris, mapping?.spec];
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url');
}

/** The parameters that narrow a question to a span of time. */
function spanOf(pull: Pull<'http'>, cursor: Cursor): Record<string, string> {
  const { connection, range, source, profile } = pull;
  const { sejak } = connection;
  const zone = source.zona_waktu ?? profile.zona_waktu;
  if (range) {
    if (!sejak?.parameter_sampai)
      throw new PlainError(
        'Sumber ini tidak dapat diisi per masa: sambungannya tidak menyebut sejak.parameter dan sejak.parameter_sampai.',
      );
    return {
      [sejak.parameter]: written(range.from, sejak.bentuk, zone),
      [sejak.parameter_sampai]: written(range.to, sejak.bentuk, zone),
    };
  }
  if (!sejak || !cursor.since) return {};
  const from = new Date(Date.parse(cursor.since) - sejak.tumpang_menit * 60_000);
  return { [sejak.parameter]: written(from, sejak.bentuk, zone) };
}

type Form = NonNullable<Connection<'http'>['sejak']>['bentuk'];

function written(at: Date, form: Form, zone: string): string {
  if (form === 'detik') return String(Math.floor(at.getTime() / 1000));
  return form === 'tanggal' ? localDate(at, zone).iso : `${at.toISOString().slice(0, 19)}Z`;
}

/** When a pull began, by the clock that is behind: what the source writes afterwards must not seem older than that. */
function earlier(ours: Date, theirs: string | undefined): Date {
  const server = Date.parse(theirs ?? '');
  return Number.isNaN(server) || server > ours.getTime() ? ours : new Date(server);
}

function totalNote(told: number | undefined, came: number, isCounted: boolean): string {
  if (told === undefined || told === came || !isCounted) return '';
  const say = (n: number) => n.toLocaleString('id-ID');
  return `Sumber menyebut ${say(told)} rekaman, yang datang ${say(came)}. Yang dipakai adalah yang datang.`;
}
