import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun } from '../../clickhouse/ledger/runs';
import { type MetricInput, readMetric, readMetrics } from '../../clickhouse/metrics';
import { readBreakdown } from '../../clickhouse/metrics/breakdown';
import type { DimensionId } from '../../clickhouse/metrics/dimensions';
import { complaintFlow } from '../../clickhouse/metrics/families/aduan/flow';
import { procurementPackages } from '../../clickhouse/metrics/families/layanan/procurement';
import { handovers, processVariants } from '../../clickhouse/metrics/families/layanan/proses';
import {
  participationActs,
  participationProcesses,
  proposalStages,
} from '../../clickhouse/metrics/families/partisipasi/processes';
import type { MetricId } from '../../clickhouse/metrics/registry';
import { runIngest } from '../../ingest/runs/run-ingest';
import { writeMadridActs } from './decide-madrid';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Real files with known answers, kept beside the project; their SOURCE.md files tell how the truth was counted. */
const data = join('..', 'shared', 'data');
const now = new Date('2026-11-22T00:00:00Z');

/** A period of whole local days, to the end of `last`. */
function period(first: string, last: string, timezone: string, offset: string): MetricInput {
  const end = new Date(`${last}T00:00:00${offset}`);
  return { from: new Date(`${first}T00:00:00${offset}`), to: new Date(end.getTime() + 86_400_000), timezone, now };
}

const countsOf = async (metric: MetricId, dimension: DimensionId, input: MetricInput) =>
  Object.fromEntries((await readBreakdown(metric, dimension, input)).parts.map((p) => [p.member, p.value]));

/** Local days or months of a run that is not empty, as [year-month of UTC, value]. */
const monthsOf = async (metric: MetricId, input: MetricInput) =>
  (await readMetric(metric, input)).series
    .filter((p) => p.n > 0)
    .map((p): [string, number | null] => [p.start.toISOString().slice(0, 7), p.value]);

