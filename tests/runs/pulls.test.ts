import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { cursorOf, findRun, requestRun, saveRun, unfinishedRuns } from '../../clickhouse/ledger/runs';
import { backfill, type Commander, pauseSource, rerun, runNow } from '../../clickhouse/sources/commands';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { NotItsTurn, pullRun } from '../../ingest/runs/pull-run';
import { runIngest } from '../../ingest/runs/run-ingest';
import { pullSource } from '../../jobs/work/pull-run.job';
import { applyCity } from './city-of-sources';

const by: Commander = { actor: 'uji', role: 'admin', trigger: 'tombol' };
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let server: Server;
const asked: string[] = [];

const source = (id: string, port: number, since: string) =>
  `  - { id: ${id}, nama: ${id}, jenis: http, pemetaan: partisipasi-csv, skpd: diskominfo, memberi_makan: [participation], sambungan: { alamat: "http://127.0.0.1:${port}/${id}", jaringan_dalam: true${since} } }\n`;

/** A source whose answers are cut short unless a day and a half at most is asked for. */
function bigAnswer(url: URL): object {
  const [from, to] = [url.searchParams.get('sejak'), url.searchParams.get('sampai')].map((time) => Date.parse(time!));
  const day = new Date(from! + 12 * 3_600_000).toISOString();
  const rows = [{ id: day.slice(0, 10), waktu: day, tingkat: 'e-decision', proses: 'Uji', tindakan: 'suara' }];
  return to! - from! > 36 * 3_600_000 ? { rows, next: 'lagi' } : { rows };
}

