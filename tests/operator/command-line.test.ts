import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { program } from '../../jobs/cli/program';
import {
  ask,
  DEMO_CITY,
  INTERNALS,
  type Product,
  processesOf,
  rk,
  runningFile,
  type Settings,
  sleep,
  start,
  sweep,
  temporaryFolder,
  until,
} from './product';

const folder = temporaryFolder();
let settings: Settings;
let product: Product;

beforeAll(async () => {
  settings = { RK_DATA: join(folder, 'data'), PORT: String(await freePort()), RK_CITY: DEMO_CITY };
  product = await start(settings);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  sweep(folder);
});

test('every command and subcommand has its help in Indonesian', async () => {
  const path = (c: Command): string => (c.parent ? `${path(c.parent)} ${c.name()}` : c.name());
  const all = (c: Command): Command[] => [c, ...c.commands.flatMap(all)];
  expect(all(program).map(path)).toEqual(expect.arrayContaining(['rk', 'rk kota terapkan', 'rk akun nonaktif']));
  for (const command of all(program)) {
    const help = command.helpInformation();
    expect(help).toMatch(new RegExp(`^Pemakaian: ${path(command)}`));
    expect(help).toContain('tampilkan bantuan');
    expect(help).not.toMatch(/Usage|Options|Commands|Arguments|display help|\[options\]|\[command\]|default:/);
  }
  const asked = await rk(settings, 'kota', 'terapkan', '--help');
  expect([asked.code, asked.err]).toEqual([0, '']);
  expect(asked.out).toMatch(/^Pemakaian: rk kota terapkan/);
});

test.each([
  [['ingst'], 'Mungkin maksud Anda: ingest.'],
  [['akun', 'apa'], 'Perintah "apa" tidak dikenal. Lihat: npm run rk -- akun --help'],
  [['ingest', 'siak', 'x', '--cepat'], 'Pilihan "--cepat" tidak dikenal.'],
  [['sql', 'SELECT', '1'], 'Terlalu banyak argumen; beri tanda kutip'],
  [['nilai', '--periode', '2026-13'], 'Periode "2026-13" bukan bulan.'],
])('%j is told in one sentence', async (args, sentence) => {
  const ended = await rk(settings, ...args);
  expect(ended.err).toContain(sentence);
  expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.err).not.toMatch(INTERNALS);
  expect([ended.code, ended.out]).toEqual([1, '']);
});

describe('rk sql', () => {
  test.each([
    'INSERT INTO users SELECT * FROM users',
    'SYSTEM SHUTDOWN',
    'KILL QUERY WHERE 1',
    'WITH 1 AS x INSERT INTO users SELECT x',
    'SELECT 1; DROP TABLE users',
    '/* x */ DROP TABLE users',
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    'SELECT 1 SETTINGS readonly = 0',
    'SELECT tak_ada FROM users',
    'SELECT throwIf(number = 900000) FROM numbers(1000000)',
  ])('refuses %s', async (query) => {
    const ended = await rk(settings, 'sql', query);
    expect(ended.code).toBe(1);
    expect(ended.out).toBe('');
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.err).not.toMatch(/\n\s+at |DB::|Stack/);
    expect(await ask(settings.RK_DATA!, 'SELECT count() > 0 AS there FROM schema_migrations')).toEqual([{ there: 1 }]);
  });

  test('prints formats, its own FORMAT included', async () => {
    const asked = (...args: string[]) => rk(settings, 'sql', ...args).then((e) => e.out);
    expect(await asked('SELECT 1 AS a, 2 AS b; -- catatan', '--format', 'CSVWithNames')).toBe('"a","b"\n1,2\n');
    expect(await asked('SELECT 1 AS a', '--format', 'JSONEachRow')).toBe('{"a":1}\n');
    expect(await asked('SELECT 1 AS a FORMAT TSV')).toBe('1\n');
    expect(await asked('SELECT 1 AS a')).toContain('┌─a─┐');
    expect(await asked('(SELECT count() AS n FROM city_skpd)', '--format', 'TSV')).toMatch(/^\d+\n$/);
    expect((await rk(settings, 'sql', 'SELECT 1', '--format', 'Apa')).err).toBe('Kueri ditolak: Unknown format Apa.\n');
  });
});

test('kota terapkan tells line, what and what to write, and changes nothing', async () => {
  const file = join(folder, 'kota.yaml');
  const wrong = readFileSync(DEMO_CITY, 'utf8')
    .replace('pemetaan: sp4n-lapor', 'pemetan: sp4n-lapor')
    .replace('jenis: kota', 'jenis: desa');
  writeFileSync(file, wrong);
  const ended = await rk(settings, 'kota', 'terapkan', file);
  const line = wrong.split('\n').findIndex((l) => l.includes('pemetan:')) + 1;
  expect(ended.err).toMatch(/^kota\.yaml baris 8: jenis "desa" bukan pilihan\. Tulis .*kota/);
  expect(ended.err).toMatch(new RegExp(`^kota\\.yaml baris ${line}: kunci sumber\\[1\\]\\.pemetan .*pemetaan`, 'm'));
  expect(ended.err).not.toMatch(INTERNALS);
  expect(ended.code).toBe(1);
  expect(await ask(settings.RK_DATA!, 'SELECT count() AS n FROM city_profiles')).toEqual([{ n: 1 }]);
});

