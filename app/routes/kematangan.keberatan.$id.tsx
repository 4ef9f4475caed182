import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard, mustBeAbout } from '../access/guard.server';
import { appealText } from '../maturity/appeal.text';
import { AppealPage, NEWS } from '../maturity/appeal-page';
import { appealDetails } from '../maturity/appeals.server';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, appealText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.keberatan.$id');
  const details = await appealDetails(params.id ?? '');
  if (!details) throw trouble({ what: 'tidak-ada' });
  mustBeAbout(viewer, details.appeal.skpd);
  const asked = new URL(request.url).searchParams.get('kabar');
  return { ...details, news: NEWS.find((one) => one === asked) };
}

export default function OneAppeal() {
  return <AppealPage {...useLoaderData<typeof loader>()} />;
}
