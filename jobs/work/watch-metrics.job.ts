import { watchAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';
import { askForSnapshot } from '../queue/snapshot';

/** A start is for what people wait for: pages, runs, the first snapshot. Rules look from the next minute on. */
const GRACE_S = 60;

/** Looks at what the rules over metrics watch; when that raises or ends an alarm, screens are told at once. */
export async function watchMetrics(): Promise<void> {
  if (process.uptime() < GRACE_S) return;
  const { raised, ended } = await watchAlarms(now(), { which: 'metrics' });
  if (raised.length + ended.length > 0) await askForSnapshot();
}
