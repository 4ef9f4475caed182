import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { boardFile } from '../maturity/board-file.server';
import { sendTable } from '../metrics/exports.server';

/** `/kematangan/unduh?format=csv|xlsx` with the address of the board. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.unduh');
  const { searchParams, search } = new URL(request.url);
  const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  return sendTable(await boardFile(request), format, { viewer, id: 'kematangan', scope: { search }, isi: 'papan' });
}
