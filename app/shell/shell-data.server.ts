import { now } from '../../clickhouse/clock';
import { viewerOf } from '../access/guard.server';
import type { Viewer } from '../access/roles';
import { maySee } from '../access/routes';
import { alarmCount } from '../sources/alarm-count.server';
import type { Language } from '../text/define';
import { lastKnownCity, type ShellCity, shellCity } from './city.server';
import { readPreferences } from './preferences.server';
import type { Theme } from './theme';
import type { Part } from './trouble';

export interface ShellData {
  viewer: Viewer | null;
  city: ShellCity;
  lang: Language;
  theme: Theme;
  /** The server's clock, so that the browser's wrong one never dates a figure. */
  now: Date;
  /** Alarms of sources that stand, for those who may see sources. */
  alarms: number;
  /** Parts that did not answer just now. */
  down: Part[];
}

/** Never fails: the frame must stand even when nothing behind it does. */
export async function shellData(request: Request): Promise<ShellData> {
  const down: Part[] = [];
  const [preferences, city, viewer] = await Promise.all([
    readPreferences(request),
    shellCity().catch(() => {
      down.push('engine');
      return lastKnownCity();
    }),
    viewerOf(request).catch(() => {
      down.push('redis');
      return null;
    }),
  ]);
  const alarms = viewer && maySee('sumber._index', viewer.role) && down.length === 0 ? await alarmCount() : 0;
  // A stranger learns the city's name, not its list of offices.
  return {
    viewer,
    city: viewer ? city : { ...city, skpd: [], layanan: [], kecamatan: [], situs: [] },
    ...preferences,
    now: now(),
    alarms,
    down,
  };
}
