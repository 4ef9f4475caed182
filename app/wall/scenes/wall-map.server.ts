import type { CityProfile } from '../../../clickhouse/city/schema';
import { cityMap, MANY_FROM } from '../../maps/city-map.server';
import type { Box } from '../../maps/drawing.server';
import type { Label } from '../../maps/placement';
import type { WallMap } from './scene-props';

/**
 * The room of the map in a scene, in pixels of a screen of 1080 lines, so that sizes of text are what is seen there. Where
 * kecamatan are many they are small, and so are their names; the scene of the map keeps room for the list of their numbers.
 */
const WIDEST = { valueWidest: '88,8', trim: true };
const LARGE: Box = {
  ...WIDEST,
  width: 1046,
  height: 775,
  nameSize: 30,
  nameLeast: 17,
  valueSize: 38,
  numberSize: 26,
  numberLeast: 18,
};
const LARGE_MANY: Box = {
  ...LARGE,
  height: 690,
  nameSize: 22,
  nameLeast: 17,
  valueSize: 27,
  numberSize: 22,
  numberLeast: 18,
};
const SMALL: Box = {
  ...WIDEST,
  width: 716,
  height: 490,
  nameSize: 22,
  nameLeast: 16,
  valueSize: 27,
  numberSize: 22,
  numberLeast: 16,
};
/** Only the worst carry their number: it may reach over the border of a small area. */
const SMALL_NUMBERS: Box = { ...SMALL, height: 470, nameSize: 0, numberSize: 26, numberLeast: 26 };
/** With fewer names than this share of its areas a small map is not read by names. */
const READ_BY_NAMES = 0.8;

/** The city's map for the wall: one outline, labelled for its own scene and for the overview. */
export function wallMap(profile: CityProfile): WallMap {
  const large = cityMap(profile, profile.kecamatan.length < MANY_FROM ? LARGE : LARGE_MANY);
  const named = cityMap(profile, SMALL);
  const names = named.areas.filter(({ label }) => label.ring === null).length;
  const isCrowded = names < READ_BY_NAMES * named.areas.length;
  const small = isCrowded ? cityMap(profile, SMALL_NUMBERS) : named;
  const scale = large.width / small.width;
  return {
    width: large.width,
    height: large.height,
    illustrative: large.illustrative,
    isCrowded,
    areas: large.areas.map(({ kode, nama, path, label }, i) => ({
      ...{ kode, nama, path, label },
      small: scaled(small.areas[i]!.label, scale),
    })),
  };
}

const scaled = ({ x, y, lines, nameSize, valueSize, ring }: Label, by: number): Label => ({
  lines,
  ...{ x: x * by, y: y * by, nameSize: nameSize * by, valueSize: valueSize * by },
  ring: ring === null ? null : ring * by,
});
