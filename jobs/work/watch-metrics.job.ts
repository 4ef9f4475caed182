import { watchAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';
import { askForSnapshot } from '../queue/snapshot';

/** Looks at what the rules over metrics watch; when that raises or ends an alarm, screens are told at once. */
export async function watchMetrics(): Promise<void> {
  const { raised, ended } = await watchAlarms(now(), { which: 'metrics' });
  if (raised.length + ended.length > 0) await askForSnapshot();
}
