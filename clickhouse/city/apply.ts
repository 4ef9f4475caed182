import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { calendarDays } from '../calendar/days';
import { now } from '../clock';
import { dataPath } from '../data-folder/paths';
import { PlainError } from '../plain-error';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { type KecamatanShapes, kecamatanShapes } from './boundaries';
import { boundariesNumber, keepBoundaryCells } from './boundary-cells';
import { BOUNDARIES_RULE } from './boundary-sql';
import { atKecamatanLevel } from './dissolve';
import { type LoadedCity, parseCityProfile } from './load';
import { type CityProfile, CityProfileSchema, SERVICE_COMPONENTS } from './schema';

const newestVersion = defineQuery({
  name: 'city-newest-version',
  sql: `SELECT version, sha256 FROM ruang_kendali.city_profiles ORDER BY version DESC LIMIT 1`,
  params: z.object({}),
  row: z.object({ version: z.number(), sha256: z.string() }),
});

const storedProfile = defineQuery({
  name: 'city-stored-profile',
  sql: `SELECT yaml, json FROM ruang_kendali.city_profiles WHERE version = {version:UInt32} LIMIT 1`,
  params: z.object({ version: z.number() }),
  row: z.object({ yaml: z.string(), json: z.string() }),
});

const usedVersions = defineQuery({
  name: 'city-used-versions',
  sql: `SELECT greatest(
  (SELECT max(version) FROM ruang_kendali.city_profiles),
  (SELECT max(profile_version) FROM ruang_kendali.city_rules)) AS newest`,
  params: z.object({}),
  row: z.object({ newest: z.number() }),
});

/** Marks a version as taken, so that two operators who apply at once never fill the same one. Not a rule. */
const CLAIM = 'klaim';
const CLAIM_TRIES = 20;

const claimsOf = defineQuery({
  name: 'city-claims',
  sql: `SELECT key FROM ruang_kendali.city_rules WHERE profile_version = {version:UInt32} AND kind = '${CLAIM}'`,
  params: z.object({ version: z.number() }),
  row: z.object({ key: z.string() }),
});

type Row = Record<string, unknown>;

async function insert(client: ClickHouseClient, table: string, values: Row[]): Promise<void> {
  if (!values.length) return;
  await client.insert({
    table: `${DATABASE}.${table}`,
    values,
    format: 'JSONEachRow',
    clickhouse_settings: {
      distributed_foreground_insert: 1,
      insert_deduplicate: 0,
      log_comment: `city-apply-${table}`,
    },
  });
}

/** A version that nobody else fills: claims the next one and steps aside when another claim stands beside its own. */
async function claimVersion(client: ClickHouseClient): Promise<number> {
  const mine = randomUUID();
  for (let tries = 0; tries < CLAIM_TRIES; tries++) {
    const [used] = await usedVersions({}, client);
    const version = (used?.newest ?? 0) + 1 + (tries && Math.floor(Math.random() * (tries + 1)));
    await insert(client, 'city_rules', [{ profile_version: version, kind: CLAIM, key: mine, value: 0, unit: '' }]);
    const claims = await claimsOf({ version }, client);
    if (claims.length === 1 && claims[0]!.key === mine) return version;
  }
  throw new PlainError('Profil kota sedang diterapkan dari beberapa tempat sekaligus. Tunggu sebentar, lalu ulangi.');
}

