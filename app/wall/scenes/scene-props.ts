import type { CitySnapshot } from '../../../clickhouse/snapshot';
import type { AreaDrawing } from '../../maps/drawing.server';
import type { Label } from '../../maps/placement';

/** The drawn kecamatan, without what only a live map needs. */
export interface WallMap {
  width: number;
  height: number;
  illustrative: boolean;
  /** Too many small areas for names in the overview: its map tells the worst by number. */
  isCrowded: boolean;
  areas: WallArea[];
}

/** An area with its label in the scene of the map, and in the smaller map of the overview. */
export interface WallArea extends Pick<AreaDrawing, 'kode' | 'nama' | 'path' | 'label'> {
  small: Label;
}

/** What every scene is drawn from. `now` ticks with the wall's clock, also when no snapshot comes any more. */
export interface SceneProps {
  snapshot: CitySnapshot;
  map: WallMap;
  now: Date;
}
