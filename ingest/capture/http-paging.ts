import type { Connection } from '../../clickhouse/city/connections';
import { PlainError } from '../../clickhouse/plain-error';
import type { Reply } from './http-ask';
import { type Page, valueAt } from './http-page';

export type Paging = NonNullable<Connection<'http'>['halaman']>;

/** Where a page begins: a page number or offset, a cursor or address; null = the first page, asked for without a place. */
export type Place = number | string | null;

export function firstPlace({ cara, mulai }: Paging): Place {
  if (cara === 'nomor') return mulai ?? 1;
  if (cara === 'geser') return mulai ?? 0;
  return null;
}

/** The parameters that ask for a page. An address that the source gave stands for itself. */
export function pageParameters(paging: Paging, place: Place): Record<string, string> {
  if (paging.cara === 'tautan' && place !== null) return {};
  return {
    ...(paging.parameter_ukuran ? { [paging.parameter_ukuran]: String(paging.ukuran) } : {}),
    ...(place !== null && paging.cara !== 'tautan' ? { [paging.parameter]: String(place) } : {}),
  };
}

/**
 * Where the next page begins; null when the source says that there is none. A source that counts pages says so by an empty
 * page only: a short page is no proof, since servers filter after they have cut.
 */
export function nextPlace(
  paging: Paging,
  place: Place,
  page: Page,
  reply: { header: Reply['header']; url: URL },
): Place {
  switch (paging.cara) {
    case 'nomor':
      return page.records === 0 ? null : Number(place) + 1;
    case 'geser':
      return page.records === 0 ? null : Number(place) + (page.records ?? paging.ukuran);
    case 'kursor':
      return told(paging, page);
    case 'tautan': {
      const given = paging.berikut ? told(paging, page) : nextLink(reply.header('link') ?? '');
      return given === null ? null : linkTo(reply.url, given);
    }
  }
}

/** The cursor or link that stands in the answer. */
function told(paging: Paging, page: Page): string | null {
  if (!paging.berikut)
    throw new PlainError('Sambungan sumber ini tidak menyebut letak halaman berikutnya: isi halaman.berikut.');
  if (page.document === undefined && !page.isBlank)
    throw new PlainError(
      'Halaman dari sumber ini terlalu besar untuk dibaca letak lanjutannya. Perkecil halaman.ukuran.',
    );
  const value = valueAt(page.document, paging.berikut);
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}

/** The address of `rel="next"` in a Link header. */
function nextLink(header: string): string | null {
  for (const [, address, parameters] of header.matchAll(/<([^>]*)>((?:\s*;\s*[^,;"]+(?:"[^"]*")?)*)/g)) {
    if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters ?? '')) return address ?? null;
  }
  return null;
}

/** Servers behind a proxy often write http in their links although they are reached by https. */
function linkTo(from: URL, given: string): string {
  if (!URL.canParse(given, from))
    throw new PlainError('Tautan ke halaman berikutnya dari sumber ini bukan alamat web. Periksa halaman.berikut.');
  const to = new URL(given, from);
  if (from.protocol === 'https:' && to.protocol === 'http:' && to.hostname === from.hostname) to.protocol = 'https:';
  return to.href;
}

const TOTALS = [
  'recordsFiltered',
  'recordsTotal',
  'total',
  'total_count',
  'totalCount',
  'totalElements',
  'totalRecords',
];

/** How many records the source says it has. Told beside the run when it is wrong, never relied on. */
export function totalTold(document: unknown): number | undefined {
  for (const place of ['', 'meta.', 'pagination.', 'page.'])
    for (const name of TOTALS) {
      const value = valueAt(document, place + name);
      if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    }
  return undefined;
}