/** Every row of the city_* tables, by table; the profile itself comes last and separately. */
function rowsOf(city: CityProfile, shapes: KecamatanShapes): Record<string, Row[]> {
  return {
    city_skpd: city.skpd.map((s, sort) => ({
      skpd: s.kode,
      name: s.nama,
      short_name: s.singkatan,
      cluster: s.rumpun,
      hosts: s.hosts,
      aliases: s.aliases,
      not_applicable: s.tidak_berlaku,
      sort,
    })),
    city_services: city.layanan.map((l) => ({
      service: l.kode,
      skpd: l.skpd,
      name: l.nama,
      audience: l.sasaran,
      channels: l.kanal,
      sla_value: l.sla?.nilai ?? null,
      sla_unit: l.sla?.satuan ?? '',
      fee: l.tarif_rp,
      components: SERVICE_COMPONENTS.filter((component) => l[component]?.length),
    })),
    city_wilayah: city.kecamatan.flatMap((k) => [
      {
        wilayah: k.kode,
        level: 'kecamatan',
        parent: city.kode,
        name: k.nama,
        population: k.penduduk_jiwa,
        latitude: k.lat,
        longitude: k.lng,
      },
      ...k.kelurahan.map((v) => ({
        wilayah: v.kode,
        level: 'kelurahan',
        parent: k.kode,
        name: v.nama,
        population: null,
        latitude: null,
        longitude: null,
      })),
    ]),
    city_calendar: city.kalender.flatMap((c) =>
      calendarDays(c, city.ramadan).map((day) => ({ calendar: c.id, ...day })),
    ),
    city_rules: [
      ...city.aturan_aduan.map((r) => ({ kind: 'aduan_sla', key: r.kode, value: r.nilai, unit: r.satuan })),
      ...Object.entries(city.ambang_kematangan).flatMap(([key, { nilai, minimal_bukti }]) => [
        ...(nilai === undefined ? [] : [{ kind: 'ambang', key, value: nilai, unit: '' }]),
        ...(minimal_bukti === undefined ? [] : [{ kind: 'ambang_bukti', key, value: minimal_bukti, unit: 'bukti' }]),
      ]),
      ...Object.entries(city.target).map(([key, value]) => ({ kind: 'target', key, value, unit: '' })),
      ...city.sumber
        .filter((s) => s.harap_tiap_menit !== null)
        .map((s) => ({ kind: 'sumber_harap', key: s.id, value: s.harap_tiap_menit, unit: 'menit' })),
      ...(shapes.illustrative
        ? []
        : [{ kind: BOUNDARIES_RULE, key: String(boundariesNumber(shapes)), value: 1, unit: '' }]),
      ...(city.portal ? [{ kind: 'portal', key: city.portal, value: 1, unit: '' }] : []),
      // The calendar an office works by stands in the unit.
      ...city.skpd.map((s) => ({ kind: 'skpd_kalender', key: s.kode, value: 1, unit: s.kalender })),
    ],
    city_sources: city.sumber.map((s) => ({
      source_id: s.id,
      name: s.nama,
      kind: s.jenis,
      mapping: s.pemetaan,
      skpd: s.skpd,
      expected_every_minutes: s.harap_tiap_menit,
      feeds: s.memberi_makan,
    })),
  };
}

/** Of the text and of the rows made from it: a release that ships new holidays makes other rows of the same text. */
function fingerprint({ profile, yaml }: LoadedCity, rows: Record<string, Row[]>): string {
  const hash = createHash('sha256').update(yaml).update('\0').update(JSON.stringify(rows));
  if (profile.batas) hash.update('\0').update(readFileSync(profile.batas));
  return hash.digest('hex');
}

/** Where the boundary file of an applied profile is kept: the profile's own folder may be gone by then. */
const keptBoundaries = (sha256: string) => dataPath('batas', `${sha256}.geojson`);

function keepBoundaries(from: string, sha256: string): void {
  const to = keptBoundaries(sha256);
  if (existsSync(to)) return;
  copyFileSync(from, `${to}.${process.pid}`);
  renameSync(`${to}.${process.pid}`, to);
}

/**
 * Makes a loaded profile the current one and returns its version; the same again makes none.
 * The profile row is written last: a run that dies before it leaves rows of a version that no reader asks for.
 * Throws a PlainError when the boundary file is refused.
 */
export async function applyCityProfile(
  city: LoadedCity,
  options: { by: string; client?: ClickHouseClient },
): Promise<{ version: number; changed: boolean }> {
  const client = options.client ?? warehouse();
  const profile = await atKecamatanLevel(city.profile);
  const shapes = kecamatanShapes(profile);
  const tables = rowsOf(profile, shapes);
  const sha256 = fingerprint({ profile, yaml: city.yaml }, tables);
  const [current] = await newestVersion({}, client);
  if (profile.batas) keepBoundaries(profile.batas, sha256);
  if (!shapes.illustrative) await keepBoundaryCells(shapes, client);
  if (current?.sha256 === sha256) return { version: current.version, changed: false };
  const version = await claimVersion(client);
  for (const [table, rows] of Object.entries(tables))
    await insert(
      client,
      table,
      rows.map((row) => ({ profile_version: version, ...row })),
    );
  await insert(client, 'city_profiles', [
    {
      version,
      applied_at: now().toISOString(),
      applied_by: options.by,
      sha256,
      yaml: city.yaml,
      json: JSON.stringify(parse(city.yaml)),
      demo: city.profile.data_contoh,
    },
  ]);
  return { version, changed: true };
}

export interface CurrentCity {
  version: number;
  profile: CityProfile;
}

let cached: { sha256: string; city: CurrentCity } | undefined;

function reread(stored: { yaml: string; json: string }, version: number, sha256: string): CityProfile {
  const passed = stored.json === '' ? undefined : CityProfileSchema.safeParse(JSON.parse(stored.json));
  const profile = passed?.success ? passed.data : parseCityProfile(stored.yaml, `profil kota versi ${version}`).profile;
  return profile.batas ? { ...profile, batas: keptBoundaries(sha256) } : profile;
}

/** The profile in force and its version. Throws a PlainError as long as none was applied. */
export async function currentCity(client: ClickHouseClient = warehouse()): Promise<CurrentCity> {
  const [newest] = await newestVersion({}, client);
  if (!newest) throw new PlainError('Belum ada profil kota. Jalankan: npm run rk -- kota terapkan <berkas.yaml>');
  const { version, sha256 } = newest;
  if (cached?.sha256 === sha256 && cached.city.version === version) return cached.city;
  const [stored] = await storedProfile({ version }, client);
  const city = { version, profile: reread(stored!, version, sha256) };
  cached = { sha256, city };
  return city;
}

