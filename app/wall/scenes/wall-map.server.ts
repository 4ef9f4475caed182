import type { CityProfile } from '../../../clickhouse/city/schema';
import { cityMap } from '../../maps/city-map.server';
import type { WallMap } from './scene-props';

/** Labels are larger than on a page: the map is read from five metres. Where kecamatan are many they are small, and so are the labels. */
const FEW = { width: 760, height: 640, nameSize: 24, valueSize: 31, valueWidest: '88,8' };
const MANY = { ...FEW, nameSize: 17, valueSize: 22 };
const MANY_FROM = 20;

/** The city's map for the wall; the outlines that a live map would need are left out. */
export function wallMap(profile: CityProfile): WallMap {
  const { width, height, illustrative, areas } = cityMap(profile, profile.kecamatan.length < MANY_FROM ? FEW : MANY);
  return { width, height, illustrative, areas };
}
