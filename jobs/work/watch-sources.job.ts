import { now } from '../../clickhouse/clock';
import { watchAlarms } from '../../clickhouse/sources/alarms';

/** After a start sources get this long to catch up before their silence is told. */
const GRACE_S = 20 * 60;

/** Raises and ends the alarms of all sources as they stand now. */
export async function watchSources(): Promise<void> {
  await watchAlarms(now(), { raiseSilence: process.uptime() > GRACE_S });
}
