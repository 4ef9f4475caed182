import { useEffect, useState } from 'react';
import type { Formats } from '../text/format';
import { DAY_STANDS_MS, type Days, mostAtOnce, nextDay, placedOf, spotsOfDay } from './days-player';
import type { MapText } from './map.text';
import type { Spot } from './overlay';

interface Props {
  search: string;
  /** The circles of the day that is shown, with the most of all days; null when none is. */
  onDay: (day: { spots: readonly Spot[]; most: number } | null) => void;
  t: MapText;
  f: Formats;
}

type State = 'closed' | 'loading' | 'failed' | Days;

/** Plays the days of a period on the map. They are asked for when somebody wants to see them. */
export function DaysSlider({ search, onDay, t, f }: Props) {
  const [state, setState] = useState<State>('closed');
  const [index, setIndex] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const days = typeof state === 'string' ? null : state;

  // Other filters have other days.
  // biome-ignore lint/correctness/useExhaustiveDependencies: search is what the effect is about
  useEffect(() => {
    setState('closed');
    setPlaying(false);
  }, [search]);
  useEffect(
    () => onDay(days ? { spots: spotsOfDay(days, index), most: mostAtOnce(days) } : null),
    [days, index, onDay],
  );
  useEffect(() => {
    if (!days || !isPlaying) return;
    const timer = setTimeout(() => {
      const next = nextDay(index, days.days.length);
      if (next === null) setPlaying(false);
      else setIndex(next);
    }, DAY_STANDS_MS);
    return () => clearTimeout(timer);
  }, [days, index, isPlaying]);

  const open = async () => {
    setState('loading');
    try {
      const params = new URLSearchParams(search);
      params.set('isi', 'hari');
      const answer = await fetch(`/peta/data?${params}`);
      if (!answer.ok) throw new Error(String(answer.status));
      setState((await answer.json()) as Days);
      setIndex(0);
      setPlaying(true);
    } catch {
      setState('failed');
    }
  };
  const play = () => {
    if (days && index === days.days.length - 1) setIndex(0);
    setPlaying(!isPlaying);
  };
  if (!days || days.days.length === 0)
    return (
      <div className="map-days">
        <button type="button" className="button" onClick={open} disabled={state === 'loading'} title={t.daysLead}>
          ▶ {t.daysTitle}
        </button>
        <span className="note" role="status">
          {state === 'loading' ? t.loadingDays : state === 'failed' ? t.daysFailed : days ? t.noClusters : ''}
        </span>
      </div>
    );
  const day = days.days[index]!;
  const most = days.days.reduce((top, { total }) => Math.max(top, total), 1);
  const told = t.dayTold(f.dayMonth(day.start), f.number(day.total, 0), f.number(placedOf(days, index), 0));
  return (
    <fieldset className="map-days is-open" aria-label={t.daysTitle}>
      <button type="button" className="button" onClick={play}>
        {isPlaying ? `❚❚ ${t.pause}` : `▶ ${t.play}`}
      </button>
      <div className="map-days-track">
        <svg viewBox={`0 0 ${days.days.length} 10`} preserveAspectRatio="none" aria-hidden="true">
          {days.days.map(({ start, total }, i) => (
            <rect
              key={start}
              x={i + 0.1}
              width="0.8"
              y={10 - (10 * total) / most}
              height={(10 * total) / most}
              className={i === index ? 'is-now' : undefined}
            />
          ))}
        </svg>
        <input
          type="range"
          min={0}
          max={days.days.length - 1}
          value={index}
          aria-label={t.day}
          aria-valuetext={told}
          onChange={(event) => {
            setPlaying(false);
            setIndex(Number(event.currentTarget.value));
          }}
        />
      </div>
      <output className="map-days-told">{told}</output>
      <button type="button" className="button" onClick={() => setState('closed')}>
        {t.stop}
      </button>
    </fieldset>
  );
}
