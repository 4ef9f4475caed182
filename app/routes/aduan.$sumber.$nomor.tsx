import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readComplaint } from '../complaints/complaint.server';
import { ComplaintPage } from '../complaints/complaint-page';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Aduan ${data?.versions ? data.number : ''} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'aduan.$sumber.$nomor');
  return readComplaint(viewer, params.sumber ?? '', params.nomor ?? '');
}

export default function Complaint() {
  return <ComplaintPage {...useLoaderData<typeof loader>()} />;
}
