import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { METRIC_IDS, type MetricInput, metrics, readMetric, readMetrics } from '.';
import { applyTestCity, insertCase, insertComplaint, insertFacts } from './test-city';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
/** August 2026 in Jakarta (UTC+7). */
const august: MetricInput = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

test('without facts every metric is unknown, with a reason and never zero', async () => {
  const readings = await readMetrics(METRIC_IDS, { ...august, previous: { from: new Date('2026-06-30T17:00:00Z'), to: august.from } });
  for (const id of METRIC_IDS) {
    expect(readings[id].value, id).toBeNull();
    expect(readings[id].reason, id).not.toBe('');
    expect(readings[id].status, id).toBe('tidak_diketahui');
    expect(readings[id].previous?.value, id).toBeNull();
    expect(readings[id].series.length, id).toBe(31);
  }
  expect(metrics.map((m) => m.id)).toEqual([...METRIC_IDS]);
});