describe.skipIf(!existsSync(data))('four public data sets side by side in one city', () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  const folder = mkdtempSync(join(tmpdir(), 'rk-uji-'));
  const acts = join(folder, 'decide-madrid.csv.gz');
  const load = async (source: string, ...files: string[]) => runIngest((await requestRun(source, files, 'uji')).run_id);

  beforeAll(async () => {
    engine = await startTestEngine();
    await applyCityProfile(loadCityProfile('tests/public-data/kota-uji.yaml'), { by: 'uji' });
    await writeMadridActs(join(data, 'eparticipation-decide-madrid', 'proposals.csv.gz'), acts);
  });
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true });
  });

  test('each ledger balances, with every record stored once', async () => {
    const nothingLost = { state: 'selesai', duplicate: 0, rejected: 0, ignored: 0, balanced: true };
    const lpse = (year: number) => join(data, 'lpse-bandung-2015-2016', `lelang_${year}.csv.gz`);
    const whole = async (source: string, file: string, records: number) =>
      expect(await load(source, file), source).toMatchObject({ ...nothingLost, read: records, stored: records });
    await whole('lpse', lpse(2015), 638);
    await whole('lpse', lpse(2016), 785);
    await whole('sf311', join(data, 'complaints-sf311', 'sf311.csv.gz'), 10_000);
    await whole('nyc311', join(data, 'complaints-nyc311-small', 'nyc311.csv.gz'), 1000);
    await whole('decide-madrid', acts, 80 + 228_140 + 5926 + 75);
    expect(await load('lpse', lpse(2015))).toMatchObject({ read: 638, stored: 0, duplicate: 638, balanced: true });
  });

  describe('LPSE Kota Bandung', () => {
    /** Files are by budget year: the packages of 2016 begin on 11 December 2015. */
    const years = {
      2015: period('2015-01-01', '2015-12-10', 'Asia/Jakarta', '+07:00'),
      2016: period('2015-12-11', '2016-12-31', 'Asia/Jakarta', '+07:00'),
    };
    test('packages and offices of each year', async () => {
      for (const [year, packages, offices] of [
        [2015, 638, 33],
        // 29 spellings: Cipta Karya and Ciptakarya are one office.
        [2016, 785, 28],
      ] as const) {
        const input = { ...years[year], filters: { layanan: 'pengadaan' } };
        expect((await readMetric('permohonan_masuk', input)).value).toBe(packages);
        const byOffice = await countsOf('permohonan_masuk', 'skpd', input);
        expect(Object.keys(byOffice)).toHaveLength(offices);
        expect(Object.keys(byOffice)).not.toContain('');
        expect(await countsOf('permohonan_masuk', 'hubungan', input)).toEqual({ G2B: packages });
      }
    });
    test('kinds, ends, ceilings and estimates of each year', async () => {
      const truths = {
        2015: {
          kinds: {
            'Pekerjaan Konstruksi': 299,
            'Jasa Konsultansi Badan Usaha': 196,
            'Pengadaan Barang': 93,
            'Jasa Lainnya': 50,
          },
          stages: { 'Lelang Sudah Selesai': 638 },
          ends: { finished: 615, failed: 23, pagu: 834_318_933_991, hps: 789_213_779_946 },
        },
        2016: {
          kinds: {
            'Pekerjaan Konstruksi': 374,
            'Jasa Konsultansi Badan Usaha': 237,
            'Pengadaan Barang': 113,
            'Jasa Lainnya': 61,
          },
          stages: { 'Lelang Sudah Selesai': 784, 'Tidak Ada Jadwal': 1 },
          ends: { finished: 738, failed: 47, pagu: 1_386_364_155_306, hps: 1_177_700_036_200 },
        },
      };
      for (const year of [2015, 2016] as const) {
        const listed = await procurementPackages(years[year], 'kategori');
        const counted = (rows: typeof listed) => Object.fromEntries(rows.map((row) => [row.kind, row.packages]));
        const sum = (key: 'n_finished' | 'n_failed' | 'pagu' | 'hps') =>
          Math.round(listed.reduce((all, row) => all + (row[key] ?? 0), 0));
        expect(counted(listed)).toEqual(truths[year].kinds);
        expect(counted(await procurementPackages(years[year], 'tahap'))).toEqual(truths[year].stages);
        expect({ finished: sum('n_finished'), failed: sum('n_failed'), pagu: sum('pagu'), hps: sum('hps') }).toEqual(
          truths[year].ends,
        );
      }
    });
    test('the source tells no time of an end: no duration is made of it', async () => {
      const input = { ...years[2015], filters: { layanan: 'pengadaan' } };
      const told = await readMetrics(['lama_layanan', 'ditolak', 'biaya_transaksi', 'permohonan_terbuka'], input);
      for (const id of ['lama_layanan', 'ditolak', 'biaya_transaksi'] as const) expect(told[id].value, id).toBeNull();
      expect(await handovers(input)).toEqual([]);
      expect(await processVariants(input)).toEqual({
        cases: 638,
        paths: 2,
        variants: [
          { steps: ['diajukan', 'selesai'], n: 615, p50: null, p90: null, open: 0 },
          { steps: ['diajukan', 'ditolak'], n: 23, p50: null, p90: null, open: 0 },
        ],
      });
      const { variants } = await processVariants({ ...input, ...years[2016] });
      expect(variants.map(({ steps, n }) => [steps.at(-1), n])).toEqual([
        ['selesai', 738],
        ['ditolak', 47],
      ]);
    });
  });

  describe('311 of San Francisco', () => {
    const all = period('2008-07-01', '2018-01-31', 'UTC', 'Z');
    test('states, places and times', async () => {
      const told = await readMetrics(
        ['aduan_masuk', 'aduan_selesai', 'aduan_tanpa_lokasi', 'aduan_waktu_tutup', 'aduan_ditutup'],
        all,
      );
      expect(told.aduan_masuk).toMatchObject({ value: 10_000, n: 10_000 });
      expect(told.aduan_masuk.parts).toMatchObject({ menunggu: 370, selesai_admin: 9630, belum_terklasifikasi: 0 });
      expect(await countsOf('aduan_masuk', 'keadaan', all)).toEqual({ selesai: 9630, diterima: 370 });
      expect(told.aduan_selesai.value).toBeCloseTo(96.3, 10);
      expect(told.aduan_tanpa_lokasi.parts).toMatchObject({ tanpa_titik: 4264, luar_kota: 0 });
      expect(told.aduan_ditutup.value).toBe(9630);
      expect(told.aduan_waktu_tutup.n).toBe(9630);
      expect(told.aduan_waktu_tutup.value).toBeCloseTo(135.05, 2);
      const flow = await complaintFlow(all);
      // Seventeen are dated as closed before they were received.
      expect(flow).toMatchObject({ awal: 0, masuk: 9983, akhir: 370, sisa: 0, pertamaTerlihatTertutup: 17 });
      expect(flow.ditutup).toEqual({ admin: 9613 });
    });
    test('offices and categories', async () => {
      const byOffice = await countsOf('aduan_masuk', 'skpd', all);
      expect(byOffice).toEqual({
        'sf-puc-sewer-ops': 1728,
        'sf-housing-authority-sr-queue': 1103,
        'sf-ssp-mta-feedback-queue': 1035,
        'sf-311-service-request-queue-hold': 911,
        'sf-dpw-ops-queue': 760,
        'sf-311-service-request-queue': 493,
        'sf-city-attorney-g': 380,
        'sf-ssp-mta-general-complaints-queue': 372,
        'sf-puc-water-g': 303,
        'sf-treasurer-tax-collector-g': 262,
        'sf-311-escalated-kb-questions-queue': 257,
        'sf-county-clerk-g': 256,
        'sf-311-supervisor-queue': 220,
        'sf-sfmta-citations-resident-parking-permits-g': 158,
        'sf-dpt-other-g': 154,
        '': 1608,
      });
      const kinds = await countsOf('aduan_masuk', 'kategori', all);
      expect(Object.keys(kinds)).toHaveLength(61);
      expect(kinds).toMatchObject({
        'Sewer Issues': 2947,
        'MUNI Feedback': 1421,
        '311 External Request': 1394,
        'SFHA Requests': 1102,
        'General Request - MTA': 772,
        'General Request - 311CUSTOMERSERVICECENTER': 649,
        'General Request - CITY ATTORNEY': 377,
        'General Request - COUNTY CLERK': 265,
        'General Request - TT COLLECTOR': 251,
        'General Request - PUBLIC WORKS': 115,
      });
    });
    test('a month as it stood at its end', async () => {
      const september = period('2012-09-01', '2012-09-30', 'UTC', 'Z');
      const told = await readMetrics(
        ['aduan_masuk', 'aduan_terbuka', 'aduan_ditutup', 'aduan_selesai', 'aduan_waktu_tutup_survival'],
        september,
      );
      expect(told.aduan_masuk).toMatchObject({ value: 279, parts: { menunggu: 246, selesai_admin: 33 } });
      expect(told.aduan_selesai.value).toBeCloseTo((100 * 33) / 279, 10);
      expect(told.aduan_ditutup.value).toBe(54);
      expect(told.aduan_waktu_tutup_survival.value).toBeNull();
      expect(told.aduan_terbuka).toMatchObject({ value: 383, parts: { tidak_diketahui: 0 } });
      expect((await readBreakdown('aduan_terbuka', 'keadaan', september)).total.n).toBe(383);
      expect(await complaintFlow(september)).toMatchObject({ awal: 158, akhir: 383, sisa: 0 });
    });
    test('115 months', async () => {
      // A run has at most sixty points.
      const months = [
        ...(await monthsOf('aduan_masuk', period('2008-07-01', '2013-06-30', 'UTC', 'Z'))),
        ...(await monthsOf('aduan_masuk', period('2013-07-01', '2018-01-31', 'UTC', 'Z'))),
      ];
      expect(months).toHaveLength(115);
      expect([months[0]![0], months.at(-1)![0]]).toEqual(['2008-07', '2018-01']);
      expect(months.sort((a, b) => b[1]! - a[1]!).slice(0, 6)).toEqual([
        ['2012-09', 279],
        ['2014-12', 209],
        ['2016-03', 161],
        ['2009-10', 158],
        ['2017-01', 155],
        ['2013-03', 145],
      ]);
    });
  });

  describe('311 of New York', () => {
    const april = period('2024-04-01', '2024-04-30', 'America/New_York', '-04:00');
    test('states, offices, categories, places and times', async () => {
      const told = await readMetrics(['aduan_masuk', 'aduan_tanpa_lokasi', 'aduan_waktu_tutup'], april);
      expect(told.aduan_masuk.parts).toMatchObject({ menunggu: 430, diproses: 277, selesai_admin: 293 });
      expect(await countsOf('aduan_masuk', 'keadaan', april)).toEqual({
        diterima: 424,
        selesai: 293,
        diproses: 277,
        didisposisikan: 6,
      });
      expect(await countsOf('aduan_masuk', 'skpd', april)).toEqual({
        'ny-nypd': 500,
        'ny-hpd': 370,
        'ny-dot': 40,
        'ny-dsny': 32,
        'ny-dep': 17,
        'ny-dohmh': 11,
        'ny-dhs': 9,
        'ny-dpr': 8,
        'ny-edc': 6,
        'ny-tlc': 5,
        'ny-dcwp': 2,
      });
      const kinds = await countsOf('aduan_masuk', 'kategori', april);
      expect(Object.keys(kinds)).toHaveLength(60);
      expect(kinds).toMatchObject({
        'Noise - Residential': 149,
        'Illegal Parking': 127,
        'HEAT/HOT WATER': 100,
        'Noise - Street/Sidewalk': 92,
        'UNSANITARY CONDITION': 72,
        'Blocked Driveway': 41,
        'PAINT/PLASTER': 37,
        'Noise - Commercial': 33,
        PLUMBING: 33,
        'Noise - Vehicle': 31,
      });
      expect(told.aduan_tanpa_lokasi.parts).toMatchObject({ tanpa_titik: 23, luar_kota: 0 });
      expect(told.aduan_waktu_tutup.value).toBeCloseTo(0.56, 1);
    });
    test('nothing outside April 2024', async () => {
      const around = period('2018-02-01', '2026-10-31', 'America/New_York', '-04:00');
      expect(await countsOf('aduan_masuk', 'keadaan', around)).toEqual(await countsOf('aduan_masuk', 'keadaan', april));
    });
  });

  describe('Decide Madrid', () => {
    const madrid = period('2015-09-15', '2019-05-28', 'Europe/Madrid', '+02:00');
    test('proposals, their states, supports and comments', async () => {
      const unknown = ['usulan_dijawab', 'usulan_diterima', 'peserta_partisipasi', 'kelurahan_terjangkau'] as const;
      const told = await readMetrics(['usulan_warga', 'tindakan_partisipasi', 'partisipasi', ...unknown], madrid);
      expect(told.usulan_warga.value).toBe(80);
      expect(told.tindakan_partisipasi.value).toBe(228_140 + 5926 + 80);
      expect(await countsOf('usulan_warga', 'keadaan', madrid)).toEqual({ diarsipkan: 75, 'belum dijawab': 5 });
      expect(await participationActs(madrid)).toEqual([
        { act: 'dukung', acts: 228_140, people: 0 },
        { act: 'komentar', acts: 5926, people: 0 },
        { act: 'proposal', acts: 80, people: 0 },
      ]);
      // The platform tells neither answers nor who took part, nor where they live: unknown, never zero.
      for (const id of unknown) expect(told[id].value, id).toBeNull();
      expect(told.partisipasi).toMatchObject({ value: null, reason: expect.stringContaining('penduduk') });
    });
    test('one process, from its first proposal to its last', async () => {
      expect(await participationProcesses(madrid)).toMatchObject([
        {
          process: 'Decide Madrid',
          levels: ['e-consultation'],
          skpd: 'ayuntamiento-madrid',
          proposals: 80,
          answered: null,
          adopted: null,
          acts: 234_146,
          people: 0,
          unknown_people: 234_146,
          first: new Date('2015-09-14T22:00:00Z'),
          last: new Date('2019-05-27T22:00:00Z'),
        },
      ]);
      expect(await proposalStages(madrid)).toMatchObject([{ archived: 75, refused: 0 }]);
    });
  });
});
