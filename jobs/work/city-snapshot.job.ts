import { setTimeout as sleep } from 'node:timers/promises';
import { watchAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';
import { plainSentence } from '../../clickhouse/plain-error';
import { readCitySnapshot } from '../../clickhouse/snapshot';
import { connectRedis } from '../queue/redis';
import { askForSnapshot, isWatched, storeSnapshot, tellHalt } from '../queue/snapshot';

/** After a start sources get this long to catch up before their silence is told. */
const GRACE_S = 20 * 60;
/** With the engine down, screens wait for its return: sooner than the next minute. */
const AGAIN_MS = 3_000;
/** While many runs load, half of the time stays theirs: a computation is followed by as long a rest, up to this. */
const LONGEST_REST_MS = 5_000;

const tell = (what: string) => process.stdout.write(`${new Date().toISOString()} city-snapshot: ${what}\n`);

/**
 * Raises and ends alarms as things stand now, then reads the city once for all screens that watch it, if any do (one reading is 75
 * questions). When it cannot be read, that is told and the last good snapshot stays.
 */
export async function citySnapshot(): Promise<void> {
  const at = now();
  const began = performance.now();
  const redis = connectRedis('patient');
  try {
    await watchAlarms(at, { raiseSilence: process.uptime() > GRACE_S });
    if (!(await isWatched(redis))) return;
    let snapshot = await readCitySnapshot(at);
    if (snapshot.unread.length > 0) {
      // An engine that starts anew fails some parts and not others; what fails again is ill itself.
      await sleep(AGAIN_MS);
      snapshot = await readCitySnapshot(at, (part, error) => tell(`${part}: ${plainSentence(error)}`));
    }
    await storeSnapshot(redis, JSON.stringify(snapshot));
    await sleep(Math.min(performance.now() - began, LONGEST_REST_MS));
  } catch (error) {
    tell(plainSentence(error));
    await tellHalt(redis);
    await askForSnapshot(AGAIN_MS);
  } finally {
    redis.disconnect();
  }
}
