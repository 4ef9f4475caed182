import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { logFormats, recogniseLog } from '../../ingest/kinds/log-formats';
import { fuzzFormat } from './log-lines';
import { logSamples } from './log-samples';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

test.each(logFormats.map((format) => [format.id, format] as const))(
  '%s: broken lines neither stop it nor get lost',
  async (id, format) => {
    const { head = '', lines } = logSamples[id]!;
    expect(recogniseLog([...head.split('\n'), ...lines])?.id).toBe(id);
    const figures = await fuzzFormat(format, 1_500, 'asap');
    expect(figures.faults).toEqual([]);
  },
);
