import { z } from 'zod';
import { currentCity } from '../../clickhouse/city/apply';
import { frontDesk } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { within } from '../patience';

/** What the shell says about the city on every page. */
export interface ShellCity {
  /** `Kota Tangerang`; empty while no profile is applied. */
  name: string;
  timeZone: string;
  /** The figures are generated: "data contoh" stands beside the name. */
  demo: boolean;
  /** Offices in the order of the profile; empty while no profile is applied. */
  skpd: { code: string; name: string; shortName: string }[];
  /** Services and kecamatan that figures can be narrowed to. */
  layanan: { code: string; name: string; skpd: string }[];
  kecamatan: { code: string; name: string }[];
  /** Hosts whose logs are read. */
  situs: string[];
  /** Origin of the tiles behind the map, where the profile configures an address; null = none. */
  tiles: string | null;
}

/** Before a profile is applied. */
const noCity: ShellCity = {
  name: '',
  timeZone: 'Asia/Jakarta',
  demo: false,
  skpd: [],
  layanan: [],
  kecamatan: [],
  situs: [],
  tiles: null,
};

const newestVersion = defineQuery({
  name: 'shell-city-version',
  sql: `SELECT max(version) AS version FROM ruang_kendali.city_profiles`,
  params: z.object({}),
  row: z.object({ version: z.number() }),
});

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
  const version = (await newestVersion({}, frontDesk()))[0]?.version ?? 0;
  if (version === 0) return noCity;
  if (cached?.version === version) return cached.city;
  const { profile } = await currentCity();
  const city: ShellCity = {
    name: profile.nama,
    timeZone: profile.zona_waktu,
    demo: profile.data_contoh,
    skpd: profile.skpd.map((office) => ({ code: office.kode, name: office.nama, shortName: office.singkatan })),
    layanan: profile.layanan.map(({ kode, nama, skpd }) => ({ code: kode, name: nama, skpd })),
    situs: [
      ...new Set([...profile.sumber.flatMap((s) => s.situs ?? []), ...profile.skpd.flatMap((s) => s.hosts)]),
    ].sort(),
    tiles: profile.peta_dasar?.ubin ? new URL(profile.peta_dasar.ubin).origin : null,
    kecamatan: profile.kecamatan.map(({ kode, nama }) => ({ code: kode, name: nama })),
  };
  cached = { version, city };
  return city;
}
