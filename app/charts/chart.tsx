import { useEffect, useRef } from 'react';
import { useShell, useText } from '../shell/use-shell';
import { chartText } from './charts.text';
import { numberFormat } from './option';
import type { ChartSpec } from './spec';
import { TableTwin } from './table-twin';
import './charts.css';

interface Props {
  spec: ChartSpec;
  /** What `drawChart` made of the spec in the loader. */
  svg: string;
  /** Let it answer to the pointer once it is in view; small or printed charts do without. */
  interactive?: boolean;
}

/** A chart with its title, its drawing and its table. */
export function Chart({ spec, svg, interactive = true }: Props) {
  const t = useText(chartText);
  const { lang } = useShell();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = box.current;
    if (!element || !interactive) return;
    let end: (() => void) | undefined;
    let gone = false;
    const inView = new IntersectionObserver(
      async ([entry]) => {
        if (!entry?.isIntersecting) return;
        inView.disconnect();
        const { startLiveChart } = await import('./live-chart');
        if (gone) return;
        // Emptied, the box would lose the height that the drawing gave it.
        element.style.height = `${element.clientHeight}px`;
        end = startLiveChart(element, spec, lang);
      },
      // It is there when the reader comes.
      { rootMargin: '400px' },
    );
    inView.observe(element);
    return () => {
      gone = true;
      inView.disconnect();
      end?.();
      element.innerHTML = svg;
      element.style.height = '';
    };
  }, [spec, svg, interactive, lang]);

  const numbers = numberFormat(spec, lang);
  return (
    <figure className="chart">
      <figcaption>{spec.title}</figcaption>
      <div
        ref={box}
        className="chart-drawing"
        role="img"
        aria-label={`${spec.title}. ${spec.summary}`}
        suppressHydrationWarning
        // Drawn by our own server from numbers and our own words.
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      {spec.columns.length > 2 && (
        <ul className="chart-key" aria-hidden="true">
          {spec.columns.slice(1).map(({ label, tone }) => (
            <li key={label}>
              <i className={`tone-${tone ?? 'accent'}`} />
              {label}
            </li>
          ))}
        </ul>
      )}
      <TableTwin
        label={t.table}
        caption={spec.title}
        columns={spec.columns.map(({ label }, i) => (i > 0 && spec.unit ? `${label} (${spec.unit})` : label))}
        rows={spec.rows.map(([axis, ...values]) => [axis, ...values.map((value) => numbers(value as number | null))])}
      />
    </figure>
  );
}
