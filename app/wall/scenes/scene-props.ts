import type { CitySnapshot } from '../../../clickhouse/snapshot';
import type { MapDrawing } from '../../maps/drawing.server';

/** The drawn kecamatan, without what only a live map needs. */
export type WallMap = Pick<MapDrawing, 'width' | 'height' | 'illustrative' | 'areas'>;

/** What every scene is drawn from. `now` ticks with the wall's clock, also when no snapshot comes any more. */
export interface SceneProps {
  snapshot: CitySnapshot;
  map: WallMap;
  now: Date;
}
