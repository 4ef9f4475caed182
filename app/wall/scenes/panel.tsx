import type { ReactNode } from 'react';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import { stamp } from './fact';
import { type Fed, feedState } from './lateness';
import { useScene } from './use-scene';

interface Props {
  snapshot: CitySnapshot;
  now: Date;
  title: string;
  note?: string;
  className?: string;
  /** What the whole panel rests on, when it greys together; absent = it tells its own freshness. */
  fed?: Fed | null;
  /** Set when the part could not be read, or has nothing to show: told instead of the content. */
  missing?: string | null;
  children?: ReactNode;
}

/** A part of a scene with its own heading; grey and hatched, with the reason, when it is not known. */
export function Panel({ snapshot, now, title, note, className = '', fed, missing, children }: Props) {
  const { t, f } = useScene({ snapshot });
  const lateSince = fed ? feedState(fed, snapshot.feeds, now).lateSince : null;
  return (
    <section className={`wall-panel ${className}${missing || lateSince ? ' is-grey' : ''}`}>
      <header>
        <h2>{title}</h2>
        {lateSince ? (
          <span className="status is-unknown">{t.lateWhy(stamp(lateSince, now, f))}</span>
        ) : (
          note && <span className="wall-note">{note}</span>
        )}
      </header>
      {missing ? <p className="wall-missing">{missing}</p> : children}
    </section>
  );
}

export interface BarRow {
  key: string;
  name: string;
  /** null = unknown: no bar, and a dash. */
  value: number | null;
  text: string;
  note?: string;
  tone?: 'accent' | 'warn' | 'bad' | 'quiet';
}

/** Names with their values as bars of one scale; a value is written, so that nothing hangs on the length alone. */
export function Bars({ rows, most, least = 0 }: { rows: readonly BarRow[]; most?: number; least?: number }) {
  const top = most ?? Math.max(1, ...rows.map(({ value }) => value ?? 0));
  return (
    <ul className="wall-bars">
      {rows.map(({ key, name, value, text, note, tone = 'accent' }) => (
        <li key={key}>
          <span className="bar-name">{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" className={`bar-${tone}`}>
            <rect width="100" height="10" className="bar-ground" />
            {value !== null && (
              <rect width={Math.max(0.6, (100 * (value - least)) / (top - least))} height="10" className="bar-value" />
            )}
          </svg>
          <b>{value === null ? '—' : text}</b>
          {note !== undefined && <em>{note}</em>}
        </li>
      ))}
    </ul>
  );
}
