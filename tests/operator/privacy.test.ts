import { createDecipheriv } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { mappings } from '../../ingest/mappings';
import { ask, DEMO_CITY, type Product, rk, runningFile, type Settings, start, sweep, temporaryFolder } from './product';

/** A person who does not exist: no district of Kota Tangerang has the number 99. */
const NIK = '3671990101900001';
const told = [
  `NIK ${NIK}`,
  'nik_3671990101900001x',
  'KK 36.71.99.010190.0001',
  '3671 9901 0190 0001',
  'HP 081298765432',
  'wa0812-9876-5432',
  '+62 812 9876 5432',
  '(021) 9876543',
  'surel budiman.sutrisno@contoh.id',
  'Bapak Budiman Sutrisno',
  'IBU BUDIMAN SUTRISNO',
  'pak budiman sutrisno',
  'Sdr. H. Budiman Sutrisno',
  'a.n. Budiman',
  'Nama: Budiman Sutrisno',
];
const payload = told.join('; ');
/** Pieces long enough that no identifier, time or compressed block of the data folder holds them by chance. */
const telling = /budiman|sutrisno|3671990101900001|36\.71\.99\.0|3671 9901|9876543|9876[- ]5432|contoh\.id/i;

/** Somebody else, after whom the files are named. */
const NIK_OF_FILE = '3671990303850003';

const folder = temporaryFolder();
const files = join(folder, 'berkas');
let settings: Settings;
let product: Product;
const spoken: string[] = [];

beforeAll(async () => {
  mkdirSync(files);
  settings = { RK_DATA: join(folder, 'data'), PORT: String(await freePort()), RK_CITY: DEMO_CITY };
  product = await start(settings);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  sweep(folder);
});

async function ingest(source: string, text: string) {
  const file = join(files, `${source}_${NIK_OF_FILE}.txt`);
  writeFileSync(file, text);
  const ended = await rk(settings, 'ingest', source, file, '--json');
  spoken.push(ended.out, ended.err);
  return { ...JSON.parse(ended.out), code: ended.code };
}
// biome-ignore lint/suspicious/noExplicitAny: rows of any table
const rows = (query: string) => ask<any>(settings.RK_DATA!, query);

/** Values that a column needs to be accepted; every other column of a mapping gets the whole payload. */
const valid: Record<string, Record<string, string>> = {
  'layanan-csv': {
    langkah: 'diajukan',
    waktu: '2026-10-01 08:00',
    kanal: 'loket',
    skpd: '',
    nominal: '5000',
    identitas: 'nik',
    asal: '',
  },
  'spse-paket': { tanggal_pembuatan: '2026-10-01', pagu: '1500000000', gagal_lelang: 'Tidak' },
  'pesan-csv': { kanal: 'surel', arah: 'masuk', waktu: '2026-10-01 08:00', skpd: '' },
  'partisipasi-csv': { waktu: '2026-10-01 08:00', tingkat: 'e-information', skpd: '' },
  'pindai-csv': {
    waktu: '2026-10-01 08:00',
    terjangkau: 'ya',
    skpd: '',
    bukti: `fitur=${payload.replaceAll('=', '')}`,
  },
  'skm-csv': {
    waktu: '2026-10-01 08:00',
    skpd: '',
    persyaratan: '4',
    prosedur: '4',
    waktu_penyelesaian: '4',
    biaya: '4',
    produk: '4',
    kompetensi: '4',
    perilaku: '4',
    pengaduan: '4',
    sarpras: '4',
  },
  'sp4n-lapor': {
    'Tanggal Laporan Masuk': '5 Jan 2026',
    'Waktu Laporan Masuk': '00:41:43',
    'Klasifikasi Laporan': 'Aspirasi',
    'Tipe Laporan (Anonim/Rahasia)': '',
    'Tanggal Ekspor': '',
  },
};
const sourceOf: Record<string, string> = {
  'layanan-csv': 'siak',
  'spse-paket': 'lpse',
  'pesan-csv': 'pesan-warga',
  'partisipasi-csv': 'partisipasi',
  'pindai-csv': 'pindai-situs',
  'skm-csv': 'skm',
  'sp4n-lapor': 'aduan-lapor',
};
/** A file may be merged away while the folder is read. */
/** What was read; null when the file or folder went away meanwhile. */
function unlessGone<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

async function redisValue(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return redis.xrange(key, '-', '+');
  }
}

const timeColumn = /^(waktu|tanggal_pembuatan|Tanggal Laporan Masuk)$/;

