import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  applyCityProfile,
  cityServices,
  citySkpd,
  citySources,
  cityWilayah,
  currentCity,
  importBoundaries,
  refreshCity,
} from '../clickhouse/city/apply';
import { kecamatanShapes } from '../clickhouse/city/boundaries';
import { SMALL_CITY } from '../clickhouse/city/fixture';
import { loadCityProfile, parseCityProfile } from '../clickhouse/city/load';
import { startTestEngine } from '../clickhouse/engine/test-engine';
import { warehouse } from '../clickhouse/warehouse/client';
import { defineQuery } from '../clickhouse/warehouse/define-query';

const DEMO = 'clickhouse/city/demo/kota-tangerang.yaml';
const by = 'uji';
let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
}, 60_000);
afterAll(() => engine?.stop());

const counts = defineQuery({
  name: 'test-city-counts',
  sql: `SELECT 'skpd' AS t, count() AS n FROM ruang_kendali.city_skpd WHERE profile_version = {version:UInt32}
UNION ALL SELECT 'services', count() FROM ruang_kendali.city_services WHERE profile_version = {version:UInt32}
UNION ALL SELECT 'wilayah', count() FROM ruang_kendali.city_wilayah WHERE profile_version = {version:UInt32}
UNION ALL SELECT 'calendar', count() FROM ruang_kendali.city_calendar WHERE profile_version = {version:UInt32}
UNION ALL SELECT 'sources', count() FROM ruang_kendali.city_sources WHERE profile_version = {version:UInt32}
UNION ALL SELECT 'profiles', count() FROM ruang_kendali.city_profiles`,
  params: z.object({ version: z.number() }),
  row: z.object({ t: z.string(), n: z.number() }),
});
const countsOf = async (version: number) =>
  Object.fromEntries((await counts({ version })).map(({ t, n }) => [t, n])) as Record<string, number>;

