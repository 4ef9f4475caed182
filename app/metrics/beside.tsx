import type { ReactNode } from 'react';
import { useText } from '../shell/use-shell';
import { metricsText } from './metrics.text';
import './metrics.css';

interface Props {
  /** What `untold` says of the figure that counts the rows of the card. */
  untold: string;
  /** What the card is called. */
  title: string;
  children: ReactNode;
}

/** A table or a chart of the rows that a figure counts: while the figure is unknown so are they, and for the same reason. */
export function Beside({ untold, title, children }: Props) {
  const t = useText(metricsText);
  if (untold === '') return children;
  return (
    <section className="card unknown-card is-unknown-tile" aria-label={title}>
      <h2>{title}</h2>
      <p className="metric-context">
        <span className="status is-unknown">{t.unknown}</span>
      </p>
      <p className="metric-reason">{untold}</p>
    </section>
  );
}
