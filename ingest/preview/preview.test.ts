import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { warehouse } from '../../clickhouse/warehouse/client';
import { previewFile } from './preview';

const { profile } = parseCityProfile(SMALL_CITY);
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let folder: string;
beforeAll(async () => {
  engine = await startTestEngine();
  folder = mkdtempSync(join(tmpdir(), 'rk-pratinjau-'));
});
afterAll(async () => {
  await warehouse().close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const steps = [
  'id_kasus;layanan;langkah;waktu;pemohon;keterangan',
  'A-1;akta;diajukan;2026-10-31 09:15:00;3671010101010001;telepon saya 081234567890',
  'A-1;akta;selesai;2026-10-31 10:15:00;3671010101010001;',
  'A-2;akta;melayang;2026-10-31 09:20:00;;',
].join('\n');

test('a file tells its format and its mapping, and is shown as read and as stored', async () => {
  const seen = await previewFile(file('a.csv', steps), { skpd: 'disdukcapil' }, profile);
  expect(seen).toMatchObject({
    format: 'csv',
    mapping: 'layanan-csv',
    table: 'service_events',
    counts: { read: 3, ok: 2, rejected: 1, ignored: 0, reasons: { nilai_tak_dikenal: 1 } },
    rejected: [{ line: 4, reason: 'nilai_tak_dikenal', column: 'langkah' }],
    zone: 'Asia/Jakarta',
    doubt: null,
  });
  expect(seen.suggestions[0]).toMatchObject({ id: 'layanan-csv', missing: [] });
  expect(seen.mapped[0]!.fields).toMatchObject({
    case_id: 'A-1',
    step: 'diajukan',
    time: '2026-10-31 02:15:00',
    skpd: 'disdukcapil',
    applicant: 'sidik',
  });
  expect(seen.feeds.metrics).toContain('layanan_tuntas');
  expect(seen.feeds.probes).toContain('layanan-daring');
  expect(seen.columns.find((c) => c.name === 'langkah')).toMatchObject({
    class: 'umum',
    values: ['diajukan', 'selesai', 'melayang'],
  });
  const told = JSON.stringify(seen);
  for (const personal of ['3671010101010001', '081234567890']) expect(told).not.toContain(personal);
});

test('a file of no known mapping is shown as read, with the classes its columns seem to have', async () => {
  const text = 'No Tiket,Nama Pasien,NIK,Poli,Jam Ambil\nT1,Siti Rekaan,3671010101010001,gigi,2026-10-31 08:00\n';
  const seen = await previewFile(file('b.csv', text), {}, profile);
  expect(seen).toMatchObject({ mapping: '', table: '', mapped: [] });
  expect(seen.columns.map((c) => c.class)).toEqual(['pengenal', 'pribadi', 'pribadi', 'umum', 'umum']);
  expect(seen.read).toEqual([{ line: 2, cells: ['T1', '', '', 'gigi', '2026-10-31 08:00'] }]);
});

test('an access log is known by its lines', async () => {
  const line = '203.0.113.9 - - [31/Oct/2026:09:00:00 +0700] "GET /layanan HTTP/1.1" 200 512 "-" "Mozilla/5.0"\n';
  const seen = await previewFile(file('c.log', line.repeat(3)), { situs: 'uji.example', skpd: 'diskominfo' }, profile);
  expect(seen).toMatchObject({
    format: 'combined',
    mapping: 'log-akses',
    table: 'web_hits',
    counts: { read: 3, ok: 3 },
  });
  expect(seen.mapped[0]!.fields).toMatchObject({
    path: '/layanan',
    client_net: expect.stringMatching(/^203\.0\.113\./),
    time: '2026-10-31 02:00:00',
  });
  expect(JSON.stringify(seen)).not.toContain('203.0.113.9');
});

test('hours that make no sense raise a doubt about the zone', async () => {
  const lines = Array.from(
    { length: 100 },
    (_, i) => `B-${i},akta,diajukan,2026-10-30 ${String((i % 9) + 1).padStart(2, '0')}:00:00`,
  );
  const seen = await previewFile(file('d.csv', ['id_kasus,layanan,langkah,waktu', ...lines].join('\n')), {}, profile);
  expect(seen.doubt).toMatchObject({ rather: 'UTC' });
  const days = lines.map((line) => line.slice(0, -9));
  const ofDays = await previewFile(file('g.csv', ['id_kasus,layanan,langkah,waktu', ...days].join('\n')), {}, profile);
  expect(ofDays).toMatchObject({ counts: { ok: 100 }, doubt: null });
});

test('times that say their zone raise no doubt, however late they are', async () => {
  const line = (i: number) =>
    `203.0.113.9 - - [31/Oct/2026:0${i % 4}:00:00 +0700] "GET /layanan/${i} HTTP/1.1" 200 512 "-" "Mozilla/5.0"`;
  const text = Array.from({ length: 100 }, (_, i) => line(i)).join('\n');
  expect(await previewFile(file('g.log', text), { skpd: 'diskominfo' }, profile)).toMatchObject({
    counts: { ok: 100 },
    doubt: null,
  });
});

test('what is no data is refused in a sentence', async () => {
  await expect(previewFile(file('e.csv', '<!doctype html><title>Masuk</title>'), {}, profile)).rejects.toThrow(
    'halaman web',
  );
  await expect(previewFile(file('f.csv', ''), {}, profile)).rejects.toThrow('kosong');
});