/**
 * Applies the profile in force once more, which makes a new version when this release makes other rows of it, such as of
 * holidays that it newly ships. Throws a PlainError as long as none was applied.
 */
export async function refreshCity(options: {
  by: string;
  client?: ClickHouseClient;
}): Promise<{ version: number; changed: boolean }> {
  const client = options.client ?? warehouse();
  const { version, profile } = await currentCity(client);
  const [stored] = await storedProfile({ version }, client);
  return applyCityProfile({ profile, yaml: stored!.yaml }, { ...options, client });
}

/**
 * Changes the text of the profile in force and makes the result the current one. What it says of boundaries keeps pointing at
 * the file that was taken over. Throws a PlainError when the changed profile does not pass.
 */
export async function changeCityProfile(
  change: (yaml: string) => string,
  options: { by: string; client?: ClickHouseClient },
): Promise<{ version: number; changed: boolean }> {
  const client = options.client ?? warehouse();
  const { version, profile } = await currentCity(client);
  const [stored] = await storedProfile({ version }, client);
  const doc = parseDocument(stored!.yaml);
  if (profile.batas) doc.set('batas', profile.batas);
  const yaml = change(profile.batas ? doc.toString({ lineWidth: 0 }) : stored!.yaml);
  return applyCityProfile(parseCityProfile(yaml, 'profil kota'), { ...options, client });
}

/**
 * Gives the city in force the boundaries of a GeoJSON file, as a new version of its profile.
 * Throws a PlainError when the file is refused.
 */
export function importBoundaries(
  path: string,
  options: { by: string; client?: ClickHouseClient },
): Promise<{ version: number; changed: boolean }> {
  return changeCityProfile((yaml) => {
    const doc = parseDocument(yaml);
    doc.set('batas', resolve(path));
    return doc.toString({ lineWidth: 0 });
  }, options);
}

const CURRENT = 'profile_version = (SELECT max(version) FROM ruang_kendali.city_profiles)';

/** The offices of the city in the order of its profile. */
export const citySkpd = defineQuery({
  name: 'city-skpd',
  sql: `SELECT skpd, name, short_name AS shortName, cluster, hosts, aliases, not_applicable AS notApplicable
FROM ruang_kendali.city_skpd WHERE ${CURRENT} ORDER BY sort`,
  params: z.object({}),
  row: z.object({
    skpd: z.string(),
    name: z.string(),
    shortName: z.string(),
    cluster: z.string(),
    hosts: z.array(z.string()),
    aliases: z.array(z.string()),
    notApplicable: z.record(z.string(), z.string()),
  }),
});

/** The service catalogue; `skpd` '' = of every office. */
export const cityServices = defineQuery({
  name: 'city-services',
  sql: `SELECT service, skpd, name, audience, channels, sla_value AS slaValue, sla_unit AS slaUnit,
  toFloat64(fee) AS feeRupiah, components
FROM ruang_kendali.city_services
WHERE ${CURRENT} AND ({skpd:String} = '' OR skpd = {skpd:String}) ORDER BY skpd, service`,
  params: z.object({ skpd: z.string().default('') }),
  row: z.object({
    service: z.string(),
    skpd: z.string(),
    name: z.string(),
    audience: z.string(),
    channels: z.array(z.string()),
    slaValue: z.number().nullable(),
    slaUnit: z.string(),
    feeRupiah: z.number().nullable(),
    components: z.array(z.string()),
  }),
});

/** Kecamatan and kelurahan; `level` '' = both. */
export const cityWilayah = defineQuery({
  name: 'city-wilayah',
  sql: `SELECT wilayah, level, parent, name, population, latitude, longitude
FROM ruang_kendali.city_wilayah WHERE ${CURRENT} AND ({level:String} = '' OR level = {level:String}) ORDER BY wilayah`,
  params: z.object({ level: z.enum(['', 'kecamatan', 'kelurahan']).default('') }),
  row: z.object({
    wilayah: z.string(),
    level: z.enum(['kecamatan', 'kelurahan']),
    parent: z.string(),
    name: z.string(),
    population: z.number().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
  }),
});

/** The sources and how fresh each is expected to be. */
export const citySources = defineQuery({
  name: 'city-sources',
  sql: `SELECT source_id AS sourceId, name, kind, mapping, skpd, expected_every_minutes AS expectedEveryMinutes, feeds
FROM ruang_kendali.city_sources WHERE ${CURRENT} ORDER BY source_id`,
  params: z.object({}),
  row: z.object({
    sourceId: z.string(),
    name: z.string(),
    kind: z.string(),
    mapping: z.string(),
    skpd: z.string(),
    expectedEveryMinutes: z.number().nullable(),
    feeds: z.array(z.string()),
  }),
});
