import { readRunning } from '../../clickhouse/data-folder/running';
import { openHouse } from '../start/open-house';

/**
 * Does something with the running product; when none runs on this data folder, with engine, Redis and worker started for as long
 * as it takes, so that a command does the same work on the same way either time.
 */
export async function withHouse<T>(work: () => Promise<T>): Promise<T> {
  if (readRunning() || (process.env.CLICKHOUSE_URL && process.env.REDIS_URL)) return work();
  process.stderr.write('Ruang Kendali tidak sedang berjalan: mesin data dinyalakan sebentar ...\n');
  const house = await openHouse({ web: false });
  const stop = () => void house.close().then(() => process.exit(130));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work();
  } finally {
    await house.close();
  }
}
