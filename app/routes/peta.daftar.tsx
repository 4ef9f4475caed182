import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { mapText } from '../maps/map.text';
import { readPicked } from '../maps/picked.server';
import { PickedPage } from '../maps/picked-page';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';

export const handle: PageHandle = { filters: ['periode', 'skpd', 'kanal', 'kecamatan'], standardPeriod: '30h' };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, mapText, (t) => t.listTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'peta.daftar');
  return readPicked(request, viewer);
}

export default function Picked() {
  return <PickedPage data={useLoaderData<typeof loader>()} />;
}
