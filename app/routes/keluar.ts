import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { clearSessionId } from '../access/session-cookie.server';
import { signOut, signOutEverywhere } from '../access/sign-in.server';

/** Signs out here, or with `dari=semua` on every device. Public: leaving must work even when the session is already gone. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await guard(request, 'keluar');
  const form = await request.formData();
  const everywhere = form.get('dari') === 'semua' && viewer !== null;
  if (everywhere) await signOutEverywhere(viewer);
  // With Redis down the session cannot be ended there, but this browser must still forget it.
  const cookie = everywhere
    ? await clearSessionId(request)
    : await signOut(request).catch(() => clearSessionId(request));
  return redirect(`/masuk?keluar=${everywhere ? 'semua' : 'ini'}`, { headers: { 'Set-Cookie': cookie } });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'keluar');
  return redirect('/');
}
