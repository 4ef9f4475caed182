import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { FindingsPage } from '../services/findings-page';
import { readFindings } from '../services/services.server';
import type { PageHandle } from '../shell/page-handle';

export const meta: MetaFunction = () => [{ title: 'Perlu ditelaah · Ruang Kendali' }];
export const handle: PageHandle = {
  filters: ['periode', 'skpd', 'layanan', 'kanal', 'kecamatan'],
  standardPeriod: '30h',
};

export async function loader({ request }: LoaderFunctionArgs) {
  return readFindings(request, await guard(request, 'layanan.telaah'));
}

export default function Findings() {
  return <FindingsPage {...useLoaderData<typeof loader>()} />;
}
