import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../clickhouse/city/apply';
import { loadCityProfile } from '../clickhouse/city/load';
import { startTestEngine } from '../clickhouse/engine/test-engine';
import { requestRun } from '../clickhouse/ledger/runs';
import { defineQuery } from '../clickhouse/warehouse/define-query';
import { runIngest } from '../ingest/runs/run-ingest';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-sifat-'));
beforeAll(async () => {
  engine = await startTestEngine();
  await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

let serial = 0;
async function ingest(source: string, content: string) {
  const file = join(folder, `${++serial}.txt`);
  writeFileSync(file, content);
  const run = await requestRun(source, [file], 'uji');
  return runIngest(run.run_id);
}

/** One world per example, so that examples do not meet in the table. */
const logLine = (world: number, n: number) =>
  `198.51.100.${n} - - [${String((n % 27) + 1).padStart(2, '0')}/Sep/2026:08:00:0${n % 10} +0700] "GET /dunia-${world}/${n} HTTP/1.1" 200 ${n} "-" "Mozilla/5.0"`;

test('logs: however files overlap and repeat, each line is stored as often as its fullest file holds it', {
  timeout: 240_000,
}, async () => {
  const kind = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom('rusak', '') },
  );
  const files = fc.array(fc.array(kind, { minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 3 });
  let world = 0;
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      world += 1;
      const stored = new Set<string>();
      for (const content of contents) {
        // A file must begin like a log to be taken for one.
        const lines = [logLine(world, 9), ...content.map((c) => (typeof c === 'number' ? logLine(world, c) : c))];
        const expected = { read: lines.length, stored: 0, duplicate: 0, rejected: 0, ignored: 0 };
        const seen = new Map<string, number>();
        for (const line of lines) {
          if (line === '') expected.ignored += 1;
          else if (line === 'rusak') expected.rejected += 1;
          else {
            const nth = (seen.get(line) ?? 0) + 1;
            seen.set(line, nth);
            if (stored.has(`${line}#${nth}`)) expected.duplicate += 1;
            else {
              stored.add(`${line}#${nth}`);
              expected.stored += 1;
            }
          }
        }
        expect(await ingest('situs-kota', `${lines.join('\n')}\n`)).toMatchObject({
          ...expected,
          balanced: true,
          state: 'selesai',
        });
      }
    }),
    { numRuns: 12, seed: 20261122 },
  );
});

const versions = defineQuery({
  name: 'versions',
  sql: `SELECT tracking_id AS id, groupArray(status_given) AS statuses FROM
    (SELECT tracking_id, status_given FROM ruang_kendali.complaints WHERE startsWith(tracking_id, {world:String}) ORDER BY observed_at)
    GROUP BY id`,
  params: z.object({ world: z.string() }),
  row: z.object({ id: z.string(), statuses: z.array(z.string()) }),
});

const header =
  'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan,Tanggal Ekspor';

test('complaints: a version is stored exactly when it differs from the one before, also when a state returns', {
  timeout: 240_000,
}, async () => {
  const states = ['Proses', 'Ditutup oleh Pelapor', 'Terverifikasi'];
  // Per export (a day): the state of each complaint that it lists.
  const exports = fc.array(fc.dictionary(fc.constantFrom('1', '2', '3'), fc.constantFrom(...states), { minKeys: 1 }), {
    minLength: 1,
    maxLength: 6,
  });
  let world = 0;
  await fc.assert(
    fc.asyncProperty(exports, fc.boolean(), async (days, asOneFile) => {
      world += 1;
      const prefix = `${9000 + world}`;
      const row = (id: string, state: string, day: number) =>
        `${prefix}${id},1 Sep 2026,01:00:00,Warga Contoh,Aspirasi,110,Topik Lainnya,Judul,isi,isi,,Website,Pemerintah Kota,1,Dinas Perhubungan,${state},,Banten,Kota Tangerang,,,2026-09-${String(day + 2).padStart(2, '0')} 20:00:00`;
      const perDay = days.map((day, d) => Object.entries(day).map(([id, state]) => row(id, state, d)));
      const model = new Map<string, string[]>();
      for (const day of days) {
        for (const [id, state] of Object.entries(day)) {
          const history = model.get(id) ?? [];
          if (history.at(-1) !== state) history.push(state);
          model.set(id, history);
        }
      }
      const files = asOneFile ? [perDay.flat()] : perDay;
      let total = 0;
      for (const rows of files) {
        const ledger = await ingest('aduan-lapor', `${[header, ...rows].join('\n')}\n`);
        expect(ledger).toMatchObject({ read: rows.length, rejected: 0, balanced: true });
        total += ledger.stored;
      }
      for (const rows of files) {
        expect(await ingest('aduan-lapor', `${[header, ...rows].join('\n')}\n`)).toMatchObject({
          stored: 0,
          duplicate: rows.length,
          balanced: true,
        });
      }
      const found = Object.fromEntries(
        (await versions({ world: prefix })).map((v) => [v.id.slice(prefix.length), v.statuses]),
      );
      expect(found).toEqual(Object.fromEntries(model));
      expect(total).toBe([...model.values()].reduce((sum, h) => sum + h.length, 0));
    }),
    { numRuns: 10, seed: 20261122 },
  );
});

test('equal lines on both sides of a chunk boundary stay separate records', { timeout: 240_000 }, async () => {
  // 48 MB: more than one chunk of 40 MB; every line three times in a row, so that the boundary falls among equals.
  const agent = `Mozilla/5.0 (X11) ${'panjang '.repeat(18)}`;
  const lines = Array.from({ length: 66_000 }, (_, i) => {
    const line = `192.0.2.${i % 250} - - [02/Aug/2026:08:${String(Math.floor(i / 1100)).padStart(2, '0')}:00 +0700] "GET /batas/${i} HTTP/1.1" 200 1 "-" "${agent}"`;
    return `${line}\n${line}\n${line}\n`;
  });
  const content = lines.join('');
  expect(content.length).toBeGreaterThan(41 << 20);
  expect(await ingest('situs-kota', content)).toMatchObject({
    read: 198_000,
    stored: 198_000,
    duplicate: 0,
    balanced: true,
  });
  expect(await ingest('situs-kota', content)).toMatchObject({
    read: 198_000,
    stored: 0,
    duplicate: 198_000,
    balanced: true,
  });
});
