import { routes } from '../access/routes';
import type { TileId } from './overview.server';

/** The page behind each figure. */
const pages: Record<TileId, [route: string, path: string]> = {
  aduan_terbuka: ['aduan', '/aduan'],
  layanan_tepat_waktu: ['layanan', '/layanan'],
  tunggu_loket: ['layanan', '/layanan'],
  ikm: ['layanan', '/layanan'],
  partisipasi: ['partisipasi', '/partisipasi'],
  ekios_aktif: ['layanan', '/layanan'],
};

const exists = (route: string) => route in routes || `${route}._index` in routes;

/** Where a tile leads: the page of its subject, or else the source it comes from. */
export function tileHref(id: TileId, sources: readonly string[]): string {
  const [route, path] = pages[id];
  if (exists(route)) return path;
  return sources[0] ? `/sumber/${sources[0]}` : '/sumber';
}

/** The complaints of one kecamatan. */
export function areaHref(kode: string): string {
  return exists('aduan') ? `/aduan?kecamatan=${kode}` : '/sumber/aduan-lapor';
}
