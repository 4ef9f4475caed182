import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun } from '../../clickhouse/ledger/runs';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { runIngest } from './run-ingest';
import { saveFile } from './store';

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

/** A run that wrote down its file with this fingerprint before it was interrupted. */
async function interrupted(path: string, sha256: string): Promise<string> {
  const run = await requestRun('situs-kota', [path], 'uji');
  await saveFile({
    source_id: 'situs-kota',
    run_id: run.run_id,
    file_no: 0,
    name: 'akses.log',
    sha256,
    size_bytes: 1,
    records: 0,
    observed_at: '2026-09-01T01:00:00.000Z',
    format: 'combined',
    header: [],
  });
  return run.run_id;
}

test('a log that was changed since its run was interrupted is refused before any of it is stored', async () => {
  const path = join(engine.folder, 'akses.log');
  writeFileSync(path, [1, 2, 3].map(line).join(''));
  const run = await interrupted(path, 'f'.repeat(64));
  const ledger = await runIngest(run);
  expect(ledger.state).toBe('gagal');
  expect(ledger.message).toContain('Berkas berubah sejak mulai dimuat');
  expect(ledger).toMatchObject({ read: 0, stored: 0, balanced: true });
  expect((await hits({ run }))[0]!.rows).toBe(0);
});

test('a log is stored once, whatever its file is called', async () => {
  const path = join(engine.folder, 'utuh.log');
  writeFileSync(path, [1, 2, 3].map(line).join(''));
  const run = (await requestRun('situs-kota', [path], 'uji')).run_id;
  const ledger = await runIngest(run);
  expect(ledger).toMatchObject({ state: 'selesai', read: 3, stored: 3, balanced: true });
  expect((await hits({ run }))[0]!.rows).toBe(3);
  // The same content under another name is met by its lines, not by its name.
  const copy = join(engine.folder, 'salinan.log');
  writeFileSync(copy, [1, 2, 3].map(line).join(''));
  const again = await runIngest((await requestRun('situs-kota', [copy], 'uji')).run_id);
  expect(again).toMatchObject({ read: 3, stored: 0, duplicate: 3, balanced: true });
});
