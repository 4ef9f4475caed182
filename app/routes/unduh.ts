import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { askedDimension, askedMember, askedMetric } from '../metrics/asked-metric.server';
import { type ExportContent, exportTable, sendTable } from '../metrics/exports.server';
import { scopeOf } from '../metrics/subject.server';

/** `/unduh?metrik=...&isi=seri|pilah|baris&format=csv|xlsx`, with the filters of the page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'unduh');
  const id = askedMetric(request);
  const url = new URL(request.url);
  const isi = url.searchParams.get('isi') ?? 'seri';
  const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  const dimension = askedDimension(request, id);
  if (isi === 'pilah' && !dimension)
    return Response.json({ galat: 'Angka ini tidak dapat dipilah menurut dimensi itu.' }, { status: 400 });
  const content: ExportContent =
    isi === 'baris'
      ? { isi, only: askedMember(request, id) }
      : isi === 'pilah' && dimension
        ? { isi, dimension }
        : { isi: 'seri' };
  const { scope, input } = await scopeOf(request, viewer);
  const table = await exportTable(id, content, { scope, input });
  return sendTable(table, format, { viewer, id, scope, isi: content.isi });
}
