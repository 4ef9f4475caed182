import { useFormats, useText } from '../shell/use-shell';
import type { OperatedScreen } from './screens.server';
import { screensText } from './screens.text';

/** Whether a screen is connected, and when it was last seen. */
export function SeenState({ screen: { isConnected, seenAt }, now }: { screen: OperatedScreen; now: Date }) {
  const t = useText(screensText);
  const f = useFormats();
  const ago = seenAt === undefined ? t.unknownSeen : seenAt === null ? t.neverSeen : f.ago(seenAt, now);
  return (
    <>
      <span className={isConnected ? 'status is-good' : 'status is-unknown'}>{isConnected ? t.connected : t.off}</span>
      <small>
        {t.lastSeen}: {ago}
      </small>
    </>
  );
}
