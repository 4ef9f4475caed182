import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { queryText } from '../../clickhouse/metrics/query-text';
import { isMetricId } from '../../clickhouse/metrics/registry';
import { rowColumns } from '../../clickhouse/metrics/rows';
import { metricVersion } from '../../clickhouse/metrics/version';
import { guard } from '../access/guard.server';
import { MetricPage } from '../metrics/metric-page';
import { pagesText } from '../metrics/pages.text';
import { seesQueries } from '../metrics/scope';
import { readSubject } from '../metrics/subject.server';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';

const STANDARD = '30h';

export const handle: PageHandle = {
  filters: ['periode', 'skpd', 'layanan', 'kanal', 'kecamatan'],
  standardPeriod: STANDARD,
};
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, pagesText, (t) => t.dictionary);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kamus.$id');
  const id = params.id ?? '';
  if (!isMetricId(id)) throw trouble({ what: 'tidak-ada' });
  const { subject, input } = await readSubject(request, viewer, {
    metrics: [id],
    charts: [id],
    standardPeriod: STANDARD,
  });
  return {
    scope: subject.scope,
    figure: subject.figures[id],
    chart: subject.charts[id],
    version: metricVersion(id),
    columns: rowColumns(id),
    query: seesQueries(viewer.role) ? queryText(id, input) : null,
  };
}

export default function Metric() {
  return <MetricPage {...useLoaderData<typeof loader>()} />;
}
