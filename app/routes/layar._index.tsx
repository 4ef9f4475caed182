import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { now } from '../../clickhouse/clock';
import { guard } from '../access/guard.server';
import { readCode } from '../screens/code';
import { findCode, pair } from '../screens/pairing.server';
import { operatedScreens } from '../screens/screens.server';
import { screensText } from '../screens/screens.text';
import { ScreensPage } from '../screens/screens-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, screensText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'layar._index');
  const { searchParams } = new URL(request.url);
  const typed = searchParams.get('kode');
  const code = readCode(typed);
  const [screens, found] = await Promise.all([operatedScreens(), code ? findCode(code, viewer.userId) : null]);
  const asked = found ?? (typed ? { problem: 'badCode' as const } : null);
  return { screens, typed: typed ?? '', asked, news: searchParams.get('kabar'), now: now() };
}

/** Pairs the screen that shows a code. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await guard(request, 'layar._index');
  const form = await request.formData();
  const code = readCode(String(form.get('kode') ?? ''));
  const name = String(form.get('nama') ?? '').trim();
  const paired = code ? await pair(code, name, viewer) : { problem: 'badCode' as const };
  if ('screen' in paired) throw redirect('/layar?kabar=pasang');
  return data({ problem: paired.problem, name }, { status: 400 });
}

export default function Screens() {
  return <ScreensPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