interface Finding {
  part: string;
  version: string;
  address: string;
  sizeBytes: number | null;
  wrong: string;
}
async function doctor() {
  const ended = await rk(settings, 'periksa', '--json');
  expect(ended.err).toBe('');
  const findings = JSON.parse(ended.out) as Finding[];
  return { code: ended.code, of: (part: string) => findings.find((f) => f.part === part)!, findings };
}

describe('rk periksa', () => {
  test('all well: parts, versions, addresses, sizes', async () => {
    const { code, of, findings } = await doctor();
    expect(findings.filter((f) => f.wrong)).toEqual([]);
    expect(code).toBe(0);
    expect(of('mesin data')).toMatchObject({
      version: expect.stringMatching(/^ClickHouse \d+\.\d+.* \(tertanam\)$/),
      address: expect.stringMatching(/^http:\/\/127/),
    });
    expect(of('redis').version).toMatch(/^Redis \d/);
    expect(of('folder data').sizeBytes).toBeGreaterThan(10_000);
    expect(of('profil kota').address).toContain('Kota Tangerang');
    const text = await rk(settings, 'periksa');
    expect(text.out).toMatch(/Semua bagian sehat\.\n$/);
  });

  test.each([
    ['engine', 'mesin data', /tidak menjawab/],
    ['redis', 'redis', /Tidak menjawab/],
    ['worker', 'pekerja', /Tidak berdetak/],
    ['web', 'web', /Tidak menjawab/],
  ])(
    '%s is down: named, with what happened and where to read on',
    async (name, part, sentence) => {
      // Frozen, not dead: the supervisor would be faster than the doctor.
      const { pid } = runningFile(settings.RK_DATA!)!.parts[name]!;
      if (name === 'worker') {
        process.kill(pid!, 'SIGSTOP');
        // Its last beat, at most 5 s old, is remembered for 20 s: until then nobody needs to ask.
        await sleep(15_000);
        const redisKey = async () => (await doctor()).of('pekerja').wrong;
        await until('silence', async () => sentence.test(await redisKey()), 40_000);
        process.kill(pid!, 'SIGCONT');
        await until('beat', async () => (await redisKey()) === '', 40_000);
        return;
      }
      process.kill(pid!, 'SIGSTOP');
      const { code, of } = await doctor();
      process.kill(pid!, 'SIGCONT');
      expect(of(part).wrong).toMatch(/[Tt]idak menjawab/);
      expect(of(part).wrong).not.toMatch(INTERNALS);
      expect(code).toBe(1);
    },
    120_000,
  );

  test('stopped: every part says so, and nothing is started by asking', async () => {
    await product.stop();
    const { code, of } = await doctor();
    expect(code).toBe(1);
    for (const part of ['mesin data', 'redis', 'pekerja', 'web'])
      expect(of(part).wrong).toBe('Tidak berjalan. Nyalakan dengan: npm start');
    expect(processesOf(settings.RK_DATA!)).toEqual([]);
    const nowhere = await rk({ ...settings, RK_DATA: join(folder, 'tak-ada') }, 'periksa');
    expect(nowhere).toMatchObject({ code: 1, err: '' });
    expect(nowhere.out).toContain('Belum ada; dibuat oleh npm start.');
  });
});

test('without the product running commands start what they need, also several at once, and leave nothing behind', async () => {
  const file = (n: number) => {
    mkdirSync(join(folder, 'berkas'), { recursive: true });
    const path = join(folder, 'berkas', `${n}.csv`);
    writeFileSync(path, `id_kasus,layanan,langkah,waktu\nB-${n},akta,diajukan,2026-10-01 08:00\n`);
    return path;
  };
  const several = await Promise.all([1, 2, 3].map((n) => rk(settings, 'ingest', 'siak', file(n), '--json')));
  for (const ended of several) {
    expect(ended.code, ended.err).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({ stored: 1, balanced: true });
  }
  expect(processesOf(settings.RK_DATA!)).toEqual([]);
  const count = await rk(
    settings,
    'sql',
    "SELECT count() FROM service_events WHERE case_id LIKE 'B-%'",
    '--format',
    'TSV',
  );
  expect([count.code, count.out]).toEqual([0, '3\n']);
  expect(count.err).toBe('Ruang Kendali tidak sedang berjalan: mesin data dinyalakan sebentar ...\n');
}, 180_000);
