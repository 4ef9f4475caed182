import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { ServicePage } from '../services/service-page';
import { readService } from '../services/services.server';
import type { PageHandle } from '../shell/page-handle';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.service?.name ?? 'Layanan'} · Ruang Kendali` },
];
export const handle: PageHandle = { filters: ['periode', 'skpd', 'kanal', 'kecamatan'], standardPeriod: '30h' };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'layanan.$kode');
  const code = params.kode ?? '';
  if (!/^[\w.-]{1,60}$/.test(code)) throw trouble({ what: 'tidak-ada' });
  const read = await readService(request, viewer, code);
  if (!read.service && read.paths.cases === 0) throw trouble({ what: 'tidak-ada' });
  return read;
}

export default function Service() {
  return <ServicePage {...useLoaderData<typeof loader>()} />;
}
