import { useEffect } from 'react';
import { useText } from '../shell/use-shell';
import { wallText } from './wall.text';

const CLOSE_AFTER_MS = 30_000;

/** What the keys do. It closes by itself: nobody may be there any more. */
export function Help({ isScreen, close }: { isScreen: boolean; close: () => void }) {
  const t = useText(wallText);
  useEffect(() => {
    const timer = setTimeout(close, CLOSE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [close]);
  const rows = [
    [t.keysNext, t.keyNext],
    [t.keysPause, t.keyPause],
    [t.keysDigit, t.keyDigit],
    [t.keysHome, t.keyHome],
    [t.keysHelp, t.keyHelp],
    [t.keysClose, t.keyClose],
  ];
  return (
    <div className="wall-help" role="dialog" aria-label={t.help}>
      <h2>{t.help}</h2>
      <dl>
        {rows.map(([key, does]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      {!isScreen && (
        <p>
          {t.preview} <a href="/">{t.leave}</a> · <a href="/dinding?pasang=1">{t.pairThis}</a>
        </p>
      )}
    </div>
  );
}
