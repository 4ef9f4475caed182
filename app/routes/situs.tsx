import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import type { PageHandle } from '../shell/page-handle';
import { readWebsites } from '../websites/websites.server';
import { WebsitesPage } from '../websites/websites-page';

export const meta: MetaFunction = () => [{ title: 'Situs · Ruang Kendali' }];

export const handle: PageHandle = { filters: ['periode', 'skpd', 'situs'] };

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'situs');
  return readWebsites(request, viewer);
}

export default function Websites() {
  return <WebsitesPage {...useLoaderData<typeof loader>()} />;
}
