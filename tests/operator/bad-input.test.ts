import { appendFileSync, mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { ask, DEMO_CITY, INTERNALS, type Product, rk, type Settings, start, sweep, temporaryFolder } from './product';

const folder = temporaryFolder();
const files = join(folder, 'berkas');
let settings: Settings;
let product: Product;

beforeAll(async () => {
  mkdirSync(files);
  settings = { RK_DATA: join(folder, 'data'), PORT: String(await freePort()), RK_CITY: DEMO_CITY };
  product = await start(settings);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  sweep(folder);
});

function file(name: string, content: string | Buffer): string {
  const path = join(files, name);
  writeFileSync(path, content);
  return path;
}
const facts = ['web_hits', 'service_events', 'complaints', 'ingest_rejects', 'ingest_chunks'];
async function stored(): Promise<number> {
  const counts = facts.map((t) => `SELECT count() AS n FROM ${t}`).join(' UNION ALL ');
  return (await ask<{ n: number }>(settings.RK_DATA!, counts)).reduce((sum, r) => sum + r.n, 0);
}

const logLine = (second: number, path = '/') =>
  `203.0.113.7 - - [01/Oct/2026:08:00:${String(second).padStart(2, '0')} +0700] "GET ${path} HTTP/1.1" 200 12 "-" "Mozilla/5.0"\n`;
const head = 'id_kasus,layanan,langkah,waktu';
const step = (id: string, rest = 'akta,diajukan,2026-10-01 08:00') => `${id},${rest}\n`;

describe('refused: one sentence, exit code not 0, nothing stored', () => {
  const gz = gzipSync(Array.from({ length: 5_000 }, (_, i) => logLine(i % 60, `/${Math.sin(i)}`)).join(''));
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
  const cases: [string, string, () => string, string][] = [
    [
      'a truncated gz',
      'situs-kota',
      () => file('potong.gz', gz.subarray(0, gz.length >> 1)),
      'Arsip gz rusak atau terpotong',
    ],
    [
      'a broken gz',
      'situs-kota',
      () => file('rusak.gz', Buffer.concat([gz.subarray(0, 900), Buffer.alloc(300, 7), gz.subarray(1_200)])),
      'Arsip gz rusak atau terpotong',
    ],
    [
      'a truncated gz of a table',
      'siak',
      () => file('potong.csv.gz', gzipSync(`${head}\n${step('x').repeat(9_999)}`).subarray(0, 90)),
      'Arsip gz rusak atau terpotong',
    ],
    ['a CSV for a log', 'situs-kota', () => file('a.csv', `${head}\n${step('1')}`), 'Berkas ini bukan log akses'],
    ['a log for complaints', 'aduan-lapor', () => file('a.log', logLine(1)), 'Berkas ini bukan SP4N-LAPOR!'],
    ['another CSV for complaints', 'aduan-lapor', () => file('b.csv', `${head}\n${step('1')}`), 'kolom "Tracking ID"'],
    ['half a workbook', 'siak', () => file('a.xlsx', 'PK\u0003\u0004abc'), 'Buku kerja ini rusak atau terpotong'],
    [
      'a sign-in page',
      'siak',
      () => file('a.json', '<!doctype html><title>Masuk</title>'),
      'Berkas ini halaman web (HTML)',
    ],
    ['PNG', 'siak', () => file('a.png', png), 'Berkas ini bukan teks CSV'],
    ['PNG for a log', 'situs-kota', () => file('b.png', png), 'Berkas ini bukan log akses'],
    ['an empty file', 'siak', () => file('kosong.csv', ''), 'Berkas kosong'],
    ['an empty log', 'situs-kota', () => file('kosong.log', ''), 'Berkas kosong'],
    ['an empty gz', 'situs-kota', () => file('kosong.gz', gzipSync('')), 'Berkas kosong'],
    ['a folder', 'siak', () => files, 'Ini folder, bukan berkas'],
    ['a device', 'siak', () => '/dev/zero', 'Ini bukan berkas biasa'],
    ['a missing file', 'siak', () => join(files, 'tak-ada.csv'), 'Berkas tidak ditemukan'],
    [
      'a UTF-16 log',
      'situs-kota',
      () => file('utf16.log', Buffer.from(`\ufeff${logLine(1)}`, 'utf16le')),
      'berkode UTF-16',
    ],
    [
      'an unknown source',
      'tak-dikenal',
      () => file('c.csv', `${head}\n${step('1')}`),
      'Sumber "tak-dikenal" tidak ada pada profil kota. Yang ada: situs-kota',
    ],
    [
      'missing columns',
      'siak',
      () => file('d.csv', 'id_kasus,layanan\n1,akta\n'),
      'kolom "langkah", "waktu" tidak ada',
    ],
    ['a wrong header alone', 'siak', () => file('e.csv', 'apa,saja\n'), 'Berkas ini bukan Peristiwa layanan'],
  ];
  test.each(cases)('%s', async (_, source, path, sentence) => {
    const before = await stored();
    const ended = await rk(settings, 'ingest', source, path());
    expect(ended.err).toContain(sentence);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.out + ended.err).not.toMatch(INTERNALS);
    expect(ended.code).toBe(1);
    expect(await stored()).toBe(before);
  });

  test('one bad file of several: none is stored', async () => {
    const before = await stored();
    const ended = await rk(
      settings,
      'ingest',
      'siak',
      file('baik.csv', `${head}\n${step('Q1')}`),
      file('buruk.csv', 'x\n1\n'),
    );
    expect(ended.code).toBe(1);
    expect(await stored()).toBe(before);
  });

  test('--json prints one line of JSON also then', async () => {
    const ended = await rk(settings, 'ingest', 'siak', file('f.csv', 'x\n1\n'), '--json');
    expect(ended.out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(ended.out)).toMatchObject({ state: 'gagal', read: 0, stored: 0 });
    expect(ended.code).toBe(1);
  });
});

