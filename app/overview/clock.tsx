import { useEffect, useState } from 'react';
import type { Formats } from '../text/format';

const TICK_MS = 2_000;

/** The city's hour by the server's clock; the browser only counts on from it. */
export function Clock({ now, f }: { now: Date; f: Formats }) {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const offset = now.getTime() - Date.now();
    setAt(now);
    const timer = setInterval(() => setAt(new Date(Date.now() + offset)), TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  return <time dateTime={at.toISOString()}>{f.clock(at)}</time>;
}
