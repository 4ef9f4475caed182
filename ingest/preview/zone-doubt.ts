import type { ZoneDoubt } from '../../clickhouse/sources/preview';

/** Zones in which systems of an Indonesian city write times without saying so, with their hours ahead of UTC. */
const ZONES = { UTC: 0, 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 } as const;
type Zone = keyof typeof ZONES;

/** Fewer times say nothing about hours of the day. */
const ENOUGH = 50;
/** Hours in which hardly anybody applies, complains or visits: 00.00 to 04.59. By chance they hold 21 per cent. */
const NIGHT_HOURS = 5;
const TOO_MANY_AT_NIGHT = 0.25;

/**
 * Whether the hours of the day make no sense in the zone they are read in: too many at night, and far fewer in another zone.
 * `hours` counts the times by the hour as written (24 numbers); `zone` is the zone they are read in, `city` that of the city.
 * null = no doubt. In a real SP4N-LAPOR! export the peak stood at 22-13 and the trough at 15-21: it writes UTC.
 */
export function zoneDoubt(hours: readonly number[], zone: string, city: string): ZoneDoubt | null {
  const all = hours.reduce((sum, n) => sum + n, 0);
  const assumed = ZONES[zone as Zone];
  const local = ZONES[city as Zone] ?? ZONES['Asia/Jakarta'];
  if (all < ENOUGH || assumed === undefined) return null;
  const atNightIn = (offset: number) => {
    let night = 0;
    for (const [hour, n] of hours.entries()) if ((hour - offset + local + 24) % 24 < NIGHT_HOURS) night += n;
    return night / all;
  };
  const atNight = atNightIn(assumed);
  const [rather, atNightRather] = (Object.entries(ZONES) as [Zone, number][])
    .map(([name, offset]) => [name, atNightIn(offset)] as const)
    .reduce((best, next) => (next[1] < best[1] ? next : best));
  if (atNight < TOO_MANY_AT_NIGHT || atNightRather > atNight / 2) return null;
  return { rather, atNight, atNightRather };
}
