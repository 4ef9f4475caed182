import { createHash } from 'node:crypto';
import { type FetchMessageObject, ImapFlow, type ImapFlowError } from 'imapflow';
import type { Connection } from '../../clickhouse/city/connections';
import type { SpoolPart } from '../../clickhouse/data-folder/spool';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { type Capture, SAMPLE_RECORDS } from './capture';

/*
 * Reads who wrote to an office by e-mail and when it answered. Of a message come its time, its ids and one address; subject and
 * body are never asked for. Mailboxes are opened for reading only, so nothing is marked as seen.
 */

interface Cursor {
  /** By mailbox: its generation (IMAP's UIDVALIDITY) and the last message taken. */
  boxes: Record<string, { generation: string; last: number }>;
}

interface Options {
  messagesPerPull: number;
  /** Ids asked for at a time. */
  window: number;
  /** A certificate authority beside those of the system. */
  ca?: string;
}

const HEADERS = ['message-id', 'in-reply-to', 'references', 'date', 'from', 'to'];

export const readMailbox = mailboxReader({ messagesPerPull: 200_000, window: 2_000 });

export function mailboxReader(options: Options): Capture<'surel'> {
  return async ({ connection, cursor, secret, spool, signal, isSample }) => {
    const boxes = { ...(cursor as Cursor | null)?.boxes };
    const client = new ImapFlow({
      host: connection.alamat,
      port: connection.porta ?? (connection.tls === 'langsung' ? 993 : 143),
      secure: connection.tls === 'langsung',
      ...(connection.tls === 'langsung' ? {} : { doSTARTTLS: connection.tls === 'starttls' }),
      tls: options.ca ? { ca: options.ca } : {},
      auth: { user: connection.pengguna, pass: secret ?? '' },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: 30_000,
    });
    client.on('error', () => {}); // whoever waits for an answer is told of it
    const stop = () => client.close();
    signal.addEventListener('abort', stop);
    let left = isSample ? SAMPLE_RECORDS : options.messagesPerPull;
    let part: SpoolPart | undefined;
    try {
      await client.connect();
      for (const { nama, arah } of connection.kotak) {
        const box = await client.mailboxOpen(nama, { readOnly: true });
        const generation = String(box.uidValidity);
        const known = boxes[nama];
        let last = known?.generation === generation ? known.last : 0;
        part = last + 1 < box.uidNext && left > 0 ? await spool.part(`${nama}.jsonl`) : undefined;
        while (last + 1 < box.uidNext && left > 0) {
          const upTo = Math.min(last + Math.min(options.window, left), box.uidNext - 1);
          for await (const message of client.fetch(
            `${last + 1}:${upTo}`,
            { uid: true, internalDate: true, headers: HEADERS },
            { uid: true },
          )) {
            await part?.write(`${JSON.stringify(recordOf(message, arah))}\n`);
            left -= 1;
          }
          // Asked on a connection that has just gone, the library gives no messages and no error.
          if (!client.usable) throw new Error('connection lost');
          last = upTo;
        }
        await part?.close();
        boxes[nama] = { generation, last };
        if (last + 1 < box.uidNext) break;
      }
      await client.logout().catch(() => {}); // all is read
    } catch (error) {
      await part?.drop();
      signal.throwIfAborted();
      throw mailboxError(error as ImapFlowError, connection);
    } finally {
      signal.removeEventListener('abort', stop);
      client.close();
    }
    return { cursor: { boxes } satisfies Cursor, more: left <= 0, note: '' };
  };
}

/** A message in the columns of the mapping `surel-imap`. */
function recordOf(message: FetchMessageObject, arah: 'masuk' | 'keluar') {
  const header = headerFields(message.headers?.toString('utf8') ?? '');
  const sent = message.internalDate ? new Date(message.internalDate) : undefined;
  const arrived = sent && !Number.isNaN(sent.getTime()) ? sent.toISOString() : '';
  const { from = '', to = '', date = '' } = header;
  const [ownId] = messageIds(header['message-id']);
  // A message without an id is known by what stays the same when a mailbox is moved to another server.
  const own = ownId ?? `${arrived} ${date} ${from} ${to}`;
  const root = messageIds(header.references)[0] ?? messageIds(header['in-reply-to'])[0] ?? own;
  return {
    id_pesan: shortId(`${arah} ${own}`),
    id_utas: shortId(root),
    kanal: 'surel',
    arah,
    waktu: arrived.replace(/\.\d+Z$/, 'Z'),
    orang: addressIn(arah === 'masuk' ? from : to),
  };
}

/** Header lines by lower-case name, long ones unfolded; the first of several. */
function headerFields(text: string): Record<string, string | undefined> {
  const fields: Record<string, string> = {};
  for (const line of text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !(name in fields)) fields[name] = line.slice(colon + 1).trim();
  }
  return fields;
}

const messageIds = (text = '') => text.match(/<[^<>\s]+>/g) ?? [];

/** Ids of messages hold host names and at times the sender's address: kept are letters that tell them apart. */
function shortId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 40);
  return hex.replaceAll(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)]!);
}

/** The first address of a From or To line, without the name beside it. */
function addressIn(field: string): string {
  const bare = field.replaceAll(/"(?:[^"\\]|\\.)*"/g, ' ');
  const found = /<\s*([^<>\s]+@[^<>\s]+)\s*>/.exec(bare) ?? /([^\s<>,;:()]+@[^\s<>,;:()]+)/.exec(bare);
  return (found?.[1] ?? '').toLowerCase();
}

const UNKNOWN_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** A failure as a sentence. The server's own words hold the account. */
function mailboxError(error: ImapFlowError, at: Connection<'surel'>): unknown {
  const { code = '', authenticationFailed, serverResponseCode = '', mailboxMissing, responseStatus } = error;
  const server = `Peladen surel ${at.alamat}`;
  if (serverResponseCode === 'PRIVACYREQUIRED')
    return new PlainError(`${server} hanya menerima sambungan terenkripsi. Tulis tls: langsung atau tls: starttls.`);
  if (authenticationFailed && serverResponseCode !== 'UNAVAILABLE')
    return new PlainError(
      `${server} menolak pengguna "${at.pengguna}" atau sandinya. Periksa keduanya; sandi disimpan dengan: rk sumber rahasia`,
    );
  if (code === 'ENOTFOUND')
    return new PlainError(`Nama "${at.alamat}" tidak dikenal di jaringan. Periksa alamat peladen surel itu.`);
  if (UNKNOWN_CERTIFICATE.test(code))
    return new PlainError(
      `Sertifikat TLS dari ${at.alamat} tidak dapat dipercaya. Minta pengelolanya memasang sertifikat yang sah, atau daftarkan sertifikat kota lewat NODE_EXTRA_CA_CERTS.`,
    );
  if (error.tlsFailed || code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return new PlainError(`${server} tidak berbicara TLS seperti yang diminta. Periksa porta dan isian tls.`);
  if (mailboxMissing || (responseStatus === 'NO' && serverResponseCode !== 'UNAVAILABLE'))
    return new PlainError(
      `Salah satu kotak surel tidak ada atau tidak boleh dibuka: ${at.kotak.map((kotak) => `"${kotak.nama}"`).join(', ')}. Periksa namanya pada ${at.alamat}.`,
    );
  return new TryAgainError(`${server} tidak menjawab.`);
}
