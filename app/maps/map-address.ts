import type { Box } from '../../clickhouse/map/grid';
import type { Filters } from '../../clickhouse/metrics/dimensions';
import type { MetricUnit } from '../../clickhouse/metrics/types';

/** What can be laid over the areas of the map. */
export const LAYERS = ['kelompok', 'kepadatan', 'titik-panas', 'skpd', 'kios', 'loket'] as const;
export type LayerId = (typeof LAYERS)[number];

/** What lies on the map when its address does not say. */
const USUAL: readonly LayerId[] = ['kelompok'];

/** `?lapisan=kelompok,kios`; `lapisan=` alone takes all away. */
export function readLayers(text: string | null): LayerId[] {
  if (text === null) return [...USUAL];
  return LAYERS.filter((layer) => text.split(',').includes(layer));
}

export const writeLayers = (layers: readonly LayerId[]): string | null =>
  layers.length === USUAL.length && layers.every((layer) => USUAL.includes(layer)) ? null : layers.join(',') || '-';

/** `west,south,east,north` in degrees; null when it is none. */
export function readBox(text: string | null): Box | null {
  const parts = (text ?? '').split(',').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part)) || text === '') return null;
  const [west, south, east, north] = parts as Box;
  const isReal = west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85;
  return isReal ? [west, south, east, north] : null;
}

/** Units of which ten thousand residents can have so many; of shares, times and money no rate is made. */
const COUNTED: ReadonlySet<MetricUnit> = new Set([
  'aduan',
  'permohonan',
  'orang',
  'usulan',
  'tindakan',
  'responden',
  'nomor',
]);
export const isCounted = (unit: MetricUnit): boolean => COUNTED.has(unit);

/** Filters without the kecamatan: areas are compared with each other. */
export function withoutArea({ kecamatan: _, ...filters }: Filters): Filters {
  return filters;
}