async function accepted(source: string, name: string, content: string | Buffer) {
  const ended = await rk(settings, 'ingest', source, file(name, content), '--json');
  expect(ended.err).toBe('');
  expect(ended.out.trimEnd().split('\n')).toHaveLength(1);
  const ledger = JSON.parse(ended.out);
  expect(ledger.balanced).toBe(true);
  expect(ledger.read).toBe(ledger.stored + ledger.duplicate + ledger.rejected + ledger.ignored);
  expect(ended.code).toBe(0);
  const rejects = await ask<{ line: number; reason: string; detail: string }>(
    settings.RK_DATA!,
    `SELECT line, reason, detail FROM ingest_rejects WHERE run_id = '${ledger.run_id}' ORDER BY line`,
  );
  return { ...ledger, rejects: rejects.map((r) => `${r.line} ${r.reason} ${r.detail}`.trim()) };
}

describe('accepted: every record is accounted for', () => {
  test('semicolons, BOM, CRLF, quotes, no-break spaces', async () => {
    const text = `\ufeff${head.replaceAll(',', ';')};kanal\u00a0\r\n"S""1";akta;\u00a0Diajukan ;2026-10-01 08:00;LOKET\r\nS2;"akta; lahir";selesai;2026-10-02 08:00;\r\n`;
    expect(await accepted('siak', 'titik-koma.csv', text)).toMatchObject({ read: 2, stored: 2 });
    expect(
      await ask(
        settings.RK_DATA!,
        "SELECT case_id, service, step, channel FROM service_events WHERE case_id LIKE 'S%' ORDER BY case_id",
      ),
    ).toEqual([
      { case_id: 'S"1', service: 'akta', step: 'diajukan', channel: 'loket' },
      { case_id: 'S2', service: 'akta; lahir', step: 'selesai', channel: '' },
    ]);
  });

  test('wrong records are rejected with line and reason, the others stored', async () => {
    const text = [
      head,
      'R1,akta,diajukan,2026-10-01 08:00',
      'R2,akta,diajukan',
      'R3,akta,diajukan,2026-10-01 08:00,lebih',
      'R4,akta,melayang,2026-10-01 08:00',
      'R5,akta,diajukan,32/13/2026 99:99',
      'R6,akta,diajukan,2026-02-30 08:00',
      ',akta,diajukan,2026-10-01 08:00',
      'R8,"akta,diajukan,2026-10-01 08:00',
      'R9,akta,diajukan,31/10/2026 08.15',
      'R10,akta,diajukan,5 Januari 2026',
      `R11,${'x'.repeat(5 << 20)},diajukan,2026-10-01 08:00`,
      'R12,akta\0,diajukan,2026-10-01 08:00',
      Buffer.from('R13,\xe9\xff,diajukan,2026-10-01 08:00', 'latin1'),
      'R14,akta,diajukan,2026-10-01T08:00:00+07:00',
    ];
    const bytes = Buffer.concat(text.flatMap((line) => [Buffer.from(line as string), Buffer.from('\n')]));
    const ledger = await accepted('siak', 'campur.csv', bytes);
    expect(ledger.rejects).toEqual([
      '3 jumlah_kolom_berbeda',
      '4 jumlah_kolom_berbeda',
      '5 nilai_tak_dikenal langkah',
      '6 waktu_tak_terbaca waktu',
      '7 waktu_tak_terbaca waktu',
      '8 kolom_wajib_kosong id_kasus',
      expect.stringMatching(/^9 (kutip_rusak|jumlah_kolom_berbeda)/),
      expect.stringMatching(/^12 /),
    ]);
    expect(ledger).toMatchObject({ read: 14, stored: 6, rejected: 8 });
    const again = await accepted('siak', 'campur.csv', bytes);
    expect(again).toMatchObject({ read: 14, stored: 0, duplicate: 6, rejected: 8 });
  });

  test('a log with a line of 5 MB, NUL, other bytes, blank and torn lines', async () => {
    const text = Buffer.concat([
      Buffer.from(logLine(1) + logLine(2, `/${'y'.repeat(5 << 20)}`) + logLine(3, '/nul\0l')),
      Buffer.from(logLine(4, '/caf\xe9'), 'latin1'),
      Buffer.from(`\n${'z'.repeat(5 << 20)}\n203.0.113.7 - - [01/Oct/20`),
    ]);
    const ledger = await accepted('situs-kota', 'aneh.log', text);
    expect(ledger).toMatchObject({ read: 7, stored: 4, ignored: 1, rejected: 2 });
    expect(ledger.rejects).toEqual(['6 bukan_baris_log', '7 bukan_baris_log']);
    expect(await accepted('situs-kota', 'aneh.log', text)).toMatchObject({ read: 7, stored: 0, duplicate: 4 });
  });

  test('a small table in gz, a header alone, the same record twice in a file', async () => {
    expect(await accepted('siak', 'kecil.csv.gz', gzipSync(`${head}\n${step('G1')}`))).toMatchObject({
      read: 1,
      stored: 1,
    });
    expect(await accepted('siak', 'judul.csv', `${head}\n`)).toMatchObject({ read: 0, stored: 0 });
    expect(await accepted('siak', 'dua.csv', `${head}\n${step('D1')}${step('D1')}`)).toMatchObject({
      read: 2,
      stored: 1,
      duplicate: 1,
      reasons: { kembar_dalam_berkas: 1 },
    });
  });
});

