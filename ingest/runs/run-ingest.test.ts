import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { filesOfRuns } from '../../clickhouse/ledger/queries';
import { requestRun } from '../../clickhouse/ledger/runs';
import { warehouse } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { runIngest } from './run-ingest';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
}, 60_000);
afterAll(() => engine.stop());

const hits = defineQuery({
  name: 'uji-hits',
  sql: 'SELECT count() AS rows FROM ruang_kendali.web_hits WHERE run_id = {run:UUID}',
  params: z.object({ run: z.string() }),
  row: z.object({ rows: z.number() }),
});
const line = (n: number) =>
  `10.0.0.${n} - - [01/Sep/2026:08:00:0${n} +0700] "GET /halaman/${n} HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux) Firefox/140.0"\n`;

/** A run that was interrupted when all of this file was stored, but not yet told. */
async function interrupted(path: string): Promise<string> {
  const { run_id } = await requestRun('situs-kota', [path], 'uji');
  await runIngest(run_id);
  await warehouse().command({
    query: `DELETE FROM ruang_kendali.ingest_runs WHERE run_id = {run_id:UUID} AND state = 'selesai'`,
    query_params: { run_id },
  });
  return run_id;
}

test('a log that was changed since its run was interrupted is refused, and nothing more of it stored', async () => {
  const path = join(engine.folder, 'akses.log');
  const lines = [1, 2, 3].map(line).join('');
  writeFileSync(path, lines);
  const run = await interrupted(path);
  writeFileSync(path, `${lines}${line(4)}`);
  const ledger = await runIngest(run);
  expect(ledger.state).toBe('gagal');
  expect(ledger.message).toContain('Berkas berubah sejak mulai dimuat');
  expect(ledger).toMatchObject({ read: 3, stored: 3, balanced: true });
  expect((await hits({ run }))[0]!.rows).toBe(3);
});

test('a log that is as it was is not stored again; its file is known once, by all of its content', async () => {
  const path = join(engine.folder, 'tetap.log');
  const lines = [5, 6, 7].map(line).join('');
  writeFileSync(path, lines);
  const run = await interrupted(path);
  expect(await runIngest(run)).toMatchObject({ state: 'selesai', read: 3, stored: 3, balanced: true });
  expect((await hits({ run }))[0]!.rows).toBe(3);
  const files = await filesOfRuns({ source: 'situs-kota', runs: [run] });
  const sha256 = createHash('sha256').update(lines).digest('hex');
  expect(files.map((file) => [file.fileNo, file.sha256, file.records])).toEqual([[0, sha256, 3]]);
});

test('a log is stored once, whatever its file is called', async () => {
  const path = join(engine.folder, 'utuh.log');
  writeFileSync(path, [8, 9].map(line).join(''));
  const run = (await requestRun('situs-kota', [path], 'uji')).run_id;
  const ledger = await runIngest(run);
  expect(ledger).toMatchObject({ state: 'selesai', read: 2, stored: 2, balanced: true });
  expect((await hits({ run }))[0]!.rows).toBe(2);
  // The same content under another name is met by its lines, not by its name.
  const copy = join(engine.folder, 'salinan.log');
  writeFileSync(copy, [8, 9].map(line).join(''));
  const again = await runIngest((await requestRun('situs-kota', [copy], 'uji')).run_id);
  expect(again).toMatchObject({ read: 2, stored: 0, duplicate: 2, balanced: true });
});
