import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { dataPath } from '../data-folder/paths';
import { PlainError } from '../plain-error';
import { connect } from '../warehouse/client';
import { type GivenFeature, kecamatanOf, type Ring, readBoundaryFile, readPolygons, signedArea } from './boundaries';
import type { CityKecamatan, CityProfile } from './schema';

/**
 * Borders of kelurahan made into those of kecamatan: the engine unites the polygons of each. Published files leave slits between
 * neighbours (Kota Tangerang: 305, the largest 0.2 ha), which would remain as holes.
 */

/** Holes below one hectare are slits between kelurahan; in square degrees near the equator. */
const SLIT = 0.01 / 111.195 ** 2;

interface Kelurahan {
  kecamatan: CityKecamatan;
  kode: string;
  nama: string;
  polygons: Ring[][];
}

const asText = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
const KELURAHAN_CODE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/;

const kelurahanName = ({ properties }: GivenFeature) => {
  const { village, kelurahan, desa } = properties ?? {};
  return [village, kelurahan, desa].map(asText).find((name) => name !== undefined);
};
const isKelurahan = (item: GivenFeature) =>
  KELURAHAN_CODE.test(asText(item.properties?.kode) ?? '') || kelurahanName(item) !== undefined;

const squashed = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function readKelurahan(city: CityProfile, item: GivenFeature, i: number, file: string): Kelurahan {
  const code = asText(item.properties?.kode);
  const isCoded = code !== undefined && KELURAHAN_CODE.test(code);
  const above = isCoded ? { kode: code.slice(0, 8) } : { ...item.properties, kode: undefined, nama: undefined };
  const kecamatan = kecamatanOf({ properties: above }, i, city, file);
  const nama = kelurahanName(item) ?? asText(item.properties?.nama) ?? code ?? '';
  const kode = isCoded ? code : (kecamatan.kelurahan.find((k) => squashed(k.nama) === squashed(nama))?.kode ?? '');
  const where = `Berkas batas ${file}, kelurahan ${nama} (${kecamatan.nama})`;
  return { kecamatan, kode, nama, polygons: readPolygons(item, where) };
}

const united = z.object({ kode: z.string(), shape: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) });

/** Unites in the engine what belongs together. The rows live in a session of their own and end with it. */
async function unite(all: Kelurahan[]): Promise<z.output<typeof united>[]> {
  const client = connect({ sessionId: `batas-${process.pid}-${performance.now()}` });
  try {
    await client.command({ query: 'CREATE TEMPORARY TABLE kelurahan (i UInt32, kode String, shape MultiPolygon)' });
    await client.insert({
      table: 'kelurahan',
      values: all.map(({ kecamatan, polygons }, i) => ({ i, kode: kecamatan.kode, shape: polygons })),
      format: 'JSONEachRow',
    });
    const answer = await client.query({
      query: `SELECT kode, arrayFold((whole, part) -> polygonsUnionCartesian(whole, part), groupArray(shape), CAST([], 'MultiPolygon')) AS shape
        FROM (SELECT * FROM kelurahan ORDER BY i) GROUP BY kode ORDER BY kode`,
      format: 'JSONEachRow',
    });
    return z.array(united).parse(await answer.json());
  } finally {
    await client.close();
  }
}

const isClosedSlit = (ring: Ring) => Math.abs(signedArea(ring)) / 2 < SLIT;

/**
 * The profile with a boundary file of kecamatan: its own, or one made from its file of kelurahan, which keeps the kelurahan beside.
 * Throws a PlainError when kelurahan are missing or cannot be united.
 */
export async function atKecamatanLevel(city: CityProfile): Promise<CityProfile> {
  if (!city.batas) return city;
  const file = basename(city.batas);
  const { features } = readBoundaryFile(city.batas);
  if (features.length === 0 || !features.every(isKelurahan)) return city;
  const all = features.map((item, i) => readKelurahan(city, item, i, file));
  for (const kecamatan of city.kecamatan) {
    const found = all.filter((k) => k.kecamatan.kode === kecamatan.kode).length;
    if (found < kecamatan.kelurahan.length || found === 0)
      throw new PlainError(
        `Berkas batas ${file} memuat ${found} dari ${kecamatan.kelurahan.length} kelurahan ${kecamatan.nama} (${kecamatan.kode}). Lengkapi kelurahannya, atau berikan berkas batas setingkat kecamatan.`,
      );
  }
  const shapes = await unite(all).catch((error: unknown) => {
    throw error instanceof PlainError
      ? error
      : new PlainError(
          `Batas kelurahan pada ${file} tidak dapat digabungkan menjadi kecamatan (ada garis yang memotong dirinya sendiri). Perbaiki geometrinya, atau berikan berkas batas setingkat kecamatan.`,
        );
  });
  const polygon = (properties: object, coordinates: Ring[][]) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'MultiPolygon', coordinates },
  });
  const text = JSON.stringify({
    type: 'FeatureCollection',
    features: shapes.map(({ kode, shape }) =>
      polygon(
        { kode },
        shape.map(([outer, ...holes]) => [outer!, ...holes.filter((hole) => !isClosedSlit(hole))]),
      ),
    ),
    kelurahan: all.map(({ kode, nama, polygons }) => polygon({ kode, nama }, polygons)),
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  const batas = dataPath('batas', `gabungan-${sha256.slice(0, 16)}.geojson`);
  mkdirSync(dataPath('batas'), { recursive: true });
  writeFileSync(batas, text);
  return { ...city, batas };
}
