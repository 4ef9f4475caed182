import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { now } from '../../clickhouse/clock';
import { guard } from '../access/guard.server';
import { ScreenPage } from '../screens/screen-page';
import { carryOut, operatedScreens } from '../screens/screens.server';
import { screensText } from '../screens/screens.text';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, screensText, (t) => t.screen);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'layar.$id');
  const screen = (await operatedScreens()).find(({ id }) => id === params.id);
  if (!screen) throw trouble({ what: 'tidak-ada' });
  const { searchParams } = new URL(request.url);
  return { screen, news: searchParams.get('kabar'), unheard: searchParams.has('tak-terdengar'), now: now() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'layar.$id');
  const id = params.id ?? '';
  const form = await request.formData();
  const ordered = await carryOut(id, form, viewer);
  if ('news' in ordered) {
    const page = ordered.news === 'cabut' ? '/layar' : `/layar/${encodeURIComponent(id)}`;
    throw redirect(`${page}?kabar=${ordered.news}${ordered.unheard ? '&tak-terdengar=1' : ''}`);
  }
  const given = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return data({ ...ordered, given }, { status: 400 });
}

export default function Screen() {
  return <ScreenPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
