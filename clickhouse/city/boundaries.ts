import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Delaunay } from 'd3-delaunay';
import polylabel from 'polylabel';
import { PlainError } from '../plain-error';
import { type CityKecamatan, type CityProfile, foldName, INDONESIA } from './schema';

/** Longitude first, in degrees (WGS 84), as GeoJSON wants it. */
export type LngLat = [number, number];
export type Ring = LngLat[];

interface KecamatanFeature {
  type: 'Feature';
  /** Kemendagri code of the kecamatan. */
  id: string;
  properties: { kode: string; nama: string; label: LngLat };
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
}

export interface KecamatanShapes {
  /** True when the shapes were drawn from centroids; maps then say "batas ilustratif". */
  illustrative: boolean;
  features: { type: 'FeatureCollection'; features: KecamatanFeature[] };
}

const KM_PER_DEGREE = 111.195;
/** Corners of the disc that limits an illustrative cell. */
const DISC_CORNERS = 64;
/** Disc radius as a share of the median and of the longest link of the tree that joins all centroids. */
const SHARE_OF_MEDIAN = 0.9;
const SHARE_OF_LONGEST = 0.6;
/** A city of one kecamatan gets a disc of this radius. */
const LONE_RADIUS_KM = 5;
const DECIMALS = 1e6;

/** Twice the signed area: positive = counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return sum;
}

/** RFC 7946: outer rings counter-clockwise, holes clockwise. */
function wound(polygon: Ring[]): Ring[] {
  return polygon.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : [...ring].reverse()));
}

const rounded = (value: number) => Math.round(value * DECIMALS) / DECIMALS;

/** The point of a shape that lies deepest inside it (of its largest part). */
function labelPoint(polygons: Ring[][]): LngLat {
  const size = (polygon: Ring[]) => Math.abs(signedArea(polygon[0]!));
  const largest = polygons.reduce((best, polygon) => (size(polygon) > size(best) ? polygon : best));
  const [lng, lat] = polylabel(largest, 0.0005);
  return [rounded(lng), rounded(lat)];
}

function feature(kecamatan: Pick<CityKecamatan, 'kode' | 'nama'>, polygons: Ring[][]): KecamatanFeature {
  const parts = polygons.map(wound);
  return {
    type: 'Feature',
    id: kecamatan.kode,
    properties: { kode: kecamatan.kode, nama: kecamatan.nama, label: labelPoint(parts) },
    geometry:
      parts.length === 1 ? { type: 'Polygon', coordinates: parts[0]! } : { type: 'MultiPolygon', coordinates: parts },
  };
}

/** The part of a convex polygon inside another convex, counter-clockwise one (Sutherland-Hodgman); open rings. */
function clipConvex(subject: LngLat[], window: LngLat[]): LngLat[] {
  let left = subject;
  for (const [i, a] of window.entries()) {
    const b = window[(i + 1) % window.length]!;
    const side = (p: LngLat) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    const input = left;
    left = [];
    for (const [j, p] of input.entries()) {
      const q = input[(j + 1) % input.length]!;
      const [from, to] = [side(p), side(q)];
      if (from >= 0) left.push(p);
      if (from >= 0 !== to >= 0) {
        const share = from / (from - to);
        left.push([p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])]);
      }
    }
  }
  return left;
}

/** Lengths of the links of the minimum spanning tree, shortest first (Prim). */
function treeLinks(points: LngLat[]): number[] {
  const distance = (a: LngLat, b: LngLat) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const [root, ...outside] = points;
  const nearest = outside.map((point) => ({ point, link: distance(point, root!) }));
  const links: number[] = [];
  while (nearest.length) {
    nearest.sort((a, b) => b.link - a.link);
    const joined = nearest.pop()!;
    links.push(joined.link);
    for (const other of nearest) other.link = Math.min(other.link, distance(other.point, joined.point));
  }
  return links.sort((a, b) => a - b);
}

/** One radius for all discs: neighbours then meet on the outline without steps, and the city stays in one piece. */
function discRadius(points: LngLat[]): number {
  const links = treeLinks(points);
  if (!links.length) return LONE_RADIUS_KM;
  return Math.max(links.at(-1)! * SHARE_OF_LONGEST, links[links.length >> 1]! * SHARE_OF_MEDIAN);
}

/**
 * Illustrative shapes: the Voronoi cell of each centroid, cut off by a disc around it so that the city gets an outline.
 * Computed in kilometres on a local equirectangular plane.
 */
