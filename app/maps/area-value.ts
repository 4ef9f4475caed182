import type { ReactNode } from 'react';
import type { MapClass } from './classes';

/** What a kecamatan shows: the figure in its label and what the tip tells. */
export interface AreaValue {
  kode: string;
  /** null: unknown; 0: told, but not coloured, because something else has the colours. */
  mapClass: MapClass | 0 | null;
  /** The figure as it is written under the name; a dash when unknown. */
  valueText: string;
  /** Its place in the list beside the map, the highest first: what the map writes where the name has no room. */
  number: number;
  tip: ReactNode;
}
