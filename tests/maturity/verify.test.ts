import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { maturityBoard } from '../../clickhouse/maturity';
import { readCertificate } from '../../clickhouse/maturity/certificate';
import { verifyMonth } from '../../clickhouse/maturity/verify';
import { warehouse } from '../../clickhouse/warehouse/client';
import { FACT_TABLES } from '../../clickhouse/warehouse/fact-tables';
import { nilai } from '../../jobs/cli/nilai';
import { assessMonth } from '../../jobs/work/assess-month.job';
import { goodEvidence, sampleCity, storeEvidence, surroundings } from './sample-office';

const month = '2026-08';
const timezone = 'Asia/Jakarta';
const verify = (skpd = '') => verifyMonth({ month, timezone, skpd });
const run = (query: string) => warehouse().command({ query, clickhouse_settings: { mutations_sync: '2' } });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let evidence: Parameters<typeof storeEvidence>[0];
const hashes = async () => {
  const { rows } = await maturityBoard({ month, timezone });
  return Object.fromEntries(rows.map(({ skpd, sha256 }) => [skpd, sha256]));
};
let first: Record<string, string>;

/** What the command writes, and the code it ends with. */
async function rk(...args: string[]): Promise<{ out: string; code: number }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  try {
    await nilai.parseAsync(args, { from: 'user' });
  } finally {
    write.mockRestore();
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = 0;
  return { out, code };
}

beforeAll(async () => {
  process.env.RK_NOW = '2026-09-05T00:00:00Z';
  engine = await startTestEngine();
  const judged = ['baik', 'lain'];
  const around = surroundings(judged);
  await applyCityProfile(sampleCity([...judged.map((code) => ({ code })), ...around.offices]), { by: 'uji' });
  evidence = new Map([...around.evidence, ...judged.map((code) => [code, goodEvidence(code)] as const)]);
  await storeEvidence(evidence);
  await assessMonth({ month });
  first = await hashes();
}, 120_000);
afterAll(async () => {
  delete process.env.RK_NOW;
  await engine?.stop();
});
afterEach(() => vi.restoreAllMocks());

test('a month that was never judged cannot be checked', async () => {
  expect(await verifyMonth({ month: '2026-07', timezone, skpd: '' })).toEqual([]);
  await expect(rk('--periode', '2026-07', '--periksa')).rejects.toThrow('2026-07 belum pernah dinilai.');
  await expect(rk('--periode', month, '--skpd', 'bail', '--periksa')).rejects.toThrow('Maksud Anda "baik"?');
});

test('the same evidence gives the same hash at a later day, after a restart, after merges, and loaded anew in another order', async () => {
  process.env.RK_NOW = '2026-10-20T00:00:00Z';
  expect((await verify()).filter(({ same }) => !same)).toEqual([]);
  await engine.restart();
  expect((await verify()).filter(({ same }) => !same)).toEqual([]);
  for (const table of FACT_TABLES) await run(`OPTIMIZE TABLE ${table} FINAL`);
  expect((await verify()).filter(({ same }) => !same)).toEqual([]);
  for (const table of FACT_TABLES) await run(`TRUNCATE TABLE ${table}`);
  await storeEvidence(evidence, 'reversed');
  const checked = await verify();
  expect(Object.fromEntries(checked.map(({ skpd, again }) => [skpd, again]))).toEqual(first);
  await assessMonth({ month });
  expect(await hashes()).toEqual(first);
}, 240_000);

test('the command says so, and the certificate prints the hash that it says', async () => {
  const { out, code } = await rk('--periode', month, '--skpd', 'baik', '--periksa');
  expect(code).toBe(0);
  expect(out).toContain(`sama     baik  2026.1  ${first.baik}`);
  expect(out).toContain('1 hasil dihitung ulang, semua sidik jarinya sama.');
  const certificate = await readCertificate({ skpd: 'baik', month });
  expect(certificate).toMatchObject({
    maturity: { sha256: first.baik, instrument: '2026.1' },
    computedAt: new Date('2026-10-20T00:00:00Z'),
    params: { from: '2026-07-31T17:00:00.000Z', to: '2026-08-31T17:00:00.000Z', timezone, skpd: 'baik' },
    appeals: [],
  });
  expect(await readCertificate({ skpd: 'baik', month: '2026-07' })).toBeNull();
});

test('a changed row gives another hash, and the check names the probe; the other offices keep theirs', async () => {
  await run(`ALTER TABLE participation UPDATE outcome = '' WHERE skpd = 'baik'`);
  const checked = await verify();
  expect(checked.filter(({ same }) => !same).map(({ skpd }) => skpd)).toEqual(['baik']);
  expect(checked.find(({ skpd }) => skpd === 'baik')).toMatchObject({
    stored: first.baik,
    probes: [
      { probe: 'konsultasi-publik', was: { outcome: 'terpenuhi', value: 1 }, is: { outcome: 'belum', value: 0 } },
    ],
    watermark: [],
  });
  const { out, code } = await rk('--periode', month, '--periksa');
  expect(code).toBe(1);
  expect(out).toContain(`BERBEDA  baik  2026.1  ${first.baik}`);
  expect(out).toContain('konsultasi-publik: terpenuhi (nilai 1, ambang 1, n 1) menjadi belum (nilai 0, ambang 1, n 1)');
  expect(out).toMatch(/\d+ hasil dihitung ulang, 1 berbeda\./);
  // Nothing was stored by looking.
  expect(await hashes()).toEqual(first);
});

test('a record that arrives late is told by the newest evidence too', async () => {
  const late = { ...goodEvidence('lain') };
  for (const table of FACT_TABLES) if (table !== 'participation') late[table] = [];
  late.participation = [{ ...late.participation[0], time: '2026-08-31 02:00:00' }];
  await storeEvidence(new Map([['lain', late]]));
  const [lain] = await verify('lain');
  expect(lain).toMatchObject({ skpd: 'lain', same: false, probes: [], watermark: ['participation'] });
});

test('a month that records reach late is judged again by the nightly job, and only such a month', async () => {
  const readAgain = async () => {
    process.env.RK_NOW = '2026-10-21T00:00:00Z';
    await assessMonth({ month: 'bulan-terlambat' });
    return (await readCertificate({ skpd: 'baik', month }))!.computedAt.toISOString();
  };
  expect(await readAgain()).toBe('2026-10-20T00:00:00.000Z');
  const counts = { read: 1, stored: 1, duplicate: 0, rejected: 0, ignored: 0, reasons: {}, duration_ms: 1 };
  const chunk = { run_id: '00000000-0000-4000-8000-000000000001', source_id: 'partisipasi', file_no: 1, chunk: 1 };
  const times = {
    first_time: '2026-08-30 00:00:00',
    last_time: '2026-09-02 00:00:00',
    version: Date.parse('2026-10-20T12:00:00Z'),
  };
  await warehouse().insert({
    table: 'ingest_chunks',
    format: 'JSONEachRow',
    values: [{ ...chunk, ...times, ...counts }],
  });
  expect(await readAgain()).toBe('2026-10-21T00:00:00.000Z');
  expect((await verify()).filter(({ same }) => !same)).toEqual([]);
});
