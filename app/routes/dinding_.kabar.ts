import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { now } from '../../clickhouse/clock';
import { guard } from '../access/guard.server';
import { readToken, writeToken } from '../screens/device-cookie.server';
import { reportSeen } from '../screens/seen.server';
import { isSceneId } from '../screens/settings';

/** What a wall needs besides its figures: the time, by the clock of the server. */
const answer = (headers: HeadersInit = {}) =>
  Response.json({ now: now() }, { headers: { 'Cache-Control': 'no-store', ...headers } });

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'dinding_.kabar');
  return answer();
}

/** A wall tells which scene it shows. Of screens that is kept; their cookie lives on with each report. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await guard(request, 'dinding_.kabar');
  if (viewer.role !== 'device') return answer();
  const scene = (await request.formData()).get('adegan');
  // A screen goes on without its operator knowing where it is.
  await reportSeen(viewer.userId, isSceneId(scene) ? scene : null).catch(() => {});
  const token = await readToken(request);
  return answer(token ? { 'Set-Cookie': await writeToken(request, token) } : {});
}
