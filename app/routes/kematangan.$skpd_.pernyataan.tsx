import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard, mustBeAbout } from '../access/guard.server';
import { declarationOf } from '../maturity/declared.server';
import { declaredText } from '../maturity/declared.text';
import { DeclaredPage, NEWS } from '../maturity/declared-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, declaredText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.pernyataan');
  mustBeAbout(viewer, params.skpd ?? '');
  const asked = new URL(request.url).searchParams.get('kabar');
  return { ...(await declarationOf(request, params.skpd ?? '')), news: NEWS.find((one) => one === asked) };
}

export default function OfficeDeclaration() {
  return <DeclaredPage {...useLoaderData<typeof loader>()} />;
}
