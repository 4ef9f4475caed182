import { pipeline, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { guardedAgent } from './http-addresses';
import { lastingFailure, passingFailure } from './http-errors';

/** How long a server that is busy or failing is waited for within one pull; afterwards the queue waits longer. */
export const PATIENCE = { tries: 5, firstPauseMs: 1_000, longestPauseMs: 30_000, longestAskedMs: 120_000 };

/** How long a pull waits for its server; before a screen one more try must do. */
export const patienceOf = ({ isSample }: { isSample?: boolean }): typeof PATIENCE =>
  isSample ? { ...PATIENCE, tries: 2, longestAskedMs: 5_000 } : PATIENCE;

const REDIRECTS = 5;
/** An answer that trickles in is cut off after so many times the time in which a server must react. */
const WHOLE_ANSWER_TIMES = 10;
const USER_AGENT = 'RuangKendali/1.0 (pembaca data kota)';

/** Where the secret of a source goes. It is only ever sent to the origin of the source's own address. */
export interface Credential {
  place: 'kepala' | 'parameter';
  name: string;
  value: string;
}

export interface Question {
  method: 'GET' | 'POST';
  /** Without the secret. */
  url: URL;
  /** Form of a POST. */
  form?: URLSearchParams;
  headers?: Record<string, string>;
  /** The asker knows what a 404 means here: there is no such page. */
  mayBeMissing?: boolean;
}

export interface Reply {
  status: number;
  header: (name: string) => string | undefined;
  url: URL;
  /** The content, unpacked from how it travelled. */
  body: AsyncIterable<Buffer>;
}

export interface Asker {
  /**
   * Asks until an answer has been taken whole: what `take` does is done again when a connection breaks in the middle. Gives what
   * `take` made of a 2xx or 304 (or 404, when it may be missing); everything else is an error.
   */
  ask: <T>(question: Question, take: (reply: Reply) => Promise<T>) => Promise<T>;
  pause: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}

/** Thrown by `take` when an answer proves to be cut short: it is asked for again. */
export class CutShort extends Error {}

interface AskerOptions {
  /** The source's own address. */
  home: string;
  credential: Credential | undefined;
  insideAllowed: boolean;
  timeoutSeconds: number;
  signal: AbortSignal;
  patience?: typeof PATIENCE;
}

/** Asks a source over HTTP: politely, never inside the building unless allowed, never its secret to anybody else. */
export function asker(options: AskerOptions): Asker {
  const { signal, timeoutSeconds, credential, patience = PATIENCE } = options;
  const home = new URL(options.home);
  if (credential && !/^[\x20-\x7e]+$/.test(credential.value))
    throw new PlainError('Rahasia sumber ini memuat tanda yang tidak dapat dikirim. Tulis ulang rahasianya.');
  const agent = guardedAgent({ insideAllowed: options.insideAllowed, answerTimeoutMs: timeoutSeconds * 1000 });
  const pause = async (ms: number) => {
    if (ms > 0) await sleep(ms, undefined, { signal });
  };

  async function ask<T>(question: Question, take: (reply: Reply) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const whole = AbortSignal.timeout(WHOLE_ANSWER_TIMES * timeoutSeconds * 1000);
      const outcome = await once(question, take, AbortSignal.any([signal, whole]))
        .then((answer) => ({ answer }))
        .catch((error: unknown) => {
          if (signal.aborted) throw signal.reason;
          const host = question.url.host;
          if (error instanceof Busy) return { pauseMs: error.pauseMs, error: error.sentence };
          const lasting = lastingFailure(host, error);
          if (lasting) throw lasting;
          if (error instanceof CutShort && attempt >= patience.tries)
            throw new PlainError(
              `Jawaban ${host} rusak atau terpotong, juga sesudah diminta ${attempt} kali. Beri tahu pengelolanya.`,
            );
          return { pauseMs: 0, error: passingFailure(host, error) };
        });
      if ('answer' in outcome) return outcome.answer;
      const own = Math.min(patience.longestPauseMs, patience.firstPauseMs * 2 ** (attempt - 1));
      if (attempt >= patience.tries || outcome.pauseMs > patience.longestAskedMs) throw outcome.error;
      await pause(outcome.pauseMs || own * (0.5 + Math.random() / 2));
    }
  }

  async function once<T>(question: Question, take: (reply: Reply) => Promise<T>, until: AbortSignal): Promise<T> {
    let { method, url, form } = question;
    for (let hop = 0; ; hop += 1) {
      const response = await send(method, url, form, question.headers ?? {}, until);
      const location = response.headers.location;
      if (response.statusCode < 300 || response.statusCode >= 400 || response.statusCode === 304 || !location) {
        return await taken(question, url, response, take);
      }
      await discard(response.body);
      if (hop >= REDIRECTS)
        throw new PlainError(`${url.host} mengalihkan permintaan berputar-putar. Periksa alamat sumber.`);
      url = redirected(url, String(location));
      if (response.statusCode !== 307 && response.statusCode !== 308) {
        method = 'GET';
        form = undefined;
      }
    }
  }

  function send(
    method: 'GET' | 'POST',
    url: URL,
    form: URLSearchParams | undefined,
    headers: Record<string, string>,
    until: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const isHome = url.origin === home.origin;
    const target = new URL(url);
    const fields = form && new URLSearchParams(form);
    const all: Record<string, string> = {
      accept: 'application/json, text/csv;q=0.9, */*;q=0.5',
      'accept-encoding': 'gzip',
      'user-agent': USER_AGENT,
      ...(isHome ? headers : {}),
    };
    if (credential && isHome) {
      if (credential.place === 'kepala') all[credential.name.toLowerCase()] = credential.value;
      else (fields ?? target.searchParams).set(credential.name, credential.value);
    }
    if (fields) all['content-type'] = 'application/x-www-form-urlencoded';
    const body = fields ? fields.toString() : null;
    return request(target, { dispatcher: agent, method, headers: all, body, signal: until });
  }

  return { ask, pause, close: () => agent.destroy() };
}

