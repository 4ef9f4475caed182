import { newToken, readToken, writeToken } from './device-cookie.server';
import { codeFor } from './pairing.server';
import { drawQr, type QrDrawing } from './qr.server';

/** What a screen shows that waits to be paired. */
export interface WaitingScreen {
  code: string;
  until: Date;
  /** Where an administrator types the code. */
  address: string;
  qr: QrDrawing;
}

export type PairingPageData = { waiting: WaitingScreen } | { waiting: null; why: 'wait' | 'down' };

/** The pairing page of a browser, with the cookie by which it will be known. */
export async function pairingPage(
  request: Request,
  clientAddress: string,
): Promise<{ page: PairingPageData; cookie: string | null }> {
  const held = await readToken(request);
  const token = held ?? newToken();
  const cookie = held ? null : await writeToken(request, token);
  try {
    const shown = await codeFor(token, clientAddress);
    if ('waitSeconds' in shown) return { page: { waiting: null, why: 'wait' }, cookie };
    const address = new URL('/layar', request.url);
    const withCode = new URL(address);
    withCode.searchParams.set('kode', shown.code);
    const waiting = { ...shown, address: `${address.host}${address.pathname}`, qr: drawQr(withCode.href) };
    return { page: { waiting }, cookie };
  } catch {
    return { page: { waiting: null, why: 'down' }, cookie };
  }
}
