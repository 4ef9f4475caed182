import { useEffect } from 'react';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { shellText } from '../text/shell';
import { shownCode } from './code';
import type { PairingPageData, WaitingScreen } from './pairing-page.server';
import { screensText } from './screens.text';
import './pairing.css';

const ASK_EVERY_MS = 2_000;
/** A page without a code tries for one again. */
const RETRY_MS = 15_000;

/** What a screen shows until an administrator has paired it: whose city, a code, and the way to confirm it. */
export function PairingPage({ page }: { page: PairingPageData }) {
  const t = useText(screensText);
  const shell = useText(shellText);
  const { city } = useShell();
  useEffect(() => (page.waiting ? reloadWhenPaired() : reloadLater()), [page.waiting]);
  return (
    <main className="pairing">
      <header>
        <p className="pairing-brand">
          <b>{shell.product}</b> {city.name}
        </p>
        <h1>{t.pairTitle}</h1>
      </header>
      {page.waiting ? (
        <Waiting screen={page.waiting} />
      ) : (
        <p className="pairing-how">{page.why === 'wait' ? t.pairWait : t.pairDown}</p>
      )}
    </main>
  );
}

function Waiting({ screen: { code, until, address, qr } }: { screen: WaitingScreen }) {
  const t = useText(screensText);
  const f = useFormats();
  return (
    <>
      <div className="pairing-two">
        <div className="pairing-say">
          <p className="pairing-how">{t.pairHow}</p>
          <p className="pairing-code" role="status" aria-label={`${t.pairCode} ${[...code].join(' ')}`}>
            {shownCode(code)}
          </p>
          <p className="pairing-address">{address}</p>
          <p className="pairing-until">{t.pairUntil(f.time(until))}</p>
        </div>
        <svg className="pairing-qr" viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`} role="img" aria-label={t.qr}>
          <rect x="-4" y="-4" width={qr.size + 8} height={qr.size + 8} fill="#fff" />
          <path d={qr.path} fill="#000" shapeRendering="crispEdges" />
        </svg>
      </div>
      <p className="pairing-after">{t.pairAfter}</p>
    </>
  );
}

/** Asks until the code is used or too old; the page then is another one. A server that is away is waited for. */
function reloadWhenPaired(): () => void {
  const timer = setInterval(async () => {
    const state = await fetch('/dinding/pasang')
      .then((response) => (response.ok ? (response.json() as Promise<{ keadaan: string }>) : null))
      .catch(() => null);
    if (state?.keadaan !== 'muat') return;
    clearInterval(timer);
    location.reload();
  }, ASK_EVERY_MS);
  return () => clearInterval(timer);
}

function reloadLater(): () => void {
  const timer = setInterval(async () => {
    const answers = await fetch('/healthz').then(
      () => true,
      () => false,
    );
    if (answers) location.reload();
  }, RETRY_MS);
  return () => clearInterval(timer);
}
