import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { defaultSettings } from '../screens/settings';
import type { PageHandle } from '../shell/page-handle';
import { WallPage } from '../wall/wall-page';

export const handle: PageHandle = { frame: 'bare' };
export const meta: MetaFunction = () => [{ title: 'Dinding · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'dinding');
  return { settings: { ...defaultSettings, name: viewer?.name ?? '' } };
}

export default function Wall() {
  const { settings } = useLoaderData<typeof loader>();
  return <WallPage settings={settings} renderScene={(id) => <h1>{id}</h1>} />;
}
