import { Chart } from '../charts/chart';
import { marked } from './mark';
import { MetricLinks } from './metric-links';
import { FormulaTip } from './metric-tile';
import type { DrawnChart, Figure, Scope } from './scope';
import './metrics.css';

/** The run of a figure over its period in a card, with its table, formula and ways on. */
export function SeriesChart({ figure, chart, scope }: { figure: Figure; chart: DrawnChart; scope: Scope }) {
  return (
    <article
      className="card series-card"
      aria-label={chart.spec.title}
      {...marked(figure.definition.id, figure.reading.value, { bagian: 'seri' })}
    >
      <FormulaTip definition={figure.definition} />
      <Chart {...chart} />
      {figure.reading.value === null && <p className="metric-reason">{figure.reading.reason}</p>}
      <MetricLinks definition={figure.definition} scope={scope} />
    </article>
  );
}
