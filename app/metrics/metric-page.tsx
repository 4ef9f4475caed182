import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import type { RowColumn } from '../../clickhouse/metrics/rows';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { sayCode } from '../sources/sources.text';
import { MetricTile, MetricTiles } from './metric-tile';
import { metricsText } from './metrics.text';
import { pagesText } from './pages.text';
import type { DrawnChart, Figure, Scope } from './scope';
import { SeriesChart } from './series-chart';
import './metrics.css';

interface Props {
  scope: Scope;
  figure: Figure;
  chart: DrawnChart;
  version: string;
  columns: RowColumn[];
  /** Only for those who work with queries. */
  query: { sql: string; parameters: [name: string, value: string][] } | null;
}

/** One entry of the dictionary: the figure, its definition, and for analysts its query. */
export function MetricPage({ scope, figure, chart, version, columns, query }: Props) {
  const t = useText(pagesText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { definition } = figure;
  const parts = Object.values(definition.parts);
  return (
    <>
      <Crumb to="/kamus">{t.dictionary}</Crumb>
      <PageHead title={definition.name[lang]} lead={definition.formula[lang]} />
      <div className="metric-page">
        <MetricTiles>
          <MetricTile figure={figure} scope={scope} />
        </MetricTiles>
        <SeriesChart figure={figure} chart={chart} scope={scope} />
        <section className="card">
          <h2>{t.definition}</h2>
          <dl className="facts">
            <dt>{t.unit}</dt>
            <dd>
              {words[definition.unit] || t.noUnit}, {t[definition.direction]}
            </dd>
            <dt>{t.minimum}</dt>
            <dd>
              {f.number(definition.minimumN, 0)} {definition.counts}
            </dd>
            <dt>{t.sources}</dt>
            <dd>{definition.sources.map((table) => sayCode(lang, table)).join(', ')}</dd>
            <dt>{t.dimensions}</dt>
            <dd>{definition.dimensions.map((d) => DIMENSIONS[d][lang]).join(', ') || t.none}</dd>
            {parts.length > 0 && (
              <>
                <dt>{t.parts}</dt>
                <dd>{parts.map((part) => part[lang]).join('; ')}</dd>
              </>
            )}
            <dt>{t.details}</dt>
            <dd>{definition.hasRows ? columns.map((column) => column.label[lang]).join(', ') : t.none}</dd>
            <dt>{t.version}</dt>
            <dd>
              <code>{version}</code>
            </dd>
            <dt>{t.api}</dt>
            <dd>
              <a href={`/api/v1/metrik/${definition.id}`}>
                <code>/api/v1/metrik/{definition.id}</code>
              </a>
            </dd>
          </dl>
        </section>
        {query && (
          <section className="card" id="kueri">
            <h2>{t.query}</h2>
            <div className="card-body">
              <p className="note">{t.queryLead}</p>
            </div>
            <dl className="facts">
              {query.parameters.map(([name, value]) => (
                <div key={name} className="query-parameter">
                  <dt>
                    <code>{name}</code>
                  </dt>
                  <dd>
                    <code>{value === '' ? "''" : value}</code>
                  </dd>
                </div>
              ))}
            </dl>
            <pre className="metric-sql">
              <code>{query.sql}</code>
            </pre>
          </section>
        )}
      </div>
    </>
  );
}
