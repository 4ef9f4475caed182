import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueOf } from '../../jobs/queue/queues';
import { connectRedis } from '../../jobs/queue/redis';
import { askForSnapshot } from '../../jobs/queue/snapshot';
import { startTestRedis } from '../test-redis';

/** What a worker's computation takes here. */
const TAKES_MS = 120;

let store: { stop: () => Promise<void> };
let workers: Worker[];
const connections: ReturnType<typeof connectRedis>[] = [];
let computations: { begun: number; ended: number }[] = [];

beforeAll(async () => {
  store = await startTestRedis();
  // Two processes of workers, each of which takes what comes.
  workers = [1, 2].map(() => {
    const connection = connectRedis('patient');
    connections.push(connection);
    const compute = async () => {
      const computation = { begun: performance.now(), ended: 0 };
      computations.push(computation);
      await sleep(TAKES_MS);
      computation.ended = performance.now();
    };
    return new Worker(queueOf['city-snapshot'], compute, { connection, prefix: 'rk', concurrency: 3 });
  });
  for (const worker of workers) worker.on('error', () => {});
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  for (const connection of connections) connection.disconnect();
  await store.stop();
});

/** Asks at these moments, and waits until nothing is computed any more. */
async function askAt(moments: number[]): Promise<number[]> {
  computations = [];
  const asked: number[] = [];
  await Promise.all(
    moments.map(async (ms) => {
      await sleep(ms);
      asked.push(performance.now());
      await askForSnapshot(40);
    }),
  );
  for (let quiet = 0; quiet < 4; quiet += 1) {
    await sleep(50);
    const busy = computations.length === 0 || computations.some(({ ended }) => ended === 0);
    if (busy || performance.now() - Math.max(...computations.map(({ ended }) => ended)) < 150) quiet = 0;
  }
  return asked;
}

test('runs that end together are told by one snapshot', async () => {
  await askAt(Array.from({ length: 20 }, (_, i) => i));
  // One that begins before the last has asked is followed by one more.
  expect(computations.length).toBeLessThanOrEqual(2);
});

test('never are two computed at once, and after the last that asked one is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 15 }), async (moments) => {
      const asked = await askAt(moments);
      const inOrder = [...computations].sort((a, b) => a.begun - b.begun);
      for (const [i, { begun }] of inOrder.entries()) {
        if (i > 0) expect(begun).toBeGreaterThanOrEqual(inOrder[i - 1]!.ended);
      }
      expect(inOrder.at(-1)!.begun).toBeGreaterThan(Math.max(...asked));
      expect(inOrder.length).toBeLessThanOrEqual(asked.length);
    }),
    { numRuns: 4 },
  );
});
