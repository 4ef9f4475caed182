import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { parseCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun } from '../../clickhouse/ledger/runs';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { runIngest } from '../runs/run-ingest';

/** Real files with known answers, kept beside the project; their SOURCE.md files tell how the truth was counted. */
const data = join('..', 'shared', 'data');
const folder = mkdtempSync(join(tmpdir(), 'rk-pemetaan-'));

/** The demo city with sources of its own, one of them read by a mapping of the city's own. */
const city = `${readFileSync('clickhouse/city/demo/kota-tangerang.yaml', 'utf8').trimEnd()}
${['sf311', 'nyc311', 'lapor-data-go-id', 'izin-uji', 'tanya-uji']
  .map(
    (id) =>
      `  - { id: ${id}, nama: ${id}, jenis: berkas, pemetaan: ${id}, skpd: diskominfo, memberi_makan: [${
        id === 'izin-uji' ? 'service_events' : id === 'tanya-uji' ? 'interactions' : 'complaints'
      }] }`,
  )
  .join('\n')}
pemetaan:
  - id: izin-uji
    nama: Izin uji
    tata_letak: kami
    catatan: Satu baris satu izin.
    tabel: service_events
    kolom:
      nomor: { kelas: pengenal, wajib: true }
      diajukan: { kelas: umum }
      diverifikasi: { kelas: umum }
      selesai: { kelas: umum }
      status: { kelas: umum }
    isi:
      case_id: { jenis: nomor, kolom: nomor, harus_isi: true }
      service: { jenis: tetap, nilai: izin }
      time_known: { jenis: tetap, nilai: "1" }
    kunci: [case_id]
    baris:
      - isi: { step: { jenis: tetap, nilai: diajukan }, time: { jenis: waktu, kolom: diajukan } }
      - isi: { step: { jenis: tetap, nilai: diverifikasi }, time: { jenis: waktu, kolom: diverifikasi } }
      - isi: { step: { jenis: tetap, nilai: selesai }, time: { jenis: waktu, kolom: selesai } }
      - bila: { kolom: status, cocok: ^batal }
        isi:
          step: { jenis: tetap, nilai: dibatalkan }
          time: { jenis: waktu, kolom: diajukan }
          time_known: { jenis: tetap, nilai: "0" }
  - id: tanya-uji
    nama: Tanya jawab uji
    tata_letak: kami
    catatan: Satu baris satu pertanyaan dengan jawaban pertamanya.
    tabel: interactions
    kolom:
      id: { kelas: pengenal, wajib: true }
      ditanya: { kelas: umum, wajib: true }
      dijawab: { kelas: umum }
      penanya: { kelas: pribadi }
    isi:
      thread_id: { jenis: nomor, kolom: id, harus_isi: true }
      channel: { jenis: tetap, nilai: forum }
    kunci: [thread_id]
    baris:
      - isi:
          direction: { jenis: tetap, nilai: masuk }
          time: { jenis: waktu, kolom: ditanya }
          person: { jenis: sidik, kolom: penanya, maksud: orang }
      - isi: { direction: { jenis: tetap, nilai: keluar }, time: { jenis: waktu, kolom: dijawab } }
`;

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyCityProfile(parseCityProfile(city), { by: 'uji' });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ingest(source: string, path: string) {
  const run = await requestRun(source, [path], 'uji');
  return runIngest(run.run_id);
}

