import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { appealText } from '../maturity/appeal.text';
import { appealsFor } from '../maturity/appeals.server';
import { AppealsPage, FILTERS } from '../maturity/appeals-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, appealText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.keberatan._index');
  const asked = new URL(request.url).searchParams.get('saring');
  // Who decides sees first what waits; an office sees all of its own.
  const standard = viewer.role === 'skpd' ? 'semua' : 'terbuka';
  return { appeals: await appealsFor(viewer), filter: FILTERS.find((one) => one === asked) ?? standard };
}

export default function Appeals() {
  return <AppealsPage {...useLoaderData<typeof loader>()} />;
}
