import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { readToken } from '../screens/device-cookie.server';
import { isWaiting } from '../screens/pairing.server';
import { screenOfToken } from '../screens/screen-of.server';

/** Whether the screen that asks still waits under its code: `menunggu`; otherwise it loads its page anew. */
export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'dinding_.pasang');
  const token = await readToken(request);
  const isOver = !token || (await screenOfToken(token)) !== null || !(await isWaiting(token));
  return Response.json({ keadaan: isOver ? 'muat' : 'menunggu' }, { headers: { 'Cache-Control': 'no-store' } });
}
