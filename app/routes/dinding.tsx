import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { PairingPage } from '../screens/pairing-page';
import { pairingPage } from '../screens/pairing-page.server';
import { screenOf } from '../screens/screen-of.server';
import { screensText } from '../screens/screens.text';
import { defaultSettings, isSceneId, type ScreenSettings } from '../screens/settings';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';
import { wallData } from '../wall/wall-data.server';
import { WallFailed } from '../wall/wall-failed';
import { WallPage } from '../wall/wall-page';

export const handle: PageHandle = { frame: 'bare', hasOwnTheme: true };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, screensText, (t) => t.wall);

/**
 * A paired screen gets the wall as it is set, a person who signed in a look at it, any other browser a code. What a screen gets
 * depends on its settings and the snapshot alone: the same page goes to all such screens.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'dinding');
  const screen = await screenOf(request);
  const { searchParams } = new URL(request.url);
  if (!screen && (!viewer || searchParams.has('pasang'))) {
    const { page, cookie } = await pairingPage(request, context.clientAddress);
    const headers = cookie ? { headers: { 'Set-Cookie': cookie } } : {};
    return data({ pairing: page, wall: null, theme: defaultSettings.theme }, headers);
  }
  const asked = searchParams.get('adegan');
  // Its name, which no wall shows, would make every screen's page another one.
  const set: ScreenSettings = { ...(screen?.settings ?? defaultSettings), name: '' };
  const settings = isSceneId(asked) ? { ...set, pinned: asked } : set;
  const wall = await wallData(context, { settings, isScreen: screen !== null });
  return data({ pairing: null, wall, theme: settings.theme });
}

export default function Wall() {
  const { pairing, wall } = useLoaderData<typeof loader>();
  return wall ? <WallPage {...wall} /> : <PairingPage page={pairing} />;
}

export const ErrorBoundary = WallFailed;
