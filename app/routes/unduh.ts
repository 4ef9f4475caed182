import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { complaintTable } from '../complaints/complaint.server';
import { askedDimension, askedMember, askedMetric } from '../metrics/asked-metric.server';
import { type ExportContent, exportTable, sendTable } from '../metrics/exports.server';
import { isListId, listTable } from '../metrics/lists.server';
import { scopeOf } from '../metrics/subject.server';

/**
 * `/unduh?metrik=...&isi=seri|pilah|mengapa|baris&format=csv|xlsx` or `/unduh?daftar=...&format=...`, with the filters of the page;
 * `/unduh?sumber=...&aduan=<number>&format=...`: the steps of one complaint.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'unduh');
  const url = new URL(request.url);
  const format = url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  const number = url.searchParams.get('aduan');
  if (number !== null) {
    const source = url.searchParams.get('sumber') ?? '';
    const { scope, language } = await scopeOf(request, viewer);
    const table = await complaintTable(viewer, source, number, language);
    return sendTable(table, format, { viewer, id: `${source}/${number}`, scope, isi: 'riwayat' });
  }
  const list = url.searchParams.get('daftar');
  if (list !== null) {
    if (!isListId(list)) return Response.json({ galat: 'Tabel ini tidak ada.' }, { status: 404 });
    const asked = await scopeOf(request, viewer);
    return sendTable(await listTable(list, asked), format, { viewer, id: list, scope: asked.scope, isi: 'tabel' });
  }
  const id = askedMetric(request);
  const isi = url.searchParams.get('isi') ?? 'seri';
  const dimension = askedDimension(request, id);
  if ((isi === 'pilah' || isi === 'mengapa') && !dimension)
    return Response.json({ galat: 'Angka ini tidak dapat dipilah menurut dimensi itu.' }, { status: 400 });
  const content: ExportContent =
    isi === 'baris'
      ? { isi, only: askedMember(request, id) }
      : (isi === 'pilah' || isi === 'mengapa') && dimension
        ? { isi, dimension }
        : { isi: 'seri' };
  const { scope, input } = await scopeOf(request, viewer);
  const table = await exportTable(id, content, { scope, input });
  return sendTable(table, format, { viewer, id, scope, isi: content.isi });
}
