import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { connect } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { type ChunkLedger, commitChunk } from './commit-chunk';
import { factColumns, stagingDdl } from './staging';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

/** A step of a case as a wide record brings it: one line may bring several, under one key. */
interface Step {
  line: number;
  key: number;
  row: number;
  time?: string;
}

const source = 'uji-buku-besar';
async function commit(steps: Step[], place = { runId: randomUUID() as string, chunk: 0 }): Promise<ChunkLedger> {
  const client = connect({ sessionId: randomUUID() });
  try {
    const columns = await factColumns('service_events');
    await client.command({ query: stagingDdl(columns) });
    await client.insert({
      table: 'staged',
      format: 'JSONEachRow',
      values: steps.map((s) => ({
        line: s.line,
        verdict: 'ok',
        record_key: s.key,
        record_row: s.row,
        time: s.time ?? '2026-09-01 08:00:00',
        skpd: 'disdukcapil',
      })),
    });
    const contentSha256 = JSON.stringify(steps);
    return await commitChunk(
      client,
      { sourceId: source, fileNo: 0, ...place, contentSha256 },
      'service_events',
      columns,
      0,
    );
  } finally {
    await client.close();
  }
}

const rowsOfKey = defineQuery({
  name: 'rows-of-key',
  sql: `SELECT record_row AS row, count() AS n FROM ruang_kendali.service_events
    WHERE source_id = 'uji-buku-besar' AND record_key = {key:UInt64} GROUP BY row ORDER BY row`,
  params: z.object({ key: z.number() }),
  row: z.object({ row: z.number(), n: z.number() }),
});

test('a line of several rows counts once, and is stored when one of its rows is new', async () => {
  expect(
    await commit([
      { line: 1, key: 11, row: 0 },
      { line: 1, key: 11, row: 1 },
      { line: 2, key: 12, row: 0 },
    ]),
  ).toMatchObject({ read: 2, stored: 2, duplicate: 0, reasons: {} });

  // A later list: case 11 moved on by one step, case 12 did not.
  expect(
    await commit([
      { line: 1, key: 11, row: 0 },
      { line: 1, key: 11, row: 1 },
      { line: 1, key: 11, row: 2 },
      { line: 2, key: 12, row: 0 },
    ]),
  ).toMatchObject({ read: 2, stored: 1, duplicate: 1, reasons: { sudah_tersimpan: 1 } });
  expect(await rowsOfKey({ key: 11 })).toEqual([0, 1, 2].map((row) => ({ row, n: 1 })));
});

test('of equal rows in one chunk the first line has them; a line without a first row is a twin', async () => {
  expect(
    await commit([
      { line: 1, key: 21, row: 0 },
      { line: 2, key: 21, row: 0 },
      { line: 2, key: 21, row: 1 },
      { line: 3, key: 21, row: 1 },
    ]),
  ).toMatchObject({ read: 3, stored: 2, duplicate: 1, reasons: { kembar_dalam_berkas: 1 } });
});

test('the same chunk again, by the same run, finds what it stored and counts it the same', async () => {
  const steps = [
    { line: 1, key: 31, row: 0 },
    { line: 1, key: 31, row: 1 },
    { line: 2, key: 32, row: 0 },
    { line: 3, key: 32, row: 0 },
  ];
  const place = { runId: randomUUID() as string, chunk: 7 };
  const first = await commit(steps, place);
  expect(first).toMatchObject({ read: 3, stored: 2, duplicate: 1 });
  expect(await commit(steps, place)).toEqual(first);
  expect(await rowsOfKey({ key: 32 })).toEqual([{ row: 0, n: 1 }]);
});

test('a record whose time was corrected far away is still the same record', async () => {
  await commit([{ line: 1, key: 41, row: 0, time: '2026-03-01 08:00:00' }]);
  expect(await commit([{ line: 1, key: 41, row: 0, time: '2026-08-20 08:00:00' }])).toMatchObject({
    stored: 0,
    duplicate: 1,
    reasons: { sudah_tersimpan: 1 },
  });
  expect(await rowsOfKey({ key: 41 })).toEqual([{ row: 0, n: 1 }]);
});