describe('what a clerk wrote into any column never reaches a table', () => {
  test.each(Object.keys(sourceOf))('%s', async (id) => {
    const mapping = mappings[id]!;
    const columns = [...mapping.required, ...(mapping.optional ?? [])];
    const line = (told: string, change: (column: string) => string | undefined = () => undefined) =>
      columns.map((c) => `"${change(c) ?? valid[id]![c] ?? told}"`).join(',');
    const text = [
      columns.join(','),
      line(payload),
      ...told.map((one) => line(one)),
      line(payload, (c) => (timeColumn.test(c) ? 'kemarin' : undefined)),
    ];
    const ledger = await ingest(sourceOf[id]!, `${text.join('\n')}\n`);
    expect(ledger).toMatchObject({ read: told.length + 2, rejected: 1, balanced: true, code: 0 });
    expect(ledger.stored + ledger.duplicate).toBe(told.length + 1);
  });

  test('an access log', async () => {
    const ask = (client: string, user: string, target: string) =>
      `${client} - ${user} [01/Oct/2026:08:00:00 +0700] "GET ${target} HTTP/1.1" 200 12 "https://budiman.sutrisno@situs.example/x" "Mozilla/5.0"`;
    const text = [
      ask('203.0.113.57', 'budiman', `/cek/${NIK}?nama=Budiman`),
      ask('2001:db8:1234:5678::9', '-', '/surat/budiman.sutrisno@contoh.id'),
      ask('203.0.113.58', '-', '/wa/081298765432'),
      ask('203.0.113.58', '-', '/surat/budiman.sutrisno%40contoh.id#x'),
      `tak terbaca ${payload}`,
    ];
    const ledger = await ingest('situs-kota', `${text.join('\n')}\n`);
    expect(ledger).toMatchObject({ read: 5, stored: 4, rejected: 1, balanced: true });
    const nets = await rows('SELECT DISTINCT client_net FROM web_hits ORDER BY client_net');
    expect(nets).toHaveLength(2);
    for (const { client_net } of nets) expect(client_net).toMatch(/^(?:2001:db8:1234::|203\.0\.113\.(?:0|xxx))$/);
  });

  test('no table holds it, no log file, no answer of the command line', async () => {
    const tables = await rows("SELECT name FROM system.tables WHERE database = 'ruang_kendali' AND engine != 'View'");
    expect(tables.length).toBeGreaterThan(20);
    const filled: string[] = [];
    for (const { name } of tables) {
      // The path of a file must be known to carry on with it; its name is shown, and stored elsewhere, without the person.
      const columns = name === 'ingest_runs' ? '* EXCEPT files' : '*';
      const dump = (await rows(`SELECT ${columns} FROM ${name}`)).map((row) => JSON.stringify(row));
      if (dump.length > 0) filled.push(name);
      expect(
        dump.find((line) => telling.test(line) || line.includes(NIK_OF_FILE)),
        name,
      ).toBeUndefined();
    }
    for (const mapping of Object.values(mappings)) expect(filled).toContain(mapping.table);
    const logs = join(folder, 'data', 'catatan');
    for (const name of readdirSync(logs)) expect(readFileSync(join(logs, name), 'utf8')).not.toMatch(telling);
    for (const text of [...spoken, product.said()]) expect(text).not.toMatch(telling);
    for (const text of [...spoken, product.said()]) expect(text).not.toContain(NIK_OF_FILE);
  });

  test('no file of the data folder holds it: the parts of the engine, the queue, the logs', () => {
    const data = join(folder, 'data');
    // The engine merges parts meanwhile: a file that went away lives on in another one, so the whole folder is read again.
    let gone = true;
    for (let look = 0; gone && look < 50; look++) {
      const listed = unlessGone(() => readdirSync(data, { recursive: true, encoding: 'utf8' }));
      const names = listed?.filter((name) => isFile(join(data, name))) ?? [];
      const read = names.map((name) => unlessGone(() => telling.test(readFileSync(join(data, name), 'latin1'))));
      expect(names.filter((_, i) => read[i] === true)).toEqual([]);
      gone = listed === null || read.includes(null);
      if (!gone) expect(names.filter((name) => name.endsWith('.bin')).length).toBeGreaterThan(20);
    }
    expect(gone).toBe(false);
  });

  test('the queue holds it in no key and no value', async () => {
    const data = join(folder, 'data');
    const { redisPassword } = JSON.parse(readFileSync(join(data, 'rahasia.json'), 'utf8'));
    const redis = new Redis({ host: '127.0.0.1', port: runningFile(data)!.redisPort, password: redisPassword });
    try {
      const keys = await redis.keys('*');
      expect(keys.some((key) => key.startsWith('rk:'))).toBe(true);
      for (const key of keys) {
        const held = `${key} ${JSON.stringify(await redisValue(redis, key))}`;
        expect(telling.test(held) || held.includes(NIK_OF_FILE), key).toBe(false);
      }
    } finally {
      redis.disconnect();
    }
  });
});

