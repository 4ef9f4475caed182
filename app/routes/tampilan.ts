import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { safeReturn } from '../access/safe-return';
import { choosePreferences } from '../shell/preferences.server';

/** Keeps a choice of language or theme in this browser and goes back to the page it was made on. */
export async function action({ request }: ActionFunctionArgs) {
  await guard(request, 'tampilan');
  const form = await request.formData();
  return redirect(safeReturn(String(form.get('kembali') ?? '')), { headers: await choosePreferences(form) });
}

export const loader = async ({ request }: ActionFunctionArgs) => {
  await guard(request, 'tampilan');
  return redirect('/');
};
