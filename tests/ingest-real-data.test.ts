import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../clickhouse/city/apply';
import { loadCityProfile } from '../clickhouse/city/load';
import { startTestEngine } from '../clickhouse/engine/test-engine';
import { requestRun } from '../clickhouse/ledger/runs';
import { defineQuery } from '../clickhouse/warehouse/define-query';
import { runIngest } from '../ingest/runs/run-ingest';

/** Real files with known answers, kept beside the project; their SOURCE.md files tell how the truth was counted. */
const data = join('..', 'shared', 'data');
const present = existsSync(data);

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
});
afterAll(() => engine.stop());

async function ingest(source: string, ...files: string[]) {
  const run = await requestRun(
    source,
    files.map((f) => join(data, f)),
    'uji',
  );
  return runIngest(run.run_id);
}

const hitFacts = defineQuery({
  name: 'hit-facts',
  sql: `SELECT count() AS hits, uniqExact(record_key) AS records, sum(bytes) AS bytes,
      CAST(sumMap(map(toString(status), toUInt64(1))), 'Map(String, UInt64)') AS statuses,
      CAST(sumMap(map(method, toUInt64(1))), 'Map(String, UInt64)') AS methods,
      countIf(path = '/favicon.ico') AS favicon
    FROM ruang_kendali.web_hits WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: z.object({
    hits: z.number(),
    records: z.number(),
    bytes: z.number(),
    statuses: z.record(z.string(), z.number()),
    methods: z.record(z.string(), z.number()),
    favicon: z.number(),
  }),
});

describe.skipIf(!present)('real files give their known answers', () => {
  test('Elastic Apache sample: 9,999 stored, 1 rejected; again: 0 stored', async () => {
    const first = await ingest('situs-kota', 'weblog-elastic-apache/apache_logs.log.gz');
    expect(first).toMatchObject({
      state: 'selesai',
      read: 10000,
      stored: 9999,
      duplicate: 0,
      rejected: 1,
      ignored: 0,
      balanced: true,
    });
    expect((await hitFacts({ run: first.run_id }))[0]).toEqual({
      hits: 9999,
      records: 9999,
      bytes: 2747282505,
      statuses: { 200: 9125, 206: 45, 301: 164, 304: 445, 403: 2, 404: 213, 416: 2, 500: 3 },
      methods: { GET: 9951, HEAD: 42, POST: 5, OPTIONS: 1 },
      favicon: 807,
    });
    const second = await ingest('situs-kota', 'weblog-elastic-apache/apache_logs.log.gz');
    expect(second).toMatchObject({ read: 10000, stored: 0, duplicate: 9999, rejected: 1, balanced: true });
  });

  test('NASA August 1995: 1,841 stored, 89 broken lines rejected; again: 0 stored', async () => {
    const file = 'weblog-nasa-aug95/NASA_access_log_Aug95_head.log.gz';
    const first = await ingest('situs-kota', file);
    expect(first).toMatchObject({ read: 1930, stored: 1841, duplicate: 0, rejected: 89, ignored: 0, balanced: true });
    expect((await hitFacts({ run: first.run_id }))[0]).toMatchObject({
      bytes: 29779939,
      statuses: { 200: 1680, 302: 27, 304: 129, 403: 1, 404: 4 },
      methods: { GET: 1841 },
    });
    expect(await ingest('situs-kota', file)).toMatchObject({
      read: 1930,
      stored: 0,
      duplicate: 1841,
      rejected: 89,
      balanced: true,
    });
  });

  test('LPSE Bandung 2015-2016: 1,423 packages accounted for; again: 0 stored', async () => {
    const files = ['lpse-bandung-2015-2016/lelang_2015.csv.gz', 'lpse-bandung-2015-2016/lelang_2016.csv.gz'];
    const first = await ingest('lpse', ...files);
    expect(first).toMatchObject({ read: 1423, stored: 1423, duplicate: 0, rejected: 0, ignored: 0, balanced: true });
    const packages = defineQuery({
      name: 'packages',
      sql: `SELECT uniqExact(case_id) AS packages, toFloat64(round(sumIf(amount, step = 'diajukan'))) AS pagu, round(sumIf(toFloat64(attributes['hps']), step = 'diajukan')) AS hps,
          countIf(step = 'selesai') AS selesai, countIf(step = 'ditolak') AS gagal FROM ruang_kendali.service_events WHERE run_id = {run:UUID}`,
      params: z.object({ run: z.string() }),
      row: z.object({
        packages: z.number(),
        pagu: z.number(),
        hps: z.number(),
        selesai: z.number(),
        gagal: z.number(),
      }),
    });
    expect((await packages({ run: first.run_id }))[0]).toEqual({
      packages: 1423,
      pagu: 834318933991 + 1386364155306,
      hps: 789213779946 + 1177700036200,
      selesai: 1353,
      gagal: 70,
    });
    expect(await ingest('lpse', ...files)).toMatchObject({ read: 1423, stored: 0, duplicate: 1423, balanced: true });
  });
});
