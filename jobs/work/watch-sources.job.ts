import { watchAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';

/** After a start sources get this long to catch up before their silence is told. */
const GRACE_S = 20 * 60;

/** Raises and ends all alarms as they stand now. */
export async function watchSources(): Promise<void> {
  await watchAlarms(now(), { raiseSilence: process.uptime() > GRACE_S });
}
