import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { basemapPiece } from '../maps/basemap-file.server';

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'peta.dasar');
  return basemapPiece(request);
}