/** A client whose inserts into one table die, as a killed process would leave them. */
function dyingAt(table: string): ClickHouseClient {
  const real = warehouse();
  return new Proxy(real, {
    get(target, key) {
      if (key === 'insert')
        return (request: { table: string }) => {
          if (request.table.endsWith(`.${table}`)) throw new Error('killed');
          return target.insert(request as Parameters<ClickHouseClient['insert']>[0]);
        };
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('without a profile the answer says what to run', async () => {
  await expect(currentCity()).rejects.toThrow('Belum ada profil kota. Jalankan: npm run rk -- kota terapkan');
});

test('a profile that dies half way is invisible, and the next run is whole', async () => {
  const city = loadCityProfile(DEMO);
  for (const table of ['city_calendar', 'city_profiles'])
    await expect(applyCityProfile(city, { by, client: dyingAt(table) })).rejects.toThrow('killed');
  await expect(currentCity()).rejects.toThrow('Belum ada profil kota');
  expect(await citySkpd({})).toEqual([]);

  const { version, changed } = await applyCityProfile(city, { by });
  expect(changed).toBe(true);
  expect(await countsOf(version)).toEqual({
    skpd: city.profile.skpd.length,
    services: city.profile.layanan.length,
    wilayah: 13 + 104,
    calendar: 1826 * 2,
    sources: 17,
    profiles: 1,
  });
});

test('the same file again makes no new version', async () => {
  const first = await currentCity();
  expect(await applyCityProfile(loadCityProfile(DEMO), { by })).toEqual({ version: first.version, changed: false });
  expect((await countsOf(first.version)).profiles).toBe(1);
});

test('the current city is the applied one, read once per version', async () => {
  const city = await currentCity();
  expect(city.profile).toEqual(loadCityProfile(DEMO).profile);
  expect(await currentCity()).toBe(city);
});

test('the typed queries tell the profile', async () => {
  const { profile } = await currentCity();
  const offices = await citySkpd({});
  expect(offices.map((s) => s.skpd)).toEqual(profile.skpd.map((s) => s.kode));
  expect(offices.find((s) => s.skpd === 'bkpsdm')).toMatchObject({ shortName: 'BKPSDM', cluster: 'pemerintahan' });
  expect(offices.find((s) => s.skpd === 'disdukcapil')!.notApplicable).toHaveProperty('bayar-daring');

  const services = await cityServices({ skpd: 'disdukcapil' });
  expect(services.find((s) => s.service === 'akta-kelahiran')).toMatchObject({
    slaValue: 24,
    slaUnit: 'jam',
    feeRupiah: 0,
    components: ['persyaratan', 'prosedur', 'jangka_waktu', 'biaya', 'produk', 'pengaduan'],
  });
  const [gor] = await cityServices({ skpd: 'dispora' });
  expect(gor).toMatchObject({ slaValue: null, slaUnit: '', feeRupiah: 500000, components: ['persyaratan', 'biaya'] });
  expect(await cityServices({})).toHaveLength(profile.layanan.length);

  expect(await cityWilayah({ level: 'kecamatan' })).toHaveLength(13);
  const wilayah = await cityWilayah({});
  expect(wilayah.find((w) => w.wilayah === '36.71.06.1008')).toEqual({
    wilayah: '36.71.06.1008',
    level: 'kelurahan',
    parent: '36.71.06',
    name: 'Paninggilan Utara',
    population: null,
    latitude: null,
    longitude: null,
  });
  const sources = await citySources({});
  expect(sources.find((s) => s.sourceId === 'aduan-lapor')).toMatchObject({
    mapping: 'sp4n-lapor',
    feeds: ['complaints'],
  });
  expect(sources.find((s) => s.sourceId === 'psb')!.expectedEveryMinutes).toBeNull();
});

const rules = defineQuery({
  name: 'test-city-rules',
  sql: `SELECT kind, key, value, unit FROM ruang_kendali.city_rules
WHERE profile_version = (SELECT max(version) FROM ruang_kendali.city_profiles) AND key = {key:String}`,
  params: z.object({ key: z.string() }),
  row: z.object({ kind: z.string(), key: z.string(), value: z.number(), unit: z.string() }),
});

test('rules carry value and unit', async () => {
  expect(await rules({ key: 'pengaduan_berkadar_pengawasan' })).toEqual([
    { kind: 'aduan_sla', key: 'pengaduan_berkadar_pengawasan', value: 60, unit: 'hari_kerja' },
  ]);
  expect(await rules({ key: 'layanan_tepat_waktu' })).toMatchObject([{ kind: 'target', value: 90 }]);
  expect(await rules({ key: 'lpse' })).toMatchObject([{ kind: 'sumber_harap', value: 64800, unit: 'menit' }]);
  expect(await rules({ key: 'rsud' })).toMatchObject([{ kind: 'skpd_kalender', unit: 'layanan_6_hari' }]);
});

test('what a release makes differently of the same profile is a new version, once', async () => {
  const { version } = await currentCity();
  expect(await refreshCity({ by })).toEqual({ version, changed: false });
  const stored = { applied_at: '2026-01-01 00:00:00', applied_by: 'rilis lama', sha256: '0'.repeat(64), demo: true };
  await warehouse().insert({
    table: 'city_profiles',
    format: 'JSONEachRow',
    values: [{ ...stored, version: version + 1, yaml: loadCityProfile(DEMO).yaml }],
  });
  const renewed = await refreshCity({ by });
  expect(renewed.changed).toBe(true);
  expect(renewed.version).toBeGreaterThan(version + 1);
  expect((await countsOf(renewed.version)).calendar).toBe(1826 * 2);
  expect(await refreshCity({ by })).toEqual({ version: renewed.version, changed: false });
});

test('two operators at once get two whole versions', async () => {
  const texts = ['satu', 'dua', 'tiga'].map((n) => SMALL_CITY.replace('Kota Uji', `Kota ${n}`));
  const results = await Promise.all(texts.map((text) => applyCityProfile(parseCityProfile(text), { by })));
  const versions = results.map((r) => r.version);
  expect(new Set(versions).size).toBe(3);
  for (const version of versions) expect(await countsOf(version)).toMatchObject({ skpd: 2, services: 1, sources: 1 });
  expect((await currentCity()).version).toBe(Math.max(...versions));
});

test('imported boundaries make a new version and outlive their file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-batas-'));
  const file = join(folder, 'batas.geojson');
  await applyCityProfile(parseCityProfile(SMALL_CITY), { by });
  const before = await currentCity();
  expect(before.profile.batas).toBeNull();
  const ring = (x: number) => [
    [x, -6.1],
    [x + 0.05, -6.1],
    [x + 0.05, -6.05],
    [x, -6.1],
  ];
  const feature = (kode: string, x: number) => ({
    type: 'Feature',
    properties: { kode },
    geometry: { type: 'Polygon', coordinates: [ring(x)] },
  });
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature('36.99.01', 106.7)] }));
  await expect(importBoundaries(file, { by })).rejects.toThrow('tidak memuat Barat');
  expect((await currentCity()).version).toBe(before.version);

  const whole = { type: 'FeatureCollection', features: [feature('36.99.01', 106.7), feature('36.99.02', 106.6)] };
  writeFileSync(file, JSON.stringify(whole));
  const { version } = await importBoundaries(file, { by });
  expect(version).toBeGreaterThan(before.version);
  expect(await importBoundaries(file, { by })).toEqual({ version, changed: false });
  rmSync(folder, { recursive: true });

  const { profile } = await currentCity();
  expect(existsSync(profile.batas!)).toBe(true);
  expect(JSON.parse(readFileSync(profile.batas!, 'utf8'))).toEqual(whole);
  expect(kecamatanShapes(profile).illustrative).toBe(false);
});
