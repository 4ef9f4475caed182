import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { monthSpan } from '../../clickhouse/local-time';
import { assessMaturity } from '../../clickhouse/maturity';
import { insertFacts } from '../../clickhouse/metrics/test-city';
import type { Viewer } from '../access/roles';
import { boardFile } from './board-file.server';
import { readComparePage } from './compare.server';
import { readWhatIfPage } from './what-if.server';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const timezone = 'Asia/Jakarta';
let engine: Awaited<ReturnType<typeof startTestEngine>>;

const viewer = (role: Viewer['role'], skpd: string | null = null): Viewer => ({
  userId: '00000000-0000-4000-8000-000000000000',
  name: 'Uji',
  email: 'uji@contoh.go.id',
  role,
  skpd,
});
const planner = viewer('perencana');
const request = (address: string) => new Request(`http://uji.local/kematangan/${address}`);

async function assess(month: string): Promise<void> {
  await assessMaturity({ ...monthSpan(month, timezone), timezone, now: new Date('2026-10-05T00:00:00Z') });
}

beforeAll(async () => {
  process.env.RK_NOW = '2026-10-05T00:00:00Z';
  engine = await startTestEngine();
  await applyCityProfile(parseCityProfile(SMALL_CITY, 'uji'), { by: 'uji' });
  for (const month of ['2025-09', '2026-09'])
    await insertFacts('interactions', [
      ...Array.from({ length: 12 }, (_, i) => ({
        skpd: 'diskominfo',
        thread_id: `${month}-${i}`,
        time: `${month}-01 02:00:00`,
      })),
      ...Array.from({ length: month < '2026' ? 12 : 9 }, (_, i) => ({
        skpd: 'diskominfo',
        thread_id: `${month}-${i}`,
        time: `${month}-02 02:00:00`,
        direction: 'keluar',
      })),
      { skpd: 'diskominfo', thread_id: `${month}-x`, time: `${month}-29 02:00:00` },
    ]);
  await assess('2025-09');
  await assess('2026-09');
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await engine.stop();
});

describe('what-if', () => {
  it('opens with the board as it is, and last year beside it', async () => {
    const page = await readWhatIfPage(request('andai'), planner);
    expect(page).toMatchObject({ month: '2026-09', instrument: '2026.1', changes: [] });
    expect(page.rows.every(({ moved }) => !moved)).toBe(true);
    expect(page.yearBefore?.month).toBe('2025-09');
    expect(page.city?.supposed).toEqual(page.city?.asIs);
  });

  it('turns probes of one office and marks a looser threshold', async () => {
    const steps = ['informasi-wajib', 'situs-hidup', 'situs-mutakhir', 'standar-pelayanan'];
    const address = `andai?skpd=diskominfo&ambang.pesan-dibalas=75&${steps.map((id) => `hasil.diskominfo.${id}=terpenuhi`).join('&')}`;
    const page = await readWhatIfPage(request(address), planner);
    const row = page.rows[0]!;
    expect(row).toMatchObject({
      skpd: 'diskominfo',
      moved: true,
      asIs: { reached: 0 },
      supposed: { reached: 1, baru: true },
    });
    expect(page.changes).toMatchObject([
      { probe: 'pesan-dibalas', own: 75, standard: 80, isLooser: true, isSupposed: true },
    ]);
    // 9 of 12 messages due were answered: enough for 75 per cent, too few for 80.
    expect(page.probes.find(({ probe }) => probe === 'pesan-dibalas')).toMatchObject({
      value: 75,
      outcome: 'belum',
      supposed: 'terpenuhi',
    });
    expect(page.yearBefore).not.toBeNull();
  });

  it('puts an address right that says what is so already', async () => {
    const asked = readWhatIfPage(request('andai?bulan=2026-09&ambang.pesan-dibalas=80&bukti.pesan-dibalas='), planner);
    const answer: Response = await asked.then(
      () => expect.unreachable('an address with idle parts is not shown'),
      (thrown) => thrown,
    );
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe('/kematangan/andai');
  });

  it('shows an office its own row and nothing of the city', async () => {
    const page = await readWhatIfPage(
      request('andai?hasil.diskominfo.situs-hidup=terpenuhi'),
      viewer('skpd', 'diskominfo'),
    );
    expect(page.rows.map(({ skpd }) => skpd)).toEqual(['diskominfo']);
    expect(page.offices.map(({ code }) => code)).toEqual(['diskominfo']);
    expect(page.city).toBeNull();
    expect(page.yearBefore?.city).toBeNull();
  });
});

