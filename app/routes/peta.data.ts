import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { mapAnswer, taggedJson } from '../maps/map-answers.server';
import { STANDARD_PERIOD } from '../maps/map-page.server';
import { scopeOf } from '../metrics/subject.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'peta.data');
  const { input } = await scopeOf(request, viewer, STANDARD_PERIOD);
  const content = await mapAnswer(new URL(request.url).searchParams, input);
  if (!content) return Response.json({ galat: 'Permintaan peta ini tidak dikenal.' }, { status: 400 });
  return taggedJson(request, content);
}
