import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { countReplayable, openReasons, openRejects } from '../../clickhouse/ledger/rejects';
import { findRun, requestRun, saveRun } from '../../clickhouse/ledger/runs';
import { type Commander, replay, rerun } from '../../clickhouse/sources/commands';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { pullRun } from '../../ingest/runs/pull-run';
import { readRejectTexts } from '../../ingest/runs/read-rejects';
import { runIngest } from '../../ingest/runs/run-ingest';
import { applyCity } from './city-of-sources';

const SOURCES = `  - { id: partisipasi, nama: Partisipasi, jenis: berkas, pemetaan: partisipasi-csv, skpd: diskominfo, memberi_makan: [participation] }
  - { id: aduan, nama: Aduan, jenis: berkas, pemetaan: sp4n-lapor, skpd: diskominfo, memberi_makan: [complaints] }
  - { id: situs, nama: Situs, jenis: log_akses, pemetaan: log-akses, skpd: diskominfo, situs: www.uji.example, memberi_makan: [web_hits] }
`;
const NEW_OFFICE = '{ kode: disperkim, nama: Dinas Permukiman, singkatan: Disperkim, rumpun: dasar }';
const by: Commander = { actor: 'uji', role: 'admin', trigger: 'tombol' };

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-ulang-'));
beforeAll(async () => {
  engine = await startTestEngine();
  await applyCity(SOURCES);
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function load(source: string, name: string, content: string, at = '2026-09-01T00:00:00Z') {
  const file = join(folder, name);
  writeFileSync(file, content);
  utimesSync(file, new Date(at), new Date(at));
  const run = await requestRun(source, [file], 'uji');
  return runIngest(run.run_id);
}

async function pullAndLoad(runId: string) {
  await pullRun(runId);
  return runIngest(runId);
}

const NIK = '3699990101900001';
const HEADER = 'id,waktu,tingkat,proses,tindakan,skpd,peserta,wilayah,hasil,catatan loket';
const row = (id: string, office: string, process = 'Musrenbang 2026') =>
  `${id},2026-08-03 19:40:00,e-consultation,"${process}",Usulan,${office},${NIK},,,Ibu Siti Aminah`;

const stored = defineQuery({
  name: 'stored-acts',
  sql: `SELECT count() AS rows, uniqExact(record_key) AS records, countIf(skpd = 'disperkim') AS moved
    FROM ruang_kendali.participation WHERE source_id = 'partisipasi'`,
  params: z.object({}),
  row: z.object({ rows: z.number(), records: z.number(), moved: z.number() }),
});

test('rejects are read again after the profile knows their office, each once, wherever it is killed', async () => {
  const content = [
    HEADER,
    row('P-1', 'diskominfo'),
    row('P-2', 'disperkim', 'Musrenbang\n""Perumahan"", 2026'),
    row('P-3', 'dinas-hantu'),
    row('P-4', 'disperkim'),
    'P-5,2026-08-03,e-consultation,terlalu pendek',
    '',
  ].join('\n');
  // The list is exported twice: its bad records are the same.
  const before = await load('partisipasi', 'usulan-lama.csv', content, '2026-08-31T00:00:00Z');
  expect(before).toMatchObject({ read: 5, stored: 1, rejected: 4, balanced: true });
  const first = await load('partisipasi', 'usulan.csv', content);
  expect(first).toMatchObject({ read: 5, stored: 0, duplicate: 1, rejected: 4, balanced: true });
  expect(await openReasons({ source: 'partisipasi' })).toEqual([
    { reason: 'skpd_tak_dikenal', records: 3, runs: 1 },
    { reason: 'jumlah_kolom_berbeda', records: 1, runs: 1 },
  ]);
  expect(await countReplayable('partisipasi', [])).toBe(3);

  await applyCity(SOURCES, NEW_OFFICE);
  const run = await replay('partisipasi', [], by);
  await expect(replay('partisipasi', [], by)).rejects.toThrow('sedang dibaca ulang');
  await pullRun(run.run_id);
  // Killed after the places were written down, before the pull was: it is done anew.
  await saveRun(run);
  expect(await countReplayable('partisipasi', [])).toBe(3);
  await pullRun(run.run_id);
  // Killed once more, when what it read was stored and nobody had been told.
  await expect(
    runIngest(run.run_id, () => {
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await countReplayable('partisipasi', [])).toBe(3);
  const again = await pullAndLoad(run.run_id);
  expect(again).toMatchObject({ state: 'selesai', read: 3, stored: 2, rejected: 1, balanced: true });
  expect(await stored({})).toEqual([{ rows: 3, records: 3, moved: 2 }]);
  // What is still rejected is open once, where it first stood.
  const open = await openRejects({ source: 'partisipasi', limit: 100 });
  expect(open.map(({ runId, line, reason, file }) => ({ runId, line, reason, file }))).toEqual([
    { runId: first.run_id, line: 5, reason: 'skpd_tak_dikenal', file: 'usulan.csv' },
    { runId: first.run_id, line: 7, reason: 'jumlah_kolom_berbeda', file: 'usulan.csv' },
  ]);

  // A slower worker that still thinks the run is going takes nothing back.
  await saveRun({ ...(await findRun(run.run_id))!, state: 'berjalan', finished_at: null });
  expect((await findRun(run.run_id))!.state).toBe('selesai');
  expect(await countReplayable('partisipasi', [])).toBe(1);

  const second = await replay('partisipasi', [first.run_id], by);
  expect(await pullAndLoad(second.run_id)).toMatchObject({ read: 1, stored: 0, rejected: 1, balanced: true });
  expect(await openReasons({ source: 'partisipasi' })).toHaveLength(2);
  expect(await stored({})).toEqual([{ rows: 3, records: 3, moved: 2 }]);

  await applyCity(SOURCES, NEW_OFFICE.replaceAll('disperkim', 'dinas-hantu').replace('Disperkim', 'Hantu'));
  // The command "repeat" of a replay reads again what is open now.
  const third = await rerun(second.run_id, by);
  expect(await pullAndLoad(third.run_id)).toMatchObject({ read: 1, stored: 1, rejected: 0, balanced: true });
  expect(await openReasons({ source: 'partisipasi' })).toEqual([
    { reason: 'jumlah_kolom_berbeda', records: 1, runs: 1 },
  ]);
  await expect(replay('partisipasi', [], by)).rejects.toThrow('Tidak ada catatan tertolak yang dapat dibaca ulang');
  expect(readdirSync(join(engine.folder, 'tampungan'))).toEqual([]);
});

test('a reject is shown with its columns, masked; what may be personal stays hidden', async () => {
  const run = await load('partisipasi', 'samar.csv', [HEADER, row('P-8', 'tak-ada'), `P-9,${NIK},x`, ''].join('\n'));
  const texts = await readRejectTexts('partisipasi', [
    { runId: run.run_id, fileNo: 0, line: 2 },
    { runId: run.run_id, fileNo: 0, line: 3 },
    { runId: run.run_id, fileNo: 0, line: 99 },
  ]);
  expect(Object.fromEntries(texts[0]!.cells)).toMatchObject({
    id: 'P-8',
    skpd: 'tak-ada',
    peserta: '[disembunyikan]',
    wilayah: '',
    'catatan loket': '[disembunyikan]',
  });
  expect(texts[1]!.cells.map(([, text]) => text)).toEqual(['[disembunyikan]', '[disembunyikan]', '[disembunyikan]']);
  expect(texts[2]!.cells).toEqual([]);
  expect(JSON.stringify(texts)).not.toMatch(/369999|Siti/);
});

test('a damaged log line is shown without the last part of the address and without its query', async () => {
  const good = '198.51.100.7 - - [03/Sep/2026:08:00:01 +0700] "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0"';
  const bad = `198.51.100.7 - budi@uji.example [03/Sep/2026:08:00:02 +0700] "GET /cek?nik=${NIK} HTTP/1.1`;
  const run = await load('situs', 'akses.log', `${good}\n${bad}\n`);
  expect(run).toMatchObject({ read: 2, stored: 1, rejected: 1 });
  const [text] = await readRejectTexts('situs', [{ runId: run.run_id, fileNo: 0, line: 2 }]);
  expect(text!.cells).toEqual([['', '198.51.100.0 - [surel] [03/Sep/2026:08:00:02 +0700] "GET /cek?… HTTP/1.1']]);

  // Read again in the format of its file, which a damaged line alone does not show; it is no better, and still open once.
  const again = await pullAndLoad((await replay('situs', [], by)).run_id);
  expect(again).toMatchObject({ state: 'selesai', read: 1, stored: 0, rejected: 1, balanced: true });
  expect(await openReasons({ source: 'situs' })).toEqual([{ reason: 'bukan_baris_log', records: 1, runs: 1 }]);
});
