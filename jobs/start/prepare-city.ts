import { fileURLToPath } from 'node:url';
import { applyCityProfile, currentCity, refreshCity } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { readDemoState } from '../demo/load-demo';

const demoProfile = fileURLToPath(new URL('../../clickhouse/city/demo/kota-tangerang.yaml', import.meta.url));

/**
 * Applies the city profile that the settings ask for: `RK_CITY`, or the demo city on a first start unless `RK_DEMO=off`.
 * Returns whether the demo city's history is still to be loaded.
 */
export async function prepareCity(): Promise<boolean> {
  if (process.env.RK_CITY) await applyCityProfile(loadCityProfile(process.env.RK_CITY), { by: 'RK_CITY' });
  const current = await currentCity().catch(() => undefined);
  if (current) await refreshCity({ by: 'pembaruan' });
  if (process.env.RK_DEMO === 'off') return false;
  if (current) return current.profile.data_contoh && !readDemoState();
  await applyCityProfile(loadCityProfile(demoProfile), { by: 'awal' });
  return true;
}
