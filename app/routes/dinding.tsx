import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { useLive } from '../live/use-live';
import { wallSnapshot } from '../live/wall-snapshot.server';
import { PairingPage } from '../screens/pairing-page';
import { pairingPage } from '../screens/pairing-page.server';
import { screenOf } from '../screens/screen-of.server';
import { screensText } from '../screens/screens.text';
import { defaultSettings, isSceneId, type ScreenSettings } from '../screens/settings';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';
import { WallPage } from '../wall/wall-page';

export const handle: PageHandle = { frame: 'bare' };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, screensText, (t) => t.wall);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'dinding');
  const screen = await screenOf(request);
  const { searchParams } = new URL(request.url);
  if (!screen && (!viewer || searchParams.has('pasang'))) {
    const { page, cookie } = await pairingPage(request, context.clientAddress);
    return data({ pairing: page, wall: null }, cookie ? { headers: { 'Set-Cookie': cookie } } : {});
  }
  const asked = searchParams.get('adegan');
  const settings: ScreenSettings = screen?.settings ?? { ...defaultSettings, name: '' };
  return {
    pairing: null,
    wall: {
      settings: isSceneId(asked) ? { ...settings, pinned: asked } : settings,
      isScreen: screen !== null,
      live: await wallSnapshot(context),
    },
  };
}

export default function Wall() {
  const { pairing, wall } = useLoaderData<typeof loader>();
  return pairing ? <PairingPage page={pairing} /> : <LiveWall wall={wall} />;
}

function LiveWall({ wall }: { wall: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['wall']> }) {
  const live = useLive(wall.live);
  return <WallPage settings={wall.settings} renderScene={(id) => <h1 data-versi={live.version}>{id}</h1>} />;
}
