import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readComplaints } from '../complaints/complaints.server';
import { ComplaintsPage } from '../complaints/complaints-page';
import type { PageHandle } from '../shell/page-handle';

export const handle: PageHandle = { filters: ['periode', 'skpd', 'kanal', 'kecamatan'], standardPeriod: '30h' };
export const meta: MetaFunction = () => [{ title: 'Aduan · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'aduan._index');
  return readComplaints(request, viewer);
}

export default function Complaints() {
  return <ComplaintsPage data={useLoaderData<typeof loader>()} />;
}
