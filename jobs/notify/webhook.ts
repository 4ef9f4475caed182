import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { guardedAgent } from '../../ingest/capture/http-addresses';

const PATIENCE_MS = 15_000;

/** A body signed as deliveries to this product are: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. */
function signatureOf(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`;
}

/** Posts one message to a webhook; never inside the building unless allowed, never after a redirect. */
export async function postWebhook(
  address: string,
  message: { id: string; json: object; secret: string | undefined; insideAllowed: boolean; at: Date },
): Promise<void> {
  const { host } = new URL(address);
  const { secret } = message;
  if (!secret)
    throw new PlainError('Webhook ini belum punya rahasia. Jalankan: npm run rk -- alarm rahasia <penerima>');
  const body = JSON.stringify(message.json);
  const agent = guardedAgent({ insideAllowed: message.insideAllowed, answerTimeoutMs: PATIENCE_MS });
  try {
    const answer = await request(address, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'RuangKendali/1.0 (alarm)',
        'x-rk-kiriman': message.id,
        'x-rk-tanda': signatureOf(body, secret, message.at),
      },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // Nothing that it says is read; a body that is cut off tells so by an event.
    answer.body.on('error', () => {});
    answer.body.destroy();
    const { statusCode } = answer;
    if (statusCode >= 200 && statusCode < 300) return;
    if (statusCode >= 500 || statusCode === 408 || statusCode === 425 || statusCode === 429)
      throw new TryAgainError(`${host} sedang tidak menerima alarm (kode ${statusCode}). Dicoba lagi nanti.`);
    throw new PlainError(`${host} menolak alarm (kode ${statusCode}). Periksa alamat dan rahasianya.`);
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause;
    for (const told of [error, cause]) if (told instanceof PlainError || told instanceof TryAgainError) throw told;
    throw new TryAgainError(`${host} tidak menjawab. Dicoba lagi nanti.`);
  } finally {
    void agent.destroy().catch(() => {});
  }
}
