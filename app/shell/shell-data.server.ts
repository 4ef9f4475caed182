import { now } from '../../clickhouse/clock';
import { newestRecords } from '../../clickhouse/ledger/newest-records';
import type { FactTable } from '../../clickhouse/metrics/types';
import { viewerOf } from '../access/guard.server';
import type { Viewer } from '../access/roles';
import { type AlarmCounts, alarmCounts } from '../alarms/standing.server';
import { within } from '../patience';
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
  /** Alarms that stand, of those that the viewer may see. */
  alarms: AlarmCounts;
  /** When the newest record of each fact table happened, for those who have signed in. */
  newest: Partial<Record<FactTable, Date>>;
  /** Parts that did not answer just now. */
  down: Part[];
}

/** Longer than this nobody waits for what only helps. */
const PATIENCE_MS = 1_000;

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
  const newest = viewer && down.length === 0 ? await within(PATIENCE_MS, newestRecords({})).catch(() => []) : [];
  const none = { standing: 0, ofSources: 0 };
  const alarms = viewer && down.length === 0 ? await within(PATIENCE_MS, alarmCounts(viewer)).catch(() => none) : none;
  // A stranger learns the city's name, not its list of offices.
  return {
    viewer,
    city: viewer ? city : { ...city, skpd: [], layanan: [], kecamatan: [], situs: [] },
    ...preferences,
    now: now(),
    alarms,
    newest: Object.fromEntries(newest.map(({ fact, newest }) => [fact, newest])),
    down,
  };
}
