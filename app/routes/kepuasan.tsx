import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readSatisfaction } from '../satisfaction/satisfaction.server';
import { SatisfactionPage } from '../satisfaction/satisfaction-page';
import type { PageHandle } from '../shell/page-handle';

export const meta: MetaFunction = () => [{ title: 'Kepuasan · Ruang Kendali' }];

export const handle: PageHandle = {
  filters: ['periode', 'skpd', 'layanan', 'kecamatan'],
  standardPeriod: '12b',
};

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kepuasan');
  return { satisfaction: await readSatisfaction(request, viewer) };
}

export default function Kepuasan() {
  const { satisfaction } = useLoaderData<typeof loader>();
  return <SatisfactionPage data={satisfaction} />;
}
