import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readServices } from '../services/services.server';
import { ServicesPage } from '../services/services-page';
import type { PageHandle } from '../shell/page-handle';

export const meta: MetaFunction = () => [{ title: 'Layanan · Ruang Kendali' }];
export const handle: PageHandle = {
  filters: ['periode', 'skpd', 'layanan', 'kanal', 'kecamatan'],
  standardPeriod: '30h',
};

export async function loader({ request }: LoaderFunctionArgs) {
  return readServices(request, await guard(request, 'layanan._index'));
}

export default function Services() {
  return <ServicesPage {...useLoaderData<typeof loader>()} />;
}
