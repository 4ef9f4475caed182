import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import nodemailer from 'nodemailer';
import type { CityProfile } from '../../clickhouse/city/schema';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { isForbidden } from '../../ingest/capture/http-addresses';
import type { Wording } from './words';

type MailServer = NonNullable<CityProfile['alarm']['surel']>;

const PATIENCE_MS = 20_000;

/**
 * Hands one message to the mail server of the city. The address that was checked is the one connected to. Its Message-ID comes
 * from what it tells, so that a mail server or a reader knows one that a crash made us send again.
 */
export async function sendMail(
  server: MailServer,
  to: string,
  message: { id: string; words: Wording; secret: string | undefined; ca?: string },
): Promise<void> {
  const { server: host, port, tls, pengguna, dari, jaringan_dalam } = server;
  const address = await addressOf(host, jaringan_dalam);
  const transport = nodemailer.createTransport({
    host: address,
    port,
    secure: tls,
    // A password or an alarm does not cross the internet in the open; inside the building many servers know no TLS.
    requireTLS: !tls && !jaringan_dalam,
    tls: { servername: host, ...(message.ca ? { ca: message.ca } : {}) },
    ...(pengguna ? { auth: { user: pengguna, pass: message.secret ?? '' } } : {}),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const name = createHash('sha256').update(message.id).digest('hex').slice(0, 32);
  try {
    await transport.sendMail({
      from: { name: 'Ruang Kendali', address: dari },
      to,
      subject: message.words.subject,
      text: message.words.text,
      messageId: `<${name}@${dari.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw mailFailure(host, error);
  } finally {
    transport.close();
  }
}

async function addressOf(host: string, insideAllowed: boolean): Promise<string> {
  const found = await lookup(host, { all: true }).catch(() => {
    throw new TryAgainError(`Nama server surel ${host} tidak ditemukan. Dicoba lagi nanti.`);
  });
  if (found.length === 0 || found.some(({ address }) => isForbidden(address, insideAllowed)))
    throw new PlainError(
      `Server surel ${host} berada di jaringan dalam. Bila memang itu yang dimaksud, tulis jaringan_dalam: true pada alarm.surel.`,
    );
  return found[0]!.address;
}

/** What a person must mend, and what passes by itself. A server's own words may quote an address: only its code is kept. */
function mailFailure(host: string, error: unknown): Error {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (code === 'EAUTH') return new PlainError(`Server surel ${host} menolak nama pengguna atau sandi.`);
  if (responseCode && responseCode >= 500)
    return new PlainError(`Server surel ${host} menolak kiriman (kode ${responseCode}).`);
  return new TryAgainError(`Server surel ${host} tidak menerima kiriman. Dicoba lagi nanti.`);
}
