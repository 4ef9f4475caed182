import type { DemoCity } from './city';
import { Random, trait } from './random';

/** Share of the reports with a point: of those that name a kecamatan, and of the others. */
const sharesWithPoint = { located: 0.78, elsewhere: 0.2 };
/** Markets, stations and crossings of a kecamatan, where more is seen and more is reported. */
const busyPlaces = 4;
const shareAtBusyPlaces = 0.45;
/** In degrees: how far people live from the middle of their kecamatan, and stand from a busy place. */
const spread = { kecamatan: 0.009, busyPlace: 0.0016 };
const tries = 12;

/**
 * Where a reporter stood, as `lintang, bujur`, with a chance of its own so that nothing else of the demo changes by it; undefined
 * when the report has no point. Within the land that is nearest to the middle of the kecamatan.
 */
export function pointOf(city: DemoCity, id: number, kode: string, located: boolean): [string, string] | undefined {
  const { kecamatan } = city.profile;
  const own = kecamatan.find((each) => each.kode === kode);
  const random = new Random(city.seed, 'titik', id);
  if (!own || !random.chance(located ? sharesWithPoint.located : sharesWithPoint.elsewhere)) return undefined;
  const bell = () => random.next() + random.next() + random.next() - 1.5;
  let [lat, lng] = [own.lat, own.lng];
  for (let left = tries; left > 0; left--) {
    const isBusy = random.chance(shareAtBusyPlaces);
    const which = Math.floor(busyPlaces * random.next() ** 2);
    const middle = (axis: string) =>
      isBusy ? 1.6 * spread.kecamatan * (trait(city.seed, axis, kode, which) - 0.5) : 0;
    const wide = isBusy ? spread.busyPlace : spread.kecamatan;
    lat = own.lat + middle('lintang') + wide * bell();
    lng = own.lng + middle('bujur') + wide * bell();
    const away = (each: { lat: number; lng: number }) => (each.lat - lat) ** 2 + (each.lng - lng) ** 2;
    if (kecamatan.every((each) => away(own) <= away(each))) break;
  }
  return [lat.toFixed(6), lng.toFixed(6)];
}