describe('SP4N-LAPOR!: exports of 5,000 complaints, day after day', () => {
  const header =
    'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan';
  const of = <T>(list: T[], i: number) => list[i % list.length]!;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const statuses = [
    'Diarsipkan oleh Admin',
    'Diarsipkan oleh Pelapor',
    'Diarsipkan oleh Sistem',
    'Ditutup oleh Admin',
    'Ditutup oleh Pelapor',
    'Ditutup oleh Sistem',
    'Menunggu Kelengkapan Informasi',
  ];
  const quoted = (s: string) => (/[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s);
  const complaint = (i: number, status: string) =>
    [
      String(7_000_000 + i),
      `${1 + (i % 28)} ${of(months, i)} 2024`,
      `${String(i % 24).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:43`,
      `Warga Rekaan ${i}`,
      of(
        ['Aspirasi', 'Pengaduan Berkadar Pengawasan', 'Pengaduan Tidak Berkadar Pengawasan', 'Permintaan Informasi'],
        i,
      ),
      String(100 + (i % 40)),
      of(['Taman', 'Trotoar', 'Perlindungan Konsumen', 'Tenaga Medis/ STR'], i),
      `Jalan rusak, "dekat pasar" nomor ${i}`,
      `Mohon ditindaklanjuti,\nsudah "lama" ${i}`,
      '',
      of(['', 'Anonim', 'Rahasia', 'Anonim|Rahasia'], i),
      of(['Android', 'Website', 'Whatsapp', 'Website - pemerintah-kota-samarinda'], i),
      'Pemerintah Kota Tangerang',
      i % 5 ? String(i % 30) : '',
      i % 5 ? of(['Dinas Kesehatan', 'DINAS KESEHATAN', 'SATUAN POLISI PAMONG PRAJA', 'Dinas Perhubungan'], i) : '',
      status,
      i % 3 ? '' : 'Laporan ini diarsipkan sesuai dengan keinginan Pelapor',
      'Banten',
      'Kota Tangerang',
      of(['', 'Ciledug', 'CIPONDOH', 'Karawaci'], i),
      '',
    ]
      .map(quoted)
      .join(',');
  const changed = (i: number) => i % 25 === 7;
  const firstText = `${header}\n${Array.from({ length: 5_000 }, (_, i) => complaint(i, of(statuses, i))).join('\n')}\n`;
  const laterText = `${header}\n${Array.from({ length: 5_000 }, (_, i) => complaint(i, changed(i) ? of(statuses, i + 1) : of(statuses, i))).join('\n')}\n`;
  const day = (n: number) => new Date(Date.UTC(2026, 9, n, 3, 0, 0));
  const put = (name: string, text: string, at: Date) => {
    const path = file(name, text);
    utimesSync(path, at, at);
    return path;
  };
  const load = async (path: string) => JSON.parse((await rk(settings, 'ingest', 'aduan-lapor', path, '--json')).out);
  let older: string;

  test('all are accounted for; the same export again stores nothing', async () => {
    expect(header).toBe(readFileSync('../shared/data/complaints-sp4n-lapor-format/header.csv', 'utf8').trim());
    older = put('lapor-1.csv', firstText, day(1));
    expect(await load(older)).toMatchObject({ read: 5_000, stored: 5_000, rejected: 0, balanced: true });
    expect(await load(older)).toMatchObject({ read: 5_000, stored: 0, duplicate: 5_000, balanced: true });
    expect(await load(put('salinan.csv', firstText, day(9)))).toMatchObject({ stored: 0, duplicate: 5_000 });
  });

  test('a later export stores the 200 that changed; the older one again nothing; the newest status stands', async () => {
    expect(await load(put('lapor-2.csv', laterText, day(2)))).toMatchObject({
      read: 5_000,
      stored: 200,
      duplicate: 4_800,
      balanced: true,
    });
    expect(await load(older)).toMatchObject({ read: 5_000, stored: 0, duplicate: 5_000, balanced: true });
    expect(await load(put('lapor-2.csv', laterText, day(3)))).toMatchObject({ stored: 0, duplicate: 5_000 });
    const current = await ask<{ tracking_id: string; status_given: string; versions: number }>(
      settings.RK_DATA!,
      'SELECT tracking_id, status_given, versions FROM complaints_current ORDER BY tracking_id',
    );
    expect(current).toHaveLength(5_000);
    expect(current.filter((c) => c.versions === 2)).toHaveLength(200);
    for (const [i, c] of current.entries()) expect(c.status_given).toBe(of(statuses, changed(i) ? i + 1 : i));
    const [secret] = await ask(settings.RK_DATA!, "SELECT count() AS n FROM complaints WHERE secret AND title != ''");
    expect(secret).toEqual({ n: 0 });
  });
});

test('a file that shrinks and one that grows between two runs', async () => {
  const path = file('tumbuh.log', logLine(11) + logLine(12));
  expect(JSON.parse((await rk(settings, 'ingest', 'situs-kota', path, '--json')).out)).toMatchObject({ stored: 2 });
  appendFileSync(path, logLine(13));
  expect(JSON.parse((await rk(settings, 'ingest', 'situs-kota', path, '--json')).out)).toMatchObject({
    stored: 1,
    duplicate: 2,
  });
  truncateSync(path, logLine(11).length);
  expect(JSON.parse((await rk(settings, 'ingest', 'situs-kota', path, '--json')).out)).toMatchObject({
    stored: 0,
    duplicate: 1,
  });
});
