import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { languageOf } from '../shell/preferences.server';
import { exportRejects } from '../sources/rejects.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.$id_.unduh-tolak');
  const reason = new URL(request.url).searchParams.get('alasan') ?? '';
  return exportRejects(params.id ?? '', reason, viewer, await languageOf(request));
}
