import type { ReactNode } from 'react';
import type { MapClass } from './classes';

/** What a kecamatan shows: the figure in its label and what the tip tells. */
export interface AreaValue {
  kode: string;
  mapClass: MapClass | null;
  /** The figure as it is written under the name; a dash when unknown. */
  valueText: string;
  tip: ReactNode;
}
