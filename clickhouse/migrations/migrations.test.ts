import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { alarmHistory, endedAlarms, standingAlarms, watchAlarms } from '../alarms';
import { applyCityProfile } from '../city/apply';
import { SMALL_CITY } from '../city/fixture';
import { parseCityProfile } from '../city/load';
import { startTestEngine } from '../engine/test-engine';
import { PlainError } from '../plain-error';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { migrations } from '.';
import { type Layout, table } from './ddl';
import { migrate } from './migrate';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const cluster: Layout = { kind: 'cluster', cluster: 'kota' };

test('the cluster layout is rendered from the same source and understood by the engine', async () => {
  const statements = migrations.flatMap((m) => m.statements(cluster));
  expect(statements.length).toBeGreaterThan(30);
  for (const statement of statements) {
    // What fills a table goes through its distributed face.
    if (!statement.startsWith('INSERT')) expect(statement).toContain("ON CLUSTER 'kota'");
    const result = await warehouse().query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparated' });
    expect((await result.text()).length).toBeGreaterThan(0);
  }
});

const columns = defineQuery({
  name: 'columns-of',
  sql: `SELECT groupArray(concat(name, ' ', type)) AS columns FROM
    (SELECT name, type FROM system.columns WHERE database = 'ruang_kendali' AND table = {table:String} ORDER BY position)`,
  params: z.object({ table: z.string() }),
  row: z.object({ columns: z.array(z.string()) }),
});

const interrupted = {
  id: 90,
  name: 'interrupted',
  statements: (layout: Layout) => [
    ...table(layout, { name: 'percobaan_a', columns: 'a UInt8', orderBy: 'a' }),
    ...table(layout, { name: 'percobaan_b', columns: 'b UInt8', orderBy: 'b' }),
  ],
};

test('a migration that was interrupted after its first statement is carried to its end, once', async () => {
  await warehouse().command({ query: interrupted.statements({ kind: 'single' })[0]! });
  expect(await migrate({ kind: 'single' }, [...migrations, interrupted])).toBe(1);
  expect((await columns({ table: 'percobaan_b' }))[0]?.columns).toEqual(['b UInt8']);
  expect(await migrate({ kind: 'single' }, [...migrations, interrupted])).toBe(0);
});

test('a warehouse of a newer release, and a migration that was changed afterwards, are refused in one sentence', async () => {
  await expect(migrate({ kind: 'single' }, migrations)).rejects.toThrow(PlainError);
  const changed = { ...interrupted, statements: () => ['SELECT 1'] };
  await expect(migrate({ kind: 'single' }, [...migrations, changed])).rejects.toThrow(/berbeda dari versi ini/);
});

/** A row as releases before migration 10 wrote it: one an alarm, written anew with a newer version when it changed or ended. */
const olderAlarm = (kind: 'sunyi' | 'gagal', startedAt: string, version: number, message = '', endedAt?: string) => ({
  source_id: 'loket',
  kind,
  started_at: startedAt,
  version,
  ended_at: endedAt ?? null,
  message,
});
const put = (table: string, values: object[]) =>
  warehouse().insert({ table: `${DATABASE}.${table}`, format: 'JSONEachRow', values });

test('alarms of sources that an older release kept stand on, once, with their history', async () => {
  await warehouse().command({ query: `DROP DATABASE ${DATABASE} SYNC` });
  expect(await migrate({ kind: 'single' }, migrations.slice(0, 9))).toBe(9);
  const [silent, failed, again, mended] = ['01', '02', '05', '03'].map((day) => `2026-11-${day}T08:00:00.000Z`);
  await put('source_alarms', [olderAlarm('sunyi', silent!, 1)]);
  await put('source_alarms', [olderAlarm('gagal', failed!, 1, 'Sandi ditolak.')]);
  await put('source_alarms', [olderAlarm('gagal', failed!, 2, 'Halaman masuk.')]);
  await put('source_alarms', [olderAlarm('gagal', failed!, 3, 'Halaman masuk.', mended)]);
  await put('source_alarms', [olderAlarm('gagal', again!, 4, 'Alamat tidak ada.')]);

  expect(await migrate()).toBe(migrations.length - 9);
  // As after a crash between its last statement and its record.
  for (const statement of migrations[9]!.statements({ kind: 'single' }))
    await warehouse().command({ query: statement });

  const at = new Date('2026-11-09T08:00:00Z');
  const standing = () => standingAlarms({ at });
  const carried = [
    { id: 'sumber_sunyi:loket:1', startedAt: new Date(silent!), textId: '', link: '/sumber/loket' },
    { id: 'sumber_gagal:loket:2', startedAt: new Date(again!), textId: 'Alamat tidak ada.', severity: 'sedang' },
  ];
  expect(await standing()).toMatchObject(carried);
  expect(await endedAlarms({ at, since: new Date(failed!) })).toMatchObject([
    { id: 'sumber_gagal:loket:1', startedAt: new Date(failed!), endedAt: new Date(mended!), textId: 'Halaman masuk.' },
  ]);
  expect((await alarmHistory({ id: 'sumber_gagal:loket:1' })).map(({ kind, at }) => [kind, at])).toEqual([
    ['naik', new Date(failed!)],
    ['selesai', new Date(mended!)],
  ]);

  // The newest release looks at the same source, which is as it was: it goes on with these alarms, and has words for all of them.
  const source =
    '  - { id: loket, nama: Loket, jenis: berkas, pemetaan: layanan-csv, skpd: diskominfo, harap_tiap_menit: 60, memberi_makan: [service_events] }\n';
  await applyCityProfile(parseCityProfile(SMALL_CITY.replace('kop_surat:', `${source}kop_surat:`)), { by: 'uji' });
  const run = { run_id: '00000000-0000-4000-8000-000000000001', source_id: 'loket' };
  const ran = {
    ...run,
    requested_at: again,
    started_at: again,
    finished_at: again,
    version: 1,
    trigger: 'jadwal',
    files: [],
  };
  await put('ingest_runs', [{ ...ran, state: 'gagal', message: 'Alamat tidak ada.' }]);
  const counts = { read: 1, stored: 1, duplicate: 0, rejected: 0, ignored: 0, reasons: {}, duration_ms: 1 };
  await put('ingest_chunks', [
    { ...run, ...counts, file_no: 0, chunk: 0, version: 1, first_time: silent, last_time: silent },
  ]);
  for (const minute of [0, 1, 2])
    expect(await watchAlarms(new Date(at.getTime() + minute * 60_000))).toEqual({ raised: [], ended: [], failed: [] });
  expect((await standing()).map(({ id }) => id)).toEqual(carried.map(({ id }) => id));
  for (const { textId } of await standing()) expect(textId).toMatch(/^Loket\b/);
});
