import type { AppLoadContext } from '@remix-run/node';
import { now } from '../../clickhouse/clock';
import { readCitySnapshot } from '../../clickhouse/snapshot';
import type { InitialLive } from './use-live';
import '../http/load-context';

/** Version of a snapshot that this process read for itself: any from the worker is newer. */
const OWN_VERSION = '0';

/**
 * What the wall begins with: the newest snapshot in memory. Before the first one is computed, and under `remix vite:dev`, the city is
 * read for this one page.
 */
export async function wallSnapshot(context: AppLoadContext | undefined): Promise<InitialLive> {
  const newest = context?.newestSnapshot?.();
  if (newest) return { ...newest, now: now() };
  return { snapshot: await readCitySnapshot(now()), version: OWN_VERSION, now: now() };
}
