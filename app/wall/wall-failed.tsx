import { useEffect } from 'react';
import { useText } from '../shell/use-shell';
import { wallText } from './wall.text';
import './wall.css';

const RETRY_MS = 15_000;

/** A wall that could not be drawn: it says so and tries again, for nobody stands there to do it. */
export function WallFailed() {
  const t = useText(wallText);
  useEffect(() => {
    const timer = setInterval(async () => {
      const answers = await fetch('/healthz').then(
        () => true,
        () => false,
      );
      if (answers) location.reload();
    }, RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main className="wall-failed">
      <h1>{t.failed}</h1>
      <p>{t.failedHow}</p>
    </main>
  );
}
