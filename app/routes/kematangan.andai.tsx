import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readWhatIfPage } from '../maturity/what-if.server';
import { whatIfText } from '../maturity/what-if.text';
import { WhatIfPage } from '../maturity/what-if-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, whatIfText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  return readWhatIfPage(request, await guard(request, 'kematangan.andai'));
}

export default function WhatIf() {
  return <WhatIfPage {...useLoaderData<typeof loader>()} />;
}