function drawnShapes(kecamatan: CityKecamatan[]): KecamatanFeature[] {
  const middleLat = kecamatan.reduce((sum, k) => sum + k.lat, 0) / kecamatan.length;
  const perLng = KM_PER_DEGREE * Math.cos((middleLat * Math.PI) / 180);
  const points = kecamatan.map((k): LngLat => [k.lng * perLng, k.lat * KM_PER_DEGREE]);
  const radius = discRadius(points);
  const margin = radius * 2;
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const voronoi = Delaunay.from(points).voronoi([
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ]);
  return kecamatan.map((k, i) => {
    const cell = voronoi.cellPolygon(i);
    if (!cell)
      throw new PlainError(
        `Titik tengah ${k.nama} (${k.kode}) sama dengan kecamatan lain. Perbaiki lat dan lng pada profil kota.`,
      );
    const [x, y] = points[i]!;
    const disc = Array.from({ length: DISC_CORNERS }, (_, corner): LngLat => {
      const angle = (2 * Math.PI * corner) / DISC_CORNERS;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    const ring = clipConvex(cell.slice(0, -1) as LngLat[], disc).map(
      (p): LngLat => [rounded(p[0] / perLng), rounded(p[1] / KM_PER_DEGREE)],
    );
    return feature(k, [[[...ring, ring[0]!]]]);
  });
}

function isInside(lng: number, lat: number): boolean {
  return lng >= INDONESIA.minLng && lng <= INDONESIA.maxLng && lat >= INDONESIA.minLat && lat <= INDONESIA.maxLat;
}

/** One ring of a boundary file, or the reason why it is none. */
function readRing(given: unknown, where: string): Ring {
  if (!Array.isArray(given) || given.length < 4)
    throw new PlainError(`${where}: garis batas memuat kurang dari 4 titik. Ekspor ulang batasnya sebagai poligon.`);
  const ring = given.map((point): LngLat => {
    const [lng, lat] = Array.isArray(point) ? point : [];
    if (typeof lng !== 'number' || typeof lat !== 'number')
      throw new PlainError(
        `${where}: ada titik yang bukan pasangan angka [bujur, lintang]. Ekspor ulang sebagai GeoJSON (WGS 84).`,
      );
    if (!isInside(lng, lat)) {
      if (isInside(lat, lng))
        throw new PlainError(
          `${where}: lintang dan bujur tertukar ([${lng}, ${lat}]). GeoJSON menulis bujur lebih dahulu: [${lat}, ${lng}]. Tukar urutan koordinat, lalu ulangi.`,
        );
      throw new PlainError(
        `${where}: titik [${lng}, ${lat}] di luar Indonesia. Koordinat harus derajat WGS 84 (EPSG:4326), bukan meter (UTM/TM-3).`,
      );
    }
    return [lng, lat];
  });
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1])
    throw new PlainError(
      `${where}: garis batas tidak tertutup (titik akhir berbeda dari titik awal). Tutup poligonnya, lalu ekspor ulang.`,
    );
  if (signedArea(ring) === 0) throw new PlainError(`${where}: garis batas tidak memiliki luas. Ekspor ulang batasnya.`);
  return ring;
}

