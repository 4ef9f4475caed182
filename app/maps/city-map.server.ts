import { type KecamatanShapes, kecamatanShapes, kelurahanShapes } from '../../clickhouse/city/boundaries';
import type { CityProfile } from '../../clickhouse/city/schema';
import { type Box, drawMap, type MapDrawing } from './drawing.server';

const shapesOf = new WeakMap<CityProfile, KecamatanShapes>();

/** Sizes in the drawing's own pixels; a box of another width scales them with it. */
const PAGE_BOX: Box = {
  ...{ width: 600, height: 500, trim: true, valueWidest: '88,8' },
  ...{ nameSize: 19, nameLeast: 10.5, valueSize: 23, valueLeast: 12.5, numberSize: 13, numberLeast: 10 },
};
/** Of many kecamatan each is small: smaller names, so that more of them have room. */
const MANY_BOX: Box = { ...PAGE_BOX, nameSize: 16, nameLeast: 12.5, valueSize: 17, numberSize: 15 };
/** From so many on. */
export const MANY_FROM = 20;

/** The city's kecamatan drawn once per applied profile; reading a boundary file and placing labels takes a while. */
export function cityMap(
  profile: CityProfile,
  box: Box = profile.kecamatan.length < MANY_FROM ? PAGE_BOX : MANY_BOX,
): MapDrawing {
  let shapes = shapesOf.get(profile);
  if (!shapes) {
    shapes = kecamatanShapes(profile);
    shapesOf.set(profile, shapes);
  }
  return drawMap(shapes, box);
}

const kelurahanOf = new WeakMap<CityProfile, KecamatanShapes | null>();

/** Kelurahan are small: while the whole city is in view most have room for their number only. */
const SMALL_BOX: Box = {
  ...PAGE_BOX,
  nameSize: 15,
  nameLeast: 8,
  valueSize: 15,
  valueLeast: 8,
  numberSize: 10,
  numberLeast: 7,
};

/** The city's kelurahan, where its boundary file tells them. */
export function kelurahanMap(profile: CityProfile): MapDrawing | null {
  if (!kelurahanOf.has(profile)) kelurahanOf.set(profile, kelurahanShapes(profile));
  const shapes = kelurahanOf.get(profile);
  return shapes ? drawMap(shapes, SMALL_BOX) : null;
}
