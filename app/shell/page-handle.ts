import type { PeriodKey } from '../filters';

/** What a route tells the frame around it: `export const handle: PageHandle = { filters: ['periode'] }`. */
export interface PageHandle {
  /** `shell` (default): navigation and account. `plain`: brand only, for pages before sign-in. `bare`: nothing, for walls. */
  frame?: 'shell' | 'plain' | 'bare';
  /** The page's own data tell its theme (`theme`), not the viewer's choice: a wall looks as its operator set it. */
  hasOwnTheme?: true;
  /** Filters shown in the bar; the loader reads them with `readFilters`. */
  filters?: readonly ('periode' | 'skpd' | 'layanan' | 'kanal' | 'kecamatan' | 'situs')[];
  /** Key of the period that the page shows when its address names none; unless told the running month. */
  standardPeriod?: PeriodKey;
}
