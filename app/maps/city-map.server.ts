import { type KecamatanShapes, kecamatanShapes, kelurahanShapes } from '../../clickhouse/city/boundaries';
import type { CityProfile } from '../../clickhouse/city/schema';
import { drawMap, type MapDrawing } from './drawing.server';

const shapesOf = new WeakMap<CityProfile, KecamatanShapes>();

/** Sizes in the drawing's own pixels; a box of another width scales them with it. */
const PAGE_BOX = { width: 600, height: 500, nameSize: 19, valueSize: 23, valueWidest: '88,8' };

/** The city's kecamatan drawn once per applied profile; reading a boundary file and placing labels takes a while. */
export function cityMap(profile: CityProfile, box = PAGE_BOX): MapDrawing {
  let shapes = shapesOf.get(profile);
  if (!shapes) {
    shapes = kecamatanShapes(profile);
    shapesOf.set(profile, shapes);
  }
  return drawMap(shapes, box);
}

const kelurahanOf = new WeakMap<CityProfile, KecamatanShapes | null>();

/** Kelurahan are small: their values stand without names. */
const SMALL_BOX = { width: 600, height: 500, nameSize: 9, valueSize: 10, valueWidest: '88,8' };

/** The city's kelurahan, where its boundary file tells them. */
export function kelurahanMap(profile: CityProfile): MapDrawing | null {
  if (!kelurahanOf.has(profile)) kelurahanOf.set(profile, kelurahanShapes(profile));
  const shapes = kelurahanOf.get(profile);
  return shapes ? drawMap(shapes, SMALL_BOX) : null;
}
