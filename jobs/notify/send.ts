import { findAlarm } from '../../clickhouse/alarms';
import { type MessageState, messageStates, recordMessage } from '../../clickhouse/alarms/messages';
import { currentCity } from '../../clickhouse/city/apply';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { secretOf } from '../../clickhouse/sources/secrets';
import { sendMail } from './mail';
import { digestFor, type PlannedMessage } from './plan';
import { postWebhook } from './webhook';
import { type Wording, wordsOfAlarm, wordsOfDigest } from './words';

/** Where the secret of a recipient or of the mail server is kept among those of sources, whose ids hold no colon. */
export const secretIdOf = (name: string) => `alarm:${name}`;
/** Name of the mail server's own secret. */
export const MAIL_SECRET = 'surel';

/**
 * Sends one message once. That it is about to be sent is written first and that it was sent right after: a crash between the two
 * sends it a second time under the same id, and nothing else does. What a person must mend is given up at once, what passes by
 * itself is thrown, to be tried again; `isLastTry` gives that up too.
 */
export async function sendMessage(message: PlannedMessage, at: Date, isLastTry: boolean): Promise<MessageState> {
  const before = (await messageStates([message.messageId])).get(message.messageId);
  if (before && before.state !== 'niat') return before.state;
  const tries = (before?.tries ?? 0) + 1;
  const write = (state: MessageState, detail = '') => recordMessage({ ...message, state, tries, at, detail });
  await write('niat');
  try {
    await hand(message, at);
  } catch (error) {
    if (!(error instanceof PlainError) && !isLastTry) throw error;
    await write('gagal', plainSentence(error));
    return 'gagal';
  }
  await write('terkirim');
  return 'terkirim';
}

async function hand(message: PlannedMessage, at: Date): Promise<void> {
  const { profile } = await currentCity();
  const { penerima, surel, alamat } = profile.alarm;
  const recipient = penerima.find(({ nama }) => nama === message.recipient);
  if (!recipient) throw new PlainError('Penerima ini tidak ada lagi pada profil kota.');
  const city = {
    name: profile.nama,
    timezone: profile.zona_waktu,
    address: alamat,
    officeNames: new Map(profile.skpd.map(({ kode, singkatan }) => [kode, singkatan])),
  };
  let words: Wording;
  if (message.kind === 'ringkasan') words = wordsOfDigest(message, await digestFor(recipient, profile, at), city);
  else {
    const alarm = await findAlarm(message.alarmId, at);
    if (!alarm) throw new PlainError('Alarm ini tidak ada.');
    words = wordsOfAlarm(message, alarm, city);
  }
  if (recipient.surel !== undefined) {
    if (!surel) throw new PlainError('Profil kota tidak lagi menyebut server surel.');
    const secret = surel.pengguna ? await secretOf(secretIdOf(MAIL_SECRET)) : undefined;
    await sendMail(surel, recipient.surel, { id: message.messageId, words, secret });
    return;
  }
  await postWebhook(recipient.webhook!, {
    id: message.messageId,
    json: words.json,
    secret: await secretOf(secretIdOf(recipient.nama)),
    insideAllowed: recipient.jaringan_dalam,
    at,
  });
}