/** The server asks to be left alone for a while, or is failing. */
class Busy extends Error {
  constructor(
    readonly pauseMs: number,
    readonly sentence: TryAgainError,
  ) {
    super(sentence.message);
  }
}

async function taken<T>(
  question: Question,
  url: URL,
  response: Dispatcher.ResponseData,
  take: (reply: Reply) => Promise<T>,
): Promise<T> {
  const { statusCode: status, headers } = response;
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const isMissing = status === 404 || status === 410;
  if ((status >= 200 && status < 300) || status === 304 || (isMissing && question.mayBeMissing)) {
    const body = unpacked(response.body, header('content-encoding') ?? '');
    try {
      return await take({ status, header, url, body });
    } finally {
      await discard(response.body);
    }
  }
  await discard(response.body);
  const { host } = url;
  if (status === 401 || status === 403)
    throw new PlainError(
      `${host} menolak permintaan (kode ${status}). Periksa rahasia sumber ini (token atau sandi) dan izinnya.`,
    );
  if (isMissing) throw new PlainError(`${host} tidak mengenal alamat ini (kode ${status}). Periksa alamat sumber.`);
  if (status === 429 || status === 503) {
    const pauseMs = askedPauseMs(header('retry-after'), header('date'));
    const when = pauseMs > 0 ? ` ${Math.ceil(pauseMs / 60_000)} menit` : '';
    throw new Busy(pauseMs, new TryAgainError(`${host} sedang sibuk dan meminta ditunggu${when}. Dicoba lagi nanti.`));
  }
  if (status >= 500 || status === 408)
    throw new Busy(0, new TryAgainError(`${host} sedang bermasalah (kode ${status}). Dicoba lagi nanti.`));
  throw new PlainError(`${host} menolak permintaan (kode ${status}). Periksa alamat dan parameter sumber.`);
}

/** What a server asks for in `Retry-After`: seconds, or a time by its own clock. */
function askedPauseMs(given: string | undefined, serverTime: string | undefined): number {
  if (!given) return 0;
  if (/^\d{1,9}$/.test(given.trim())) return Number(given) * 1000;
  const by = Date.parse(serverTime ?? '') || Date.now();
  const pause = Date.parse(given) - by;
  return Number.isNaN(pause) ? 0 : Math.max(0, pause);
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!to || !/^https?:$/.test(to.protocol))
    throw new PlainError(`${from.host} mengalihkan permintaan ke alamat yang tidak dikenal. Periksa alamat sumber.`);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new PlainError(`${from.host} mengalihkan permintaan ke alamat tanpa https. Periksa alamat sumber.`);
  return to;
}

/** The content of a body, unpacked from how it travelled. */
export function unpacked(body: Readable, encoding: string): AsyncIterable<Buffer> {
  const how = encoding.trim().toLowerCase();
  if (how === '' || how === 'identity') return body;
  const unpack =
    how === 'gzip' || how === 'x-gzip'
      ? createGunzip()
      : how === 'br'
        ? createBrotliDecompress()
        : how === 'deflate'
          ? createInflate()
          : undefined;
  if (!unpack) throw new PlainError(`Jawaban sumber dikemas dengan cara yang tidak dikenal.`);
  return pipeline(body, unpack, () => {});
}

async function discard(body: Readable): Promise<void> {
  if (body.destroyed || body.readableEnded) return;
  body.on('error', () => {});
  body.destroy();
}