test('a file without a header line: its first person is not repeated in the refusal', async () => {
  const file = join(files, 'tanpa-judul.csv');
  writeFileSync(file, `${NIK},Budiman Sutrisno,081298765432\n`);
  const ended = await rk(settings, 'ingest', 'siak', file);
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.err).toContain('Berkas ini bukan Peristiwa layanan (CSV umum)');
  expect(ended.out + ended.err).not.toMatch(telling);
  const runs = await rows("SELECT message FROM ingest_runs FINAL WHERE state = 'gagal'");
  expect(JSON.stringify(runs)).not.toMatch(telling);
});

test('one person is one key in every source of a purpose, another person another', { timeout: 180_000 }, async () => {
  const csv = (id: string, person: string) =>
    `id_kasus,layanan,langkah,waktu,pemohon\n${id},x,diajukan,2026-10-02 08:00,${person}\n`;
  await ingest('sikda', csv('K-1', '3671990202800002'));
  await ingest('oss', csv('K-2', '36.71.99.020280.0002'));
  await ingest('psb', csv('K-3', '3671990202800003'));
  await ingest('cpns', csv('K-4', '3.67199E+15'));
  await ingest(
    'partisipasi',
    'id,waktu,tingkat,proses,tindakan,peserta\nP-9,2026-10-02 08:00,e-consultation,x,y,3671990202800002\n',
  );
  const keys = Object.fromEntries(
    (await rows("SELECT case_id, toString(applicant) AS k FROM service_events WHERE case_id LIKE 'K-%'")).map((r) => [
      r.case_id,
      r.k,
    ]),
  );
  const [act] = await rows("SELECT toString(participant) AS k FROM participation WHERE time = '2026-10-02 01:00:00'");
  expect(keys['K-1']).toBe(keys['K-2']);
  expect(act.k).toBe(keys['K-1']);
  expect(keys['K-3']).not.toBe(keys['K-1']);
  expect(keys['K-4']).toBe('0');

  const { privacyKey } = JSON.parse(readFileSync(join(folder, 'data', 'rahasia.json'), 'utf8'));
  const hash = async (key: Buffer) =>
    (
      await rows(
        `SELECT toString(sipHash64Keyed((${key.readBigUInt64LE(0)}, ${key.readBigUInt64LE(8)}), 'nik', '3671990202800002')) AS k`,
      )
    )[0].k;
  const own = Buffer.from(privacyKey, 'hex');
  expect(await hash(own)).toBe(keys['K-1']);
  const other = Buffer.from(own);
  other[0] = other[0]! ^ 1;
  expect(await hash(other)).not.toBe(keys['K-1']);
});

test('the text of a rejected record decrypts to the original with the key of the folder', async () => {
  const { rejectKey } = JSON.parse(readFileSync(join(folder, 'data', 'rahasia.json'), 'utf8'));
  const rejects = await rows('SELECT source_id, hex(iv) AS iv, hex(text_encrypted) AS text FROM ingest_rejects');
  const plain = rejects.map((r) => {
    const bytes = Buffer.from(r.text, 'hex');
    const cipher = createDecipheriv('aes-256-gcm', Buffer.from(rejectKey, 'hex'), Buffer.from(r.iv, 'hex'));
    cipher.setAuthTag(bytes.subarray(-16));
    return {
      source: r.source_id,
      text: Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString(),
    };
  });
  expect(plain.find((p) => p.source === 'situs-kota')!.text).toBe(`tak terbaca ${payload}`);
  expect(JSON.parse(plain.find((p) => p.source === 'skm')!.text)).toContain('kemarin');
  expect(JSON.parse(plain.find((p) => p.source === 'skm')!.text)).toContain(payload);
  expect(new Set(rejects.map((r) => r.iv)).size).toBe(rejects.length);
});

test('secrets and settings are for their owner alone', () => {
  const data = join(folder, 'data');
  expect(statSync(data).mode & 0o777).toBe(0o700);
  const files = [
    'rahasia.json',
    ...['setelan', 'catatan'].flatMap((f) => readdirSync(join(data, f)).map((n) => join(f, n))),
  ];
  expect(files.length).toBeGreaterThan(6);
  for (const file of files) expect(statSync(join(data, file)).mode & 0o777, file).toBe(0o600);
});
