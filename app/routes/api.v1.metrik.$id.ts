import type { LoaderFunctionArgs } from '@remix-run/node';
import { isMetricId } from '../../clickhouse/metrics/registry';
import { guard } from '../access/guard.server';
import { metricAnswer } from '../metrics/api.server';
import { askedDimension } from '../metrics/asked-metric.server';
import { exportTable, sendTable } from '../metrics/exports.server';
import { scopeOf } from '../metrics/subject.server';

const answer = (status: number, galat: string) =>
  Response.json({ galat }, { status, headers: { 'Cache-Control': 'no-store' } });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'api.v1.metrik.$id');
  const id = params.id ?? '';
  if (!isMetricId(id)) return answer(404, 'Angka ini tidak ada.');
  const asked = new URL(request.url).searchParams;
  const dimension = askedDimension(request, id);
  if (asked.get('dimensi') && !dimension) return answer(400, 'Angka ini tidak dapat dipilah menurut dimensi itu.');
  const { scope, input } = await scopeOf(request, viewer);
  if (asked.get('format') === 'csv') {
    const isi = dimension ? ({ isi: 'pilah', dimension } as const) : ({ isi: 'seri' } as const);
    return sendTable(await exportTable(id, isi, { scope, input }), 'csv', { viewer, id, scope, isi: `api ${isi.isi}` });
  }
  return Response.json(await metricAnswer(id, { scope, input }, dimension), {
    headers: { 'Cache-Control': 'no-store' },
  });
}
