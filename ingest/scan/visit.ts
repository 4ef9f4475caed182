import dns from 'node:dns';
import { type Agent, request } from 'undici';
import { PlainError } from '../../clickhouse/plain-error';
import { guardedAgent } from '../capture/http-addresses';
import { unpacked } from '../capture/http-ask';

/** How the sites of a city are reached: by their names, on the ports of the web. A test puts servers of its own there. */
export const WEB: { lookUp: typeof dns.lookup; ports?: { http: number; https: number }; ca?: string | undefined } = {
  lookUp: dns.lookup,
};

/** Why no whole answer came. */
type Failure =
  /** The certificate is not trusted: nothing was read. */
  | 'sertifikat'
  /** The name leads into the building, where nothing is asked. */
  | 'alamat_dalam'
  | 'nama_tak_dikenal'
  | 'terlalu_lama'
  | 'terputus'
  /** Redirects without end. */
  | 'berputar';

/** One answer of a server, its body cut at what was wanted of it. */
export interface Answer {
  /** null: no answer came. Set when an answer began and never ended. */
  status: number | null;
  headers: Record<string, string>;
  body: Buffer;
  /** More would have come. */
  isCut: boolean;
  failure: Failure | null;
}

/** A whole answer may take so many times the time in which a server must react. */
const WHOLE_ANSWER_TIMES = 2;

export interface Visitor {
  /** Asks once; nothing is followed, nothing is tried again, no error is thrown but for the end of `signal`. */
  ask: (url: URL, wanted: { bytes: number; accept: string }, signal: AbortSignal) => Promise<Answer>;
  /** Whether any answer came so far. */
  wasAnswered: () => boolean;
  /** Bytes that were received and unpacked, whichever is more. */
  bytes: () => number;
  /** When the certificate of the site ends, once one was trusted. */
  certificateEnds: () => Date | null;
  close: () => Promise<void>;
}

/** One site's visitor: one connection at a time, never inside the building unless allowed. */
export function visitor(options: { insideAllowed: boolean; timeoutSeconds: number; userAgent: string }): Visitor {
  const { insideAllowed, timeoutSeconds, userAgent } = options;
  let ends: Date | null = null;
  let bytes = 0;
  let answered = false;
  const agent: Agent = guardedAgent({
    insideAllowed,
    answerTimeoutMs: timeoutSeconds * 1000,
    ...WEB,
    onCertificate: (date) => {
      ends = date;
    },
  });

  async function ask(url: URL, wanted: { bytes: number; accept: string }, signal: AbortSignal): Promise<Answer> {
    const answer: Answer = { status: null, headers: {}, body: Buffer.alloc(0), isCut: false, failure: null };
    const whole = AbortSignal.timeout(WHOLE_ANSWER_TIMES * timeoutSeconds * 1000);
    try {
      const response = await request(url, {
        dispatcher: agent,
        method: 'GET',
        headers: { accept: wanted.accept, 'accept-encoding': 'gzip, br', 'user-agent': userAgent },
        signal: AbortSignal.any([signal, whole]),
      });
      answer.status = response.statusCode;
      answered = true;
      for (const [name, value] of Object.entries(response.headers))
        if (value !== undefined) answer.headers[name] = Array.isArray(value) ? value.join(', ') : value;
      const { body } = response;
      let received = 0;
      body.on('data', (piece: Buffer) => {
        received += piece.length;
      });
      body.pause();
      const pieces: Buffer[] = [];
      let unpackedBytes = 0;
      try {
        if (isRead(answer)) {
          for await (const piece of unpacked(body, answer.headers['content-encoding'] ?? '')) {
            pieces.push(piece.subarray(0, wanted.bytes - unpackedBytes));
            unpackedBytes += piece.length;
            answer.isCut = unpackedBytes > wanted.bytes;
            if (unpackedBytes >= wanted.bytes) break;
          }
        }
      } finally {
        bytes += Math.max(received, unpackedBytes);
        body.on('error', () => {});
        body.destroy();
      }
      answer.body = Buffer.concat(pieces);
    } catch (error) {
      signal.throwIfAborted();
      answer.failure = whole.aborted ? 'terlalu_lama' : failureOf(error);
    }
    return answer;
  }

  return {
    ask,
    wasAnswered: () => answered,
    bytes: () => bytes,
    certificateEnds: () => ends,
    close: () => agent.destroy(),
  };
}

/** Pictures, films and packages under the address of a page are not read: what they are was told. */
const isRead = ({ status, headers }: Answer) =>
  status === 200 &&
  /^(?:$|text\/|application\/(?:xhtml|xml|rss|atom|octet-stream))/i.test(headers['content-type'] ?? '');

function failureOf(error: unknown): Failure {
  if (error instanceof PlainError) return 'alamat_dalam';
  const { code = '', name = '' } = error as { code?: string; name?: string };
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code)) return 'sertifikat';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nama_tak_dikenal';
  if (/TIMEOUT|ETIMEDOUT/.test(code) || name === 'TimeoutError') return 'terlalu_lama';
  return 'terputus';
}
