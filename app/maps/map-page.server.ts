import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile } from '../../clickhouse/city/schema';
import { type Cluster, complaintClusters, mapTotals } from '../../clickhouse/map/complaints';
import { gridZoom, writeSquare } from '../../clickhouse/map/grid';
import { hotSpots } from '../../clickhouse/map/hot-spots';
import { metrics, readMetrics } from '../../clickhouse/metrics';
import { dimensionsOf, readBreakdown } from '../../clickhouse/metrics/breakdown';
import { isMetricId, type MetricId } from '../../clickhouse/metrics/registry';
import type { Viewer } from '../access/roles';
import { knownSplit } from '../metrics/known-split';
import { definitionOf, scopeOf } from '../metrics/subject.server';
import type { Basemap } from './basemap';
import { cityMap, kelurahanMap } from './city-map.server';
import { isCounted, withoutArea } from './map-address';
import { type Place, type Spot, USUAL_SCALE, zoomOf } from './overlay';

export const STANDARD_PERIOD = '30h';
const STANDARD_METRIC: MetricId = 'aduan_masuk';

type Level = 'kecamatan' | 'kelurahan';

/** One kecamatan or kelurahan with its value. */
export interface AreaRow {
  kode: string;
  nama: string;
  /** null: unknown, or below the least n. */
  value: number | null;
  n: number;
  /** Per ten thousand residents; null where the value or the residents are unknown. */
  rate: number | null;
  residents: number | null;
}

/** Everything of the map page, within the filters of its address. */
export async function readMapPage(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { scope, input } = await scopeOf(request, viewer, STANDARD_PERIOD);
  const asked = new URL(request.url).searchParams;
  const id = readMetric(asked.get('metrik'));
  const definition = definitionOf(id);
  const { version, profile } = await currentCity();
  const kelurahan = definition.dimensions.includes('kelurahan') ? kelurahanMap(profile) : null;
  const level: Level = asked.get('tingkat') === 'kelurahan' && kelurahan ? 'kelurahan' : 'kecamatan';
  const drawing = level === 'kelurahan' ? kelurahan! : cityMap(profile);
  const zoom = gridZoom(zoomOf(drawing, USUAL_SCALE));
  const ofAreas = { ...input, filters: withoutArea(input.filters ?? {}) };
  const [read, here, split, totals, clusters, hot] = await Promise.all([
    readMetrics([id], ofAreas),
    readMetrics([id], input),
    readBreakdown(id, level, ofAreas),
    mapTotals(input),
    complaintClusters(input, zoom),
    hotSpots(input),
  ]);
  const breakdown = knownSplit(read[id], split, definition);
  const isCount = isCounted(definition.unit) && breakdown.parts.every(({ value, n }) => value === null || value === n);
  return {
    scope,
    figure: { definition, reading: here[id] },
    choices: choices(),
    level,
    hasKelurahan: kelurahan !== null,
    perResidents: isCount && level === 'kecamatan' && asked.get('nilai') !== 'jumlah',
    canRate: isCount && level === 'kecamatan',
    areas: areaRows(profile, level, drawing.areas, breakdown),
    nowhere: partOf(breakdown, ''),
    outside: partOf(breakdown, 'luar'),
    whole: { value: breakdown.total.n < definition.minimumN ? null : breakdown.total.value, n: breakdown.total.n },
    isUnknown: breakdown.isUnknown,
    reason: read[id].reason,
    drawing,
    drawingKey: `${version} ${level}`,
    complaints: { totals, zoom, clusters: clusters.map(spotOf), hot },
    places: placesOf(profile),
    basemap: basemapOf(profile),
  };
}

export type MapData = Awaited<ReturnType<typeof readMapPage>>;

const readMetric = (text: string | null): MetricId =>
  text && isMetricId(text) && dimensionsOf(text).includes('kecamatan') ? text : STANDARD_METRIC;

/** The figures that can be told by kecamatan. */
const choices = () =>
  metrics.filter(({ id }) => dimensionsOf(id).includes('kecamatan')).map(({ id, name }) => ({ id, name }));

type Split = ReturnType<typeof knownSplit>;

function partOf({ parts, isUnknown }: Split, member: string): { value: number | null; n: number } | null {
  if (isUnknown) return null;
  const part = parts.find((one) => one.member === member);
  return part ? { value: part.value, n: part.n } : { value: null, n: 0 };
}

function areaRows(
  profile: CityProfile,
  level: Level,
  areas: readonly { kode: string; nama: string }[],
  { parts, isUnknown }: Split,
): AreaRow[] {
  const residentsOf = new Map(profile.kecamatan.map(({ kode, penduduk_jiwa }) => [kode, penduduk_jiwa]));
  const byKode = new Map(parts.map((part) => [part.member, part]));
  // Of counts a kecamatan without a case has none; of shares and times nothing is known of it.
  const counts = parts.length > 0 && parts.every(({ value, n }) => value === null || value === n);
  return areas.map(({ kode, nama }) => {
    const part = byKode.get(kode);
    const value = isUnknown ? null : (part?.value ?? (counts && !part ? 0 : null));
    const residents = level === 'kecamatan' ? (residentsOf.get(kode) ?? null) : null;
    const rate = value !== null && residents ? (value * 10_000) / residents : null;
    return { kode, nama, value, n: part?.n ?? 0, rate, residents };
  });
}

export const spotOf = ({ square, lng, lat, n }: Cluster): Spot => ({ key: writeSquare(square), lng, lat, n });

function placesOf({ skpd, titik_layanan }: CityProfile): (Place & { illustrative: boolean })[] {
  return [
    ...skpd.flatMap(({ singkatan, lokasi }) =>
      lokasi
        ? [
            {
              kind: 'skpd' as const,
              name: singkatan,
              lng: lokasi.lng,
              lat: lokasi.lat,
              illustrative: lokasi.ilustratif,
            },
          ]
        : [],
    ),
    ...titik_layanan.map(({ jenis, nama, lokasi }) => ({
      kind: jenis,
      name: nama,
      lng: lokasi.lng,
      lat: lokasi.lat,
      illustrative: lokasi.ilustratif,
    })),
  ];
}

/** A file of the data folder is asked of this server, tiles of the address in the profile. */
function basemapOf({ peta_dasar }: CityProfile): Basemap | null {
  if (!peta_dasar) return null;
  const { pmtiles, ubin, atribusi } = peta_dasar;
  return pmtiles
    ? { kind: 'pmtiles', url: '/peta/dasar', attribution: atribusi }
    : { kind: 'ubin', url: ubin!, attribution: atribusi };
}
