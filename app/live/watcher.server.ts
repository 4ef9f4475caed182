import { viewerOf } from '../access/guard.server';
import { maySee } from '../access/routes';
import { type Screen, screenOf } from '../screens/screen-of.server';
import { encodeEvent, type Listener, type OwnEvent } from './audience.server';

/** Who asks for the live wall: a paired screen, or a signed-in person who may see it. */
export type Watcher = { screen: Screen } | { screen: null };

/** Null for anybody else; throws when nobody can be recognised just now. */
export async function watcherOf(request: Request): Promise<Watcher | null> {
  const screen = await screenOf(request);
  if (screen) return { screen };
  const viewer = await viewerOf(request);
  return viewer && maySee('dinding', viewer.role) ? { screen: null } : null;
}

const settingsEvent = (screen: Screen): OwnEvent => [
  'layar setelan',
  encodeEvent('layar', { kind: 'setelan', settings: screen.settings }),
];

/** The watcher as one who listens, and the events that are its own to begin with. */
export function listenerOf(watcher: Watcher, request: Request): { listener: Listener; first: OwnEvent[] } {
  let told = watcher.screen;
  const recheck = async () => {
    const now = await watcherOf(request);
    if (!now || now.screen?.id !== told?.id) return null;
    if (!now.screen || JSON.stringify(now.screen.settings) === JSON.stringify(told?.settings)) return [];
    told = now.screen;
    return [settingsEvent(now.screen)];
  };
  return { listener: { screen: told?.id ?? null, recheck }, first: told ? [settingsEvent(told)] : [] };
}