describe('comparison', () => {
  it('sets an office beside itself a year before', async () => {
    const page = await readComparePage(request('banding?kiri=diskominfo'), planner);
    expect(page.sides?.map(({ month }) => month)).toEqual(['2025-09', '2026-09']);
    const row = page.rows.find(({ probe }) => probe === 'pesan-dibalas')!;
    expect(row).toMatchObject({
      differs: 'hasil',
      better: 'kiri',
      left: { value: 100, outcome: 'terpenuhi' },
      right: { value: 75, outcome: 'belum', since: '2026-09' },
    });
  });

  it('lets staff of an office compare months of their own only', async () => {
    const page = await readComparePage(
      request('banding?kiri=disdukcapil&kanan=disdukcapil'),
      viewer('skpd', 'diskominfo'),
    );
    expect(page.sides?.map(({ name }) => name)).toEqual(['Dinas Kominfo', 'Dinas Kominfo']);
  });

  it('says which side was not assessed', async () => {
    const page = await readComparePage(
      request('banding?kiri=diskominfo&kanan=disdukcapil&bulan_kiri=2026-01'),
      planner,
    );
    expect(page.sides?.map(({ stage }) => stage === null)).toEqual([true, false]);
  });
});

describe('thresholds of the city', () => {
  it('give the board of the month a second version, read by its address and written into its file', async () => {
    const yaml = `${SMALL_CITY}ambang_kematangan:\n  pesan-dibalas: { nilai: 75 }\n  situs-mutakhir: { minimal_bukti: 6 }\n`;
    await applyCityProfile(parseCityProfile(yaml, 'uji'), { by: 'uji' });
    await assess('2026-09');
    const own = await boardFile(request('unduh?urut=skpd'));
    const [version] = own.stamps.filter(([label]) => label === 'Instrumen').map(([, text]) => text);
    expect(version).toMatch(/^2026\.1\+[0-9a-f]{8}$/);
    expect(own.stamps.filter(([label]) => label === 'Ambang kota').map(([, text]) => text)).toEqual([
      'situs-mutakhir bukti minimal 4 menjadi 6 (lebih ketat dari instrumen)',
      'pesan-dibalas 80 menjadi 75 (lebih longgar dari instrumen)',
    ]);
    expect(own.rows.map((row) => row[0])).toEqual(['disdukcapil', 'diskominfo']);
    const standard = await boardFile(request('unduh?versi=2026.1'));
    expect(standard.stamps).toContainEqual(['Instrumen', '2026.1']);
    // A plus sign that someone typed into the address.
    const typed = await boardFile(request(`unduh?versi=${version}`));
    expect(typed.stamps).toContainEqual(['Instrumen', version]);
    const year = await boardFile(request('unduh?bulan=2025-09'));
    expect(year.stamps).toContainEqual(['Instrumen', version]);
  });

  it('are refused where they cannot be', () => {
    const city = (lines: string) => () => parseCityProfile(`${SMALL_CITY}ambang_kematangan:\n${lines}`, 'uji');
    expect(city('  pesan-dibalas: { nilai: 800 }\n')).toThrow(/lebih dari 100 persen/);
    expect(city('  dibaca-warga: { nilai: 5 }\n')).toThrow(/mengikuti kuartil bawah kota/);
    expect(city('  pesan-dibalas: {}\n')).toThrow(/kosong/);
    expect(city('  pesan-dibals: { nilai: 90 }\n')).toThrow(/pesan-dibalas/);
  });
});
