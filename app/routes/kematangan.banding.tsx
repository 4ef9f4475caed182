import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readComparePage } from '../maturity/compare.server';
import { compareText } from '../maturity/compare.text';
import { ComparePage } from '../maturity/compare-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, compareText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  return readComparePage(request, await guard(request, 'kematangan.banding'));
}

export default function Compare() {
  return <ComparePage {...useLoaderData<typeof loader>()} />;
}
