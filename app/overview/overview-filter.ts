import type { Viewer } from '../access/roles';
import { parsePeriod, readFilters } from '../filters';

/** What the overview is narrowed to. Without a period each tile looks back as far as its subject needs: the look of the wall. */
export interface OverviewFilter {
  /** Key of a period, null = the wall. */
  periode: string | null;
  /** Code of an office of the profile, null = the whole city. */
  skpd: string | null;
}

/** `?periode=` and `?skpd=` of an address, made canonical, so that two spellings of one filter share a snapshot. */
export function overviewFilter(
  url: URL,
  options: { now: Date; timeZone: string; viewer: Pick<Viewer, 'role' | 'skpd'>; offices: readonly { code: string }[] },
): OverviewFilter {
  const asked = url.searchParams.get('periode');
  const { skpd } = readFilters(url, options);
  return {
    periode: asked ? parsePeriod(asked, options).key : null,
    skpd: options.offices.some(({ code }) => code === skpd) ? skpd : null,
  };
}