let serial = 0;
function load(source: string, lines: string[]) {
  const path = join(folder, `${++serial}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return ingest(source, path);
}

const steps = defineQuery({
  name: 'steps-of-case',
  sql: `SELECT case_id, record_row AS row, step, toString(time) AS time, time_known AS known
    FROM ruang_kendali.service_events WHERE source_id = 'izin-uji' ORDER BY case_id, record_row`,
  params: z.object({}),
  row: z.object({ case_id: z.string(), row: z.number(), step: z.string(), time: z.string(), known: z.boolean() }),
});

describe('a line of several rows', () => {
  test('a later export of the same cases stores exactly the new steps', async () => {
    const header = 'nomor,diajukan,diverifikasi,selesai,status';
    const monday = [header, 'A,2026-11-02 08:00,,,', 'B,2026-11-02 09:00,2026-11-02 10:00,,', 'C,,,,'];
    expect(await load('izin-uji', monday)).toMatchObject({
      read: 3,
      stored: 2,
      duplicate: 0,
      rejected: 1,
      reasons: { tanpa_langkah: 1 },
      balanced: true,
    });
    const tuesday = [
      header,
      'A,2026-11-02 08:00,2026-11-03 08:00,2026-11-03 09:00,selesai',
      'B,2026-11-02 09:00,2026-11-02 10:00,,',
      'C,2026-11-03 08:00,-,0000-00-00 00:00:00,batal',
      'D,2026-11-03 08:00,besok,,',
    ];
    expect(await load('izin-uji', tuesday)).toMatchObject({
      read: 4,
      stored: 2,
      duplicate: 1,
      rejected: 1,
      reasons: { waktu_tak_terbaca: 1, sudah_tersimpan: 1 },
      balanced: true,
    });
    expect(await load('izin-uji', tuesday)).toMatchObject({ read: 4, stored: 0, duplicate: 3, balanced: true });
    expect(await steps({})).toEqual([
      { case_id: 'A', row: 0, step: 'diajukan', time: '2026-11-02 01:00:00', known: true },
      { case_id: 'A', row: 1, step: 'diverifikasi', time: '2026-11-03 01:00:00', known: true },
      { case_id: 'A', row: 2, step: 'selesai', time: '2026-11-03 02:00:00', known: true },
      { case_id: 'B', row: 0, step: 'diajukan', time: '2026-11-02 02:00:00', known: true },
      { case_id: 'B', row: 1, step: 'diverifikasi', time: '2026-11-02 03:00:00', known: true },
      { case_id: 'C', row: 0, step: 'diajukan', time: '2026-11-03 01:00:00', known: true },
      { case_id: 'C', row: 3, step: 'dibatalkan', time: '2026-11-03 01:00:00', known: false },
    ]);
  });

  test('a question and its first reply are two messages; only the question has a person', async () => {
    const messages = defineQuery({
      name: 'messages',
      sql: `SELECT thread_id, direction, person != 0 AS known FROM ruang_kendali.interactions
        WHERE source_id = 'tanya-uji' ORDER BY thread_id, record_row`,
      params: z.object({}),
      row: z.object({ thread_id: z.string(), direction: z.string(), known: z.number() }),
    });
    const header = 'id,ditanya,dijawab,penanya';
    expect(await load('tanya-uji', [header, 'Q1,2026-11-02 08:00,,budi@contoh.example'])).toMatchObject({ stored: 1 });
    expect(await load('tanya-uji', [header, 'Q1,2026-11-02 08:00,2026-11-04 08:00,budi@contoh.example'])).toMatchObject(
      { stored: 1, duplicate: 0, balanced: true },
    );
    expect(await messages({})).toEqual([
      { thread_id: 'Q1', direction: 'masuk', known: 1 },
      { thread_id: 'Q1', direction: 'keluar', known: 0 },
    ]);
  });

  test('the dates of one complaint are its versions', async () => {
    const sample = join('ingest', 'mappings', 'systems', 'lapor-data-go-id.contoh.csv');
    const first = await ingest('lapor-data-go-id', sample);
    expect(first).toMatchObject({ read: 4, stored: 2, duplicate: 0, rejected: 2, balanced: true });
    expect(await ingest('lapor-data-go-id', sample)).toMatchObject({ stored: 0, duplicate: 2, balanced: true });
    const current = defineQuery({
      name: 'current',
      sql: `SELECT tracking_id, versions, status, is_settled AS settled,
          dateDiff('hour', received_at, assumeNotNull(closed_at)) AS hours
        FROM ruang_kendali.complaints_current WHERE source_id = 'lapor-data-go-id' ORDER BY tracking_id`,
      params: z.object({}),
      row: z.object({
        tracking_id: z.string(),
        versions: z.number(),
        status: z.string(),
        settled: z.number(),
        hours: z.number(),
      }),
    });
    expect(await current({})).toMatchObject([
      { tracking_id: '1234567', versions: 4, status: 'selesai', settled: 1, hours: 14 * 24 + 2 },
      { tracking_id: '1234568', versions: 1, status: 'diterima', settled: 0 },
    ]);
  });
});

const complaints = defineQuery({
  name: 'complaint-facts',
  sql: `SELECT count() AS rows, uniqExact(tracking_id) AS ids, countIf(isNull(latitude) AND isNull(longitude)) AS nowhere,
      countIf(abs(latitude - {lat:Float64}) < 0.5 AND abs(longitude - {lng:Float64}) < 0.6) AS near,
      CAST(sumMap(map(toString(status_given), toUInt64(1))), 'Map(String, UInt64)') AS statuses,
      uniqExact(skpd_given) AS agencies, uniqExact(category) AS categories,
      countIf(status = 'selesai' AND observed_at < time) AS negative,
      round(medianExactIf(dateDiff('second', time, observed_at) / 3600, status = 'selesai'), 1) AS median_hours
    FROM ruang_kendali.complaints WHERE source_id = {source:String}`,
  params: z.object({ source: z.string(), lat: z.number(), lng: z.number() }),
  row: z.object({
    rows: z.number(),
    ids: z.number(),
    nowhere: z.number(),
    near: z.number(),
    statuses: z.record(z.string(), z.number()),
    agencies: z.number(),
    categories: z.number(),
    negative: z.number(),
    median_hours: z.number(),
  }),
});

describe.skipIf(!existsSync(data))('real complaint files give their known answers', () => {
  test('San Francisco 311: 10,000 rows, 4,264 of them at 0,0 without a place', async () => {
    const file = join(data, 'complaints-sf311', 'sf311.csv.gz');
    expect(await ingest('sf311', file)).toMatchObject({ read: 10000, stored: 10000, rejected: 0, balanced: true });
    expect((await complaints({ source: 'sf311', lat: 37.76, lng: -122.45 }))[0]).toMatchObject({
      rows: 10000,
      ids: 10000,
      nowhere: 4264,
      near: 5736,
      statuses: { Closed: 9630, Open: 370 },
      agencies: 200,
      categories: 61,
      negative: 17,
      median_hours: 135.1,
    });
    expect(await ingest('sf311', file)).toMatchObject({ read: 10000, stored: 0, duplicate: 10000, balanced: true });
  });

  test('New York 311: 1,000 rows over 2,955 lines, 23 without a place', async () => {
    const file = join(data, 'complaints-nyc311-small', 'nyc311.csv.gz');
    expect(await ingest('nyc311', file)).toMatchObject({ read: 1000, stored: 1000, rejected: 0, balanced: true });
    expect((await complaints({ source: 'nyc311', lat: 40.7, lng: -73.95 }))[0]).toMatchObject({
      rows: 1000,
      ids: 1000,
      nowhere: 23,
      near: 977,
      statuses: { Open: 424, Closed: 293, 'In Progress': 277, Assigned: 6 },
      agencies: 11,
      categories: 60,
      negative: 0,
    });
  });
});
