import { currentCity } from '../../clickhouse/city/apply';
import { continueDemo } from '../demo/load-demo';

/** Lets the demo city live on; a city with figures of its own is never touched. */
export async function demoContinue(): Promise<void> {
  const { profile } = await currentCity();
  if (profile.data_contoh && process.env.RK_DEMO !== 'off') await continueDemo();
}
