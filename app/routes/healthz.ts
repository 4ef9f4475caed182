import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { health } from '../health/health.server';

/** For the supervisor, monitors and load balancers: 200 while every part answers, 503 naming the part that does not. */
export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'healthz');
  const state = await health();
  const headers = { 'Cache-Control': 'no-store' };
  return Response.json(state, { status: state.status === 'sehat' ? 200 : 503, headers });
}
