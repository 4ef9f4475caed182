import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readParticipation } from '../participation/participation.server';
import { ParticipationPage } from '../participation/participation-page';
import type { PageHandle } from '../shell/page-handle';

export const meta: MetaFunction = () => [{ title: 'Partisipasi · Ruang Kendali' }];

export const handle: PageHandle = { filters: ['periode', 'skpd', 'kanal', 'kecamatan'], standardPeriod: '12b' };

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'partisipasi');
  return { participation: await readParticipation(request, viewer) };
}

export default function Partisipasi() {
  const { participation } = useLoaderData<typeof loader>();
  return <ParticipationPage data={participation} />;
}
