import { useEffect, useRef, useState } from 'react';
import type { Live } from '../live/use-live';
import { useShell, useText } from '../shell/use-shell';
import { formatsFor } from '../text/format';
import { shellText } from '../text/shell';
import { freshFeeds } from './scenes/lateness';
import { wallText } from './wall.text';

const TICK_MS = 1_000;

interface Props {
  /** What is on. */
  title: string;
  live: Pick<Live, 'snapshot' | 'cut' | 'now'>;
}

const cutWords = {
  jaringan: 'cutJaringan',
  web: 'cutWeb',
  redis: 'cutRedis',
  gudang: 'cutGudang',
  pengolah: 'cutPengolah',
} as const;

/** Whose city, what is shown, whether it is new, the day and the hour. */
export function WallHead({ title, live: { snapshot, cut, now } }: Props) {
  const t = useText(wallText);
  const shell = useText(shellText);
  const { lang } = useShell();
  const { city, feeds } = snapshot;
  const f = formatsFor(lang, city.timezone);
  const n = (value: number) => f.number(value, 0);
  const since = (at: Date) => (f.date(at) === f.date(now) ? f.clock(at) : `${f.dayMonth(at)} ${f.clock(at)}`);
  return (
    <header className="wall-head">
      <p className="wall-brand">
        <b>{shell.product}</b> <span>{city.name}</span>
        {city.isExample && <span className="wall-badge">{shell.demo}</span>}
      </p>
      <h1 className="wall-title">{title}</h1>
      <p className="wall-state" role="status">
        {cut ? (
          <span className="wall-cut">
            <b>{t[cutWords[cut.part]](since(cut.since))}</b>
            <span>{t.lastGood}</span>
          </span>
        ) : (
          <>
            {feeds && feeds.loading > 0 && <span>{t.loading(n(feeds.loading))}</span>}
            {feeds && feeds.expected > 0 && <span>{t.fresh(n(freshFeeds(feeds, now)), n(feeds.expected))}</span>}
          </>
        )}
      </p>
      <p className="wall-time">
        <span>{f.weekday(now)}</span>
        <WallClock now={now} show={f.clock} />
      </p>
    </header>
  );
}

/** The hour by the product's clock: told now and then, counted on in between by a clock that only goes forward. */
function WallClock({ now, show }: { now: Date; show: (at: Date) => string }) {
  const [text, setText] = useState(() => show(now));
  const told = useRef({ now, at: 0 });
  useEffect(() => {
    told.current = { now, at: performance.now() };
    const count = () => setText(show(new Date(told.current.now.getTime() + performance.now() - told.current.at)));
    count();
    const timer = setInterval(count, TICK_MS);
    return () => clearInterval(timer);
  }, [now, show]);
  return <time>{text}</time>;
}
