import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { languageOf } from '../shell/preferences.server';
import { trouble } from '../shell/trouble';
import { sourceDetails } from '../sources/source-details.server';
import { SourcePage } from '../sources/source-page';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.source.name ?? 'Sumber data'} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'sumber.$id');
  const details = params.id ? await sourceDetails(params.id, await languageOf(request)) : undefined;
  if (!details) throw trouble({ what: 'tidak-ada' });
  return details;
}

export default function Source() {
  return <SourcePage {...useLoaderData<typeof loader>()} />;
}
