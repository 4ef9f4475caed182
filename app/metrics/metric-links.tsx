import { Link } from '@remix-run/react';
import type { DimensionId } from '../../clickhouse/metrics/dimensions';
import { useShell, useText } from '../shell/use-shell';
import { metricsText } from './metrics.text';
import { type Figure, metricHref, type Scope, seesQueries } from './scope';
import './metrics.css';

interface Props {
  definition: Pick<Figure['definition'], 'id' | 'name' | 'hasRows' | 'dimensions'>;
  scope: Scope;
  /** The table that is downloaded: the split by this dimension, else the run of the figure. */
  dimension?: DimensionId;
}

/** Where a figure leads: its rows, why it changed, its files, its query. */
export function MetricLinks({ definition, scope, dimension }: Props) {
  const t = useText(metricsText);
  const { viewer, lang } = useShell();
  const { id, hasRows, dimensions, name } = definition;
  const content: Record<string, string> = dimension ? { isi: 'pilah', dimensi: dimension } : { isi: 'seri' };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form, and many landmarks are none
    <div className="metric-links" role="group" aria-label={t.links(name[lang])}>
      {hasRows && <Link to={metricHref('/baris', id, scope)}>{t.rows}</Link>}
      {dimensions.length > 0 && <Link to={metricHref('/mengapa', id, scope)}>{t.why}</Link>}
      <a href={metricHref('/unduh', id, scope, { ...content, format: 'csv' })}>{t.csv}</a>
      <a href={metricHref('/unduh', id, scope, { ...content, format: 'xlsx' })}>{t.xlsx}</a>
      {viewer && seesQueries(viewer.role) && <Link to={`${metricHref('/kamus', id, scope)}#kueri`}>{t.query}</Link>}
    </div>
  );
}
