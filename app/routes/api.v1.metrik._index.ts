import type { LoaderFunctionArgs } from '@remix-run/node';
import { METRIC_IDS } from '../../clickhouse/metrics';
import { guard } from '../access/guard.server';
import { metricEntry } from '../metrics/api.server';

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'api.v1.metrik._index');
  return Response.json({ metrik: METRIC_IDS.map(metricEntry) }, { headers: { 'Cache-Control': 'no-store' } });
}