beforeAll(async () => {
  engine = await startTestEngine();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    const url = new URL(request.url ?? '', 'http://x');
    if (url.pathname === '/besar') return response.end(JSON.stringify(bigAnswer(url)));
    const row = {
      id: '1',
      waktu: '2026-09-01T08:00:00+07:00',
      tingkat: 'e-consultation',
      proses: 'Uji',
      tindakan: 'suara',
    };
    response.end(JSON.stringify([row]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await applyCity(
    source('antrian', port, ', sejak: { parameter: sejak, parameter_sampai: sampai, tumpang_menit: 0 }') +
      source('tanpa-periode', port, '') +
      source(
        'besar',
        port,
        ', baris: rows, sejak: { parameter: sejak, parameter_sampai: sampai, tumpang_menit: 0 }, halaman: { cara: kursor, parameter: lanjut, berikut: next, paling_banyak: 1 }',
      ) +
      '  - { id: berkas-saja, nama: Berkas, jenis: berkas, pemetaan: partisipasi-csv, skpd: diskominfo, memberi_makan: [participation] }\n',
  );
});
afterAll(async () => {
  delete process.env.RK_NOW;
  server.close();
  await engine.stop();
});

const storedDays = defineQuery({
  name: 'days-of-big-source',
  sql: `SELECT uniqExact(toDate(time)) AS days, count() AS rows FROM ruang_kendali.participation WHERE source_id = 'besar'`,
  params: z.object({}),
  row: z.object({ days: z.number(), rows: z.number() }),
});

async function carryOut(runId: string) {
  if (await pullRun(runId)) await runIngest(runId);
  return (await findRun(runId))!;
}

test('two pulls of one source go one after the other, and the cursor only moves on', async () => {
  process.env.RK_NOW = '2026-10-01T00:00:00.000Z';
  const first = await runNow('antrian', by);
  await expect(runNow('antrian', by)).rejects.toThrow('sedang berjalan atau mengantre');
  process.env.RK_NOW = '2026-10-01T00:05:00.000Z';
  const second = await requestRun('antrian', [], 'jadwal');
  await expect(pullRun(second.run_id)).rejects.toThrow(NotItsTurn);
  expect((await findRun(second.run_id))?.state).toBe('antre');

  // The first has copied what it loads and is still loading: its cursor is not in force, so the second waits on.
  await pullRun(first.run_id);
  await expect(pullRun(second.run_id)).rejects.toThrow(NotItsTurn);
  await runIngest(first.run_id);
  const sinceFirst = ((await cursorOf('antrian')) as { since: string }).since;
  process.env.RK_NOW = '2026-10-01T00:09:00.000Z';
  await carryOut(second.run_id);
  const sinceSecond = ((await cursorOf('antrian')) as { since: string }).since;
  expect(sinceSecond > sinceFirst).toBe(true);
  expect(asked.at(-1)).toContain(encodeURIComponent(sinceFirst.slice(0, 16)));

  // A pull that fails moves nothing, and the one behind it goes on from the same place.
  const third = await requestRun('antrian', [], 'jadwal');
  await saveRun({ ...third, state: 'gagal', finished_at: new Date().toISOString(), message: 'uji' });
  expect(((await cursorOf('antrian')) as { since: string }).since).toBe(sinceSecond);
});

test('a paused source is not pulled by its schedule, nor by hand, until it is resumed', async () => {
  await pauseSource('antrian', true, by);
  await pullSource({ sourceId: 'antrian', trigger: 'jadwal' });
  expect(await unfinishedRuns({ source: 'antrian' })).toEqual([]);
  await expect(runNow('antrian', by)).rejects.toThrow('sedang dijeda');
  await expect(backfill('antrian', { from: '2026-08-01', to: '2026-08-02' }, by)).rejects.toThrow('sedang dijeda');
  await pauseSource('antrian', false, by);
  expect((await carryOut((await runNow('antrian', by)).run_id)).state).toBe('selesai');
});

test('a period is asked for in whole days of the city and leaves the cursor where it was', async () => {
  const before = await cursorOf('antrian');
  const run = await backfill('antrian', { from: '2026-08-01', to: '2026-08-02' }, by);
  expect(JSON.parse(run.request)).toEqual({
    range: { from: '2026-07-31T17:00:00.000Z', to: '2026-08-02T17:00:00.000Z' },
  });
  const done = await carryOut(run.run_id);
  expect(done).toMatchObject({ state: 'selesai', cursor: '' });
  const question = new URL(asked.at(-1)!, 'http://x');
  expect(question.searchParams.get('sejak')).toContain('2026-07-31T17:00:00');
  expect(question.searchParams.get('sampai')).toContain('2026-08-02T17:00:00');
  expect(await cursorOf('antrian')).toEqual(before);
  // Once more: the same period, and nothing new.
  const again = await rerun(run.run_id, by);
  expect(again.request).toBe(run.request);
  await carryOut(again.run_id);
});

test('a period too large for one run is asked for in halves until it fits', async () => {
  process.env.RK_NOW = '2026-10-02T00:00:00.000Z';
  await backfill('besar', { from: '2026-08-01', to: '2026-08-04' }, by);
  let runs = 0;
  for (let [run] = await unfinishedRuns({ source: 'besar' }); run; [run] = await unfinishedRuns({ source: 'besar' })) {
    expect(await carryOut(run.run_id)).toMatchObject({ state: 'selesai' });
    runs += 1;
  }
  expect(runs).toBe(7);
  expect(await storedDays({})).toEqual([{ days: 4, rows: 4 }]);
});

test('what cannot be done is refused with a sentence', async () => {
  const days = { from: '2026-08-01', to: '2026-08-02' };
  await expect(backfill('tanpa-periode', days, by)).rejects.toThrow('tidak menyebut parameter awal dan akhir');
  await expect(backfill('berkas-saja', days, by)).rejects.toThrow('tidak ditarik sendiri');
  await expect(backfill('antrian', { from: '2026-08-05', to: '2026-08-02' }, by)).rejects.toThrow('Periode tidak sah');
  await expect(backfill('antrian', { from: '2026-02-30', to: '2026-03-02' }, by)).rejects.toThrow('Tanggal tidak sah');
  await expect(runNow('berkas-saja', by)).rejects.toThrow('tidak ditarik sendiri');
  await expect(runNow('tidak-ada', by)).rejects.toThrow('tidak ada pada profil');
  const pulled = await carryOut((await runNow('tanpa-periode', by)).run_id);
  await expect(rerun(pulled.run_id, by)).rejects.toThrow('dibuang sesudah dimuat');
  const gone = await requestRun('berkas-saja', ['/tidak/ada.csv'], 'uji');
  await expect(rerun(gone.run_id, by)).rejects.toThrow('belum selesai');
  await runIngest(gone.run_id);
  await expect(rerun(gone.run_id, by)).rejects.toThrow('1 dari 1 berkas run ini sudah tidak ada');
  await expect(rerun('bukan-run', by)).rejects.toThrow('tidak dikenal');
});
