import type { MapClass } from './classes';
import type { AreaDrawing } from './drawing.server';

/** Whether the map writes the number of an area, because its name has no room. */
export const isNumbered = ({ areas }: { areas: readonly Pick<AreaDrawing, 'kode' | 'label'>[] }, kode: string) =>
  areas.some((area) => area.kode === kode && area.label.ring !== null);

/** The colour of an area before its name in a list, with its number where the map writes that. */
export function Swatch({ mapClass, number }: { mapClass: MapClass | 0 | null; number: number | null }) {
  return <i className={mapClass !== null ? `swatch m${mapClass}` : 'swatch'} data-nomor={number ?? undefined} />;
}
