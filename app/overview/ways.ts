import type { TileId } from '../../clickhouse/snapshot/tiles';
import { routes } from '../access/routes';
import type { OverviewFilter } from './overview-filter';

/** The page behind each figure. */
const pages: Record<TileId, [route: string, path: string]> = {
  aduan_terbuka: ['aduan', '/aduan'],
  layanan_tepat_waktu: ['layanan', '/layanan'],
  tunggu_loket: ['layanan', '/layanan'],
  ikm: ['kepuasan', '/kepuasan'],
  partisipasi: ['partisipasi', '/partisipasi'],
  ekios_aktif: ['layanan', '/layanan'],
  kanal_daring: ['layanan', '/layanan'],
  pesan_dibalas: ['pesan', '/pesan'],
};

const exists = (route: string) => route in routes || `${route}._index` in routes;

/** An address of a page with the period and the office of the overview. */
function within(path: string, { periode, skpd }: OverviewFilter, more: Record<string, string> = {}): string {
  const kept = Object.entries({ periode, skpd, ...more }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path;
}

/** Where a tile leads: the page of its subject, or else the source it comes from. */
export function tileHref(id: TileId, sources: readonly string[], filter: OverviewFilter): string {
  const [route, path] = pages[id];
  if (exists(route)) return within(path, filter);
  return sources[0] ? `/sumber/${sources[0]}` : '/sumber';
}

/** A page of this version for the address of a finding: one that is still to come leads to the nearest that exists. */
export function wayTo(link: string): string {
  const url = new URL(link, 'http://ruang-kendali.invalid');
  const [, first = ''] = url.pathname.split('/');
  if (exists(first) || url.pathname.split('/').length > 2) return link;
  const skpd = url.searchParams.get('skpd');
  if (skpd) return `/?skpd=${encodeURIComponent(skpd)}`;
  return first === 'aduan' ? areaHref(url.searchParams.get('kecamatan') ?? '') : '/';
}

/** The complaints of one kecamatan, within the filter of the overview. */
export function areaHref(kode: string, filter: OverviewFilter = { periode: null, skpd: null }): string {
  return exists('aduan') ? within('/aduan', filter, { kecamatan: kode }) : '/sumber/aduan-lapor';
}
