import { currentCity } from '../city/apply';
import { funnelSums } from '../metrics/families/situs/funnels';
import { keepDerived } from './keep';
import { forgetAbandoned, keepDays } from './web-days';
import { newestEvents, newestHits } from './web-newest';
import { webSumsOfDays } from './web-sums';

/** Brings all that is worked out from facts up to date, one after the other, so that nobody who opens a page waits for them. */
export async function keepSums(): Promise<void> {
  await keepDerived();
  const { profile } = await currentCity();
  const all = [newestHits, newestEvents, webSumsOfDays, ...profile.corong_situs.map(funnelSums)];
  for (const sums of all) await keepDays(sums, profile.zona_waktu);
  await forgetAbandoned(all);
}
