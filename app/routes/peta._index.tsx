import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { mapText } from '../maps/map.text';
import { MapPage } from '../maps/map-page';
import { readMapPage } from '../maps/map-page.server';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';

export const handle: PageHandle = { filters: ['periode', 'skpd', 'kanal', 'kecamatan'], standardPeriod: '30h' };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, mapText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'peta._index');
  return readMapPage(request, viewer);
}

export default function CityMapPage() {
  return <MapPage data={useLoaderData<typeof loader>()} />;
}
