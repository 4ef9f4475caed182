import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openSpool } from '../../clickhouse/data-folder/spool';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { TryAgainError } from '../../clickhouse/plain-error';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { connectionOf } from '../../ingest/capture';
import type { Pull } from '../../ingest/capture/capture';
import { databaseReader } from '../../ingest/capture/database';
import { byteStream } from '../../ingest/files/byte-stream';
import { findSource } from '../../ingest/runs/sources';
import { hasMariaDb, startMariaDb, type TestDatabase } from '../servers/mariadb';
import { hasPostgreSql, startPostgreSql } from '../servers/postgresql';
import { applySources, pullOnce, rowsOf } from './pulling';

const PASSWORD = 'rahasia\'"\\ 7{x:String}';
const engines = [
  {
    mesin: 'mysql',
    present: hasMariaDb(),
    start: () => startMariaDb(PASSWORD),
    stamp: 'DATETIME(6)',
    bytes: 'LONGBLOB',
    quote: "x'00ff89'",
  },
  {
    mesin: 'postgresql',
    present: hasPostgreSql(),
    start: () => startPostgreSql(PASSWORD),
    stamp: 'TIMESTAMP',
    bytes: 'BYTEA',
    quote: "'\\x00ff89'",
  },
];

for (const { mesin, present, start, stamp, bytes, quote } of engines) {
  describe.skipIf(!present)(mesin, () => {
    let engine: Awaited<ReturnType<typeof startTestEngine>>;
    let server: TestDatabase;
    beforeAll(async () => {
      engine = await startTestEngine();
      server = await start();
      const connection = {
        mesin,
        alamat: '127.0.0.1',
        porta: server.port,
        basis: 'rsud',
        tabel: 'pesan',
        pengguna: 'pembaca',
      };
      const source = { jenis: 'basis_data', pemetaan: 'pesan-csv', memberi_makan: ['interactions'] };
      const changed = (change: object) => ({ ...source, sambungan: { ...connection, ...change } });
      await applySources([
        { id: 'waktu', ...changed({ penanda: 'diubah', kunci: 'nomor', tumpang_menit: 10 }) },
        { id: 'angka', ...changed({ penanda: 'nomor' }) },
        { id: 'seluruh', ...changed({}) },
        { id: 'tanpa-sandi', ...changed({}) },
        { id: 'tabel-hilang', ...changed({ tabel: 'tidak_ada' }) },
        { id: 'basis-hilang', ...changed({ basis: 'tidak_ada' }) },
        { id: 'alamat-salah', ...changed({ alamat: 'tidak.ada.invalid' }) },
        { id: 'kolom-hilang', ...changed({ tabel: 'tanpa_arah' }) },
        { id: 'penanda-hilang', ...changed({ penanda: 'tidak_ada' }) },
        { id: 'penanda-teks', ...changed({ penanda: 'kanal' }) },
      ]);
      for (const id of [
        'waktu',
        'angka',
        'seluruh',
        'tabel-hilang',
        'basis-hilang',
        'alamat-salah',
        'kolom-hilang',
        'penanda-hilang',
        'penanda-teks',
      ]) {
        await keepSecret(id, PASSWORD, 'uji');
      }
      server.sql(`CREATE TABLE pesan (nomor BIGINT PRIMARY KEY, id_pesan VARCHAR(20), id_utas VARCHAR(20), kanal VARCHAR(20),
          arah VARCHAR(10), waktu ${stamp}, orang TEXT, foto ${bytes}, diubah ${stamp} NULL);
        CREATE TABLE tanpa_arah (id_pesan VARCHAR(20), id_utas VARCHAR(20), kanal VARCHAR(20), waktu ${stamp});`);
    });
    afterAll(async () => {
      await server?.stop();
      await engine.stop();
    });

    let numbers = 0;
    /** Adds messages that were changed at these times; returns their numbers. */
    function add(...changed: (string | null)[]): number[] {
      const added = changed.map((at) => ({ n: ++numbers, at }));
      const values = added.map(
        ({ n, at }) =>
          `(${n}, 'M-${n}', 'U', 'surel', 'masuk', '2026-11-01 08:00:00', 'Ani "A" ; \n O''Neil <ani@uji.example>', ${quote}, ${at ? `'${at}'` : 'NULL'})`,
      );
      server.sql(`INSERT INTO pesan VALUES ${values.join(', ')};`);
      return added.map(({ n }) => n);
    }

    test('follows a watermark of time: what is new, what was changed late, each message once; a kill repeats nothing', async () => {
      add('2026-11-01 08:00:00.5', '2026-11-01 09:00:00', null);
      const first = await pullOnce('waktu', { kills: true });
      expect(first).toMatchObject({ state: 'selesai', read: 3, stored: 3, rejected: 0, balanced: true, more: false });
      expect(first.message).toContain('1 baris tanpa isi pada kolom penanda "diubah"');
      expect(await pullOnce('waktu')).toMatchObject({ stored: 0, rejected: 0, balanced: true, message: '' });
      // A change that was being written while the newest was read already, and one that is newer.
      add('2026-11-01 08:55:00', '2026-11-01 09:00:00.000001', '2026-11-01 10:00:00');
      expect(await pullOnce('waktu')).toMatchObject({ stored: 3, balanced: true });
      expect(await rowsOf('interactions', 'waktu')).toBe(6);
      const times = defineQuery({
        name: 'times',
        sql: `SELECT DISTINCT toString(time) AS at FROM ruang_kendali.interactions WHERE source_id = 'waktu'`,
        params: z.object({}),
        row: z.object({ at: z.string() }),
      });
      expect(await times({})).toEqual([{ at: '2026-11-01 01:00:00' }]); // 08:00 in Jakarta
    });

    test('fills in a period by the watermark, and does not move where the next pull goes on', async () => {
      const before = await rowsOf('interactions', 'waktu');
      add('2026-09-05 23:59:59', '2026-09-06 00:00:00');
      const span = { from: '2026-09-04T17:00:00Z', to: '2026-09-05T17:00:00Z' }; // 5 September in Jakarta
      expect(await pullOnce('waktu', { range: span })).toMatchObject({ read: 1, stored: 1, balanced: true });
      expect(await rowsOf('interactions', 'waktu')).toBe(before + 1);
    });

    test('follows a number; a number that was given out early and stored late is not lost', async () => {
      const all = numbers;
      numbers += 5; // five numbers that another transaction holds
      add('2026-11-02 08:00:00');
      expect(await pullOnce('angka')).toMatchObject({ stored: all + 1, balanced: true });
      const late = numbers;
      numbers -= 4;
      add('2026-11-02 08:00:01');
      numbers = late;
      expect(await pullOnce('angka')).toMatchObject({ stored: 1, balanced: true });
      expect(await rowsOf('interactions', 'angka')).toBe(all + 2);
    });

    test('a table without a watermark is read whole; its server may go and come back', async () => {
      const { stored } = await pullOnce('seluruh');
      expect(stored).toBe(await rowsOf('interactions', 'angka'));
      await server.kill();
      await expect(pullOnce('seluruh')).rejects.toThrow(TryAgainError);
      await server.start();
      await ready(server);
    });

    test('pages are whole watermarks, and together they are the table', async () => {
      const { source, profile, mapping } = await findSource('waktu');
      server.sql('DELETE FROM pesan');
      const times = ['08:00:00', '08:00:01', '08:00:01', '08:00:01', '08:00:01', '08:00:02', '08:00:03', '08:00:03'];
      const wanted = add(...times.map((time) => `2026-11-03 ${time}`));
      let cursor: unknown = null;
      /** One page; the numbers of the messages in it. */
      const page = async () => {
        const spool = await openSpool('uji');
        const pulled = await databaseReader({ rows: 2 })({
          source,
          profile,
          connection: connectionOf(source),
          mapping,
          cursor,
          range: null,
          secret: PASSWORD,
          spool,
          signal: new AbortController().signal,
        } as Pull<'basis_data'>);
        cursor = JSON.parse(JSON.stringify(pulled.cursor));
        const lines: string[] = [];
        for (const path of spool.paths()) {
          for await (const piece of await byteStream(path)) lines.push(...String(piece).trim().split('\n'));
        }
        const rows = lines.map((line) => JSON.parse(line));
        expect(Object.keys(rows[0]).sort()).toEqual(['arah', 'id_pesan', 'id_utas', 'kanal', 'orang', 'waktu']);
        expect(rows[0]).toMatchObject({
          waktu: '2026-11-01 08:00:00',
          orang: 'Ani "A" ; \n O\'Neil <ani@uji.example>',
        });
        return { more: pulled.more, numbers: rows.map((row) => Number(row.id_pesan.slice(2))) };
      };
      expect(await page()).toEqual({ more: true, numbers: wanted.slice(0, 5) });
      // Written while the sweep is under way: one behind it, which the next sweep has, and one ahead.
      const late = add('2026-11-03 08:00:00.7', '2026-11-03 08:00:04');
      expect(await page()).toEqual({ more: true, numbers: wanted.slice(5, 8) });
      expect(await page()).toEqual({ more: false, numbers: late.slice(1) });
      const again: number[] = [];
      for (let more = true; more; ) {
        const next = await page();
        again.push(...next.numbers);
        more = next.more;
      }
      expect(again.sort((a, b) => a - b)).toEqual([...wanted, ...late]);
    });

    test('what is wrong is said in a sentence, and the password in none of them', async () => {
      const sentence = async (id: string) => {
        const run = await pullOnce(id);
        expect(run.state).toBe('gagal');
        return run.message;
      };
      expect(await sentence('tanpa-sandi')).toContain('menolak pengguna "pembaca" atau sandinya');
      expect(await sentence('tabel-hilang')).toContain('Tabel "tidak_ada" tidak ada');
      expect(await sentence('basis-hilang')).toContain('Basis data "tidak_ada" tidak ada');
      expect(await sentence('alamat-salah')).toContain('Nama "tidak.ada.invalid" tidak dikenal');
      expect(await sentence('kolom-hilang')).toContain('Kolom "arah" tidak ada pada tabel "tanpa_arah"');
      expect(await sentence('penanda-hilang')).toContain('Kolom "tidak_ada" tidak ada');
      expect(await sentence('penanda-teks')).toContain('bukan waktu dan bukan bilangan bulat');
      expect(spawnSync('grep', ['-rqaF', PASSWORD, engine.folder]).status).toBe(1); // no file of ours holds it
      const runs = defineQuery({
        name: 'all-runs',
        sql: `SELECT toJSONString(tuple(*)) AS text FROM ruang_kendali.ingest_runs`,
        params: z.object({}),
        row: z.object({ text: z.string() }),
      });
      for (const { text } of await runs({})) expect(text).not.toMatch(/rahasia'|x:String/);
    });
  });
}

async function ready(server: TestDatabase) {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      server.sql('SELECT 1');
      return;
    } catch {
      await new Promise((r) => setTimeout(r, 100));
    }
  }
}
