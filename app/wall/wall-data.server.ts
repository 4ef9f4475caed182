import type { AppLoadContext } from '@remix-run/node';
import { currentCity } from '../../clickhouse/city/apply';
import { wallSnapshot } from '../live/wall-snapshot.server';
import type { ScreenSettings } from '../screens/settings';
import type { WallMap } from './scenes';
import { wallMap } from './scenes/wall-map.server';
import type { WallData } from './wall-page';

let lastMap: WallMap | undefined;

/** The city's map; while the warehouse does not answer, as it was last drawn. */
async function mapNow(): Promise<WallMap> {
  try {
    lastMap = wallMap((await currentCity()).profile);
  } catch (error) {
    if (!lastMap) throw error;
  }
  return lastMap;
}

/** All that a wall begins with. */
export async function wallData(
  context: AppLoadContext | undefined,
  shown: { settings: ScreenSettings; isScreen: boolean },
): Promise<WallData> {
  const [initial, map] = await Promise.all([wallSnapshot(context), mapNow()]);
  return { ...shown, initial, map };
}
