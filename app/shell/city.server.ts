import { parse } from 'yaml';
import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';

/** What the shell says about the city on every page. */
export interface ShellCity {
  /** `Kota Tangerang`; empty while no profile is applied. */
  name: string;
  timeZone: string;
  /** The figures are generated: "data contoh" stands beside the name. */
  demo: boolean;
  /** Offices in the order of the profile; empty while no profile is applied. */
  skpd: { code: string; name: string; shortName: string }[];
}

/** Before a profile is applied. */
export const noCity: ShellCity = { name: '', timeZone: 'Asia/Jakarta', demo: false, skpd: [] };

const newestVersion = defineQuery({
  name: 'shell-city-version',
  sql: `SELECT max(version) AS version FROM ruang_kendali.city_profiles`,
  params: z.object({}),
  row: z.object({ version: z.number() }),
});

const profileOf = defineQuery({
  name: 'shell-city-profile',
  sql: `SELECT demo, yaml FROM ruang_kendali.city_profiles WHERE version = {version:UInt32} LIMIT 1`,
  params: z.object({ version: z.number() }),
  row: z.object({ demo: z.boolean(), yaml: z.string() }),
});

const offices = defineQuery({
  name: 'shell-skpd',
  sql: `SELECT skpd AS code, name, short_name AS shortName FROM ruang_kendali.city_skpd
    WHERE profile_version = {version:UInt32} ORDER BY sort, name`,
  params: z.object({ version: z.number() }),
  row: z.object({ code: z.string(), name: z.string(), shortName: z.string() }),
});

/** The two fields of the profile that the shell needs; the profile was validated when it was applied. */
const Identity = z.object({ nama: z.string(), zona_waktu: z.string() });

const PATIENCE_MS = 2_000;
let cached: { version: number; city: ShellCity } | undefined;

/**
 * The city of the newest profile. Asks the engine on every call (one small query), so that a new profile shows at once and
 * an engine that does not answer is noticed in the same request; rejects after two seconds.
 */
export const shellCity = (): Promise<ShellCity> => within(PATIENCE_MS, readCity());

/** The last city that was read, however old: a page about trouble still says whose product this is. */
export const lastKnownCity = (): ShellCity => cached?.city ?? noCity;

async function readCity(): Promise<ShellCity> {
  const version = (await newestVersion({}))[0]?.version ?? 0;
  if (version === 0) return noCity;
  if (cached?.version === version) return cached.city;
  const [profiles, skpd] = await Promise.all([profileOf({ version }), offices({ version })]);
  const profile = profiles[0];
  if (!profile) return noCity;
  const identity = Identity.safeParse(parse(profile.yaml));
  const city: ShellCity = {
    name: identity.success ? identity.data.nama : '',
    timeZone: identity.success ? identity.data.zona_waktu : noCity.timeZone,
    demo: profile.demo,
    skpd,
  };
  cached = { version, city };
  return city;
}

/** Fails when a promise takes longer; its late result or failure is dropped. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