/** A feature as a boundary file gives it, unchecked. */
export interface GivenFeature {
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

/** Some write Jati Uwung, some Jatiuwung. */
const oneWord = (name: string) => foldName(name).replaceAll(' ', '');

/** The kecamatan a feature is about, by its Kemendagri code or else by its name. */
export function kecamatanOf(given: GivenFeature, i: number, city: CityProfile, file: string): CityKecamatan {
  const { kode, nama, district, kecamatan } = given.properties ?? {};
  const code = typeof kode === 'string' || typeof kode === 'number' ? String(kode) : undefined;
  const name = [nama, district, kecamatan].find((n): n is string => typeof n === 'string');
  const found = code
    ? city.kecamatan.find((k) => k.kode === code)
    : city.kecamatan.find((k) => name !== undefined && oneWord(k.nama) === oneWord(name));
  if (found) return found;
  const where = `Berkas batas ${file}, fitur ke-${i + 1}`;
  if (code && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(code))
    throw new PlainError(`${where}: "${code}" adalah kode kelurahan. Berikan berkas batas setingkat kecamatan.`);
  if (code ?? name)
    throw new PlainError(
      `${where}: "${code ?? name}" bukan kecamatan ${city.nama}. Properti kode harus kode Kemendagri seperti "${city.kecamatan[0]!.kode}" (bukan kode BPS).`,
    );
  throw new PlainError(
    `${where}: tanpa properti kode maupun nama. Tambahkan kode, misalnya "${city.kecamatan[0]!.kode}".`,
  );
}

/** What a boundary file holds: GeoJSON, packed or not. `inside` is what else stands beside its features. */
export function readBoundaryFile(path: string): { features: GivenFeature[]; inside: Record<string, unknown> } {
  const file = basename(path);
  let given: { type?: unknown; features?: unknown } & Record<string, unknown>;
  try {
    const bytes = readFileSync(path);
    given = JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PlainError(
      missing
        ? `Berkas batas ${file} tidak ditemukan. Periksa baris batas pada profil kota, atau hapus baris itu.`
        : `Berkas batas ${file} tidak dapat dibaca sebagai GeoJSON. Ekspor ulang dari aplikasi peta.`,
    );
  }
  if (given?.type !== 'FeatureCollection' || !Array.isArray(given.features))
    throw new PlainError(
      `Berkas batas ${file} bukan GeoJSON FeatureCollection. Ekspor ulang semua kecamatan dalam satu berkas.`,
    );
  return { features: given.features, inside: given };
}

/** The polygons of a feature, checked. */
export function readPolygons(item: GivenFeature, where: string): Ring[][] {
  const { type, coordinates } = item.geometry ?? {};
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates) || coordinates.length === 0)
    throw new PlainError(`${where}: bentuknya ${String(type ?? 'kosong')}, seharusnya Polygon atau MultiPolygon.`);
  const polygons: unknown[] = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.map((polygon) => {
    if (!Array.isArray(polygon) || polygon.length === 0)
      throw new PlainError(`${where}: ada bagian tanpa garis batas. Ekspor ulang batasnya.`);
    return polygon.map((ring) => readRing(ring, where));
  });
}

function readShapes(city: CityProfile, path: string): KecamatanFeature[] {
  const file = basename(path);
  const { features } = readBoundaryFile(path);
  const shapes = new Map<string, KecamatanFeature>();
  for (const [i, item] of features.entries()) {
    const kecamatan = kecamatanOf(item, i, city, file);
    const where = `Berkas batas ${file}, ${kecamatan.nama} (${kecamatan.kode})`;
    if (shapes.has(kecamatan.kode))
      throw new PlainError(`${where}: ada dua kali. Gabungkan bagian-bagiannya menjadi satu MultiPolygon.`);
    shapes.set(kecamatan.kode, feature(kecamatan, readPolygons(item, where)));
  }
  const absent = city.kecamatan.filter((k) => !shapes.has(k.kode));
  if (absent.length)
    throw new PlainError(
      `Berkas batas ${file} tidak memuat ${absent.map((k) => `${k.nama} (${k.kode})`).join(', ')}. Setiap kecamatan pada profil harus ada tepat satu kali.`,
    );
  return city.kecamatan.map((k) => shapes.get(k.kode)!);
}

/**
 * The shapes of the city's kecamatan in the order of the profile: those of its boundary file, or illustrative ones
 * without. Throws a PlainError when the boundary file cannot be used, with the reason.
 */
export function kecamatanShapes(city: CityProfile): KecamatanShapes {
  const features = city.batas ? readShapes(city, city.batas) : drawnShapes(city.kecamatan);
  return { illustrative: !city.batas, features: { type: 'FeatureCollection', features } };
}

/**
 * The shapes of the city's kelurahan, where the boundary file was one of kelurahan (dissolve.ts keeps them beside those of the
 * kecamatan) and names the code of each; null otherwise.
 */
export function kelurahanShapes(city: CityProfile): KecamatanShapes | null {
  if (!city.batas) return null;
  const { kelurahan } = readBoundaryFile(city.batas).inside;
  if (!Array.isArray(kelurahan) || kelurahan.length === 0) return null;
  const named = (kelurahan as GivenFeature[]).map((item) => ({
    kode: String(item.properties?.kode ?? ''),
    nama: String(item.properties?.nama ?? ''),
    polygons: readPolygons(item, `Kelurahan ${item.properties?.nama}`),
  }));
  if (named.some(({ kode }) => kode === '')) return null;
  const names = new Map(city.kecamatan.flatMap((k) => k.kelurahan.map((v) => [v.kode, v.nama])));
  const features = named.map(({ kode, nama, polygons }) => feature({ kode, nama: names.get(kode) ?? nama }, polygons));
  return { illustrative: false, features: { type: 'FeatureCollection', features } };
}
