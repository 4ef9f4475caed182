import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { everyWords } from '../ledger/freshness';
import { INSTRUMENT } from '../maturity/instrument';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import {
  complaintTotals,
  METRIC_IDS,
  type MetricInput,
  metrics,
  morningBrief,
  openComplaintsByKecamatan,
  readMetric,
  readMetrics,
} from '.';
import { mutuOf } from './families/kepuasan/ikm';
import { krejcieMorgan } from './families/kepuasan/sample';
import { statusOf } from './status';
import { applyTestCity, insertCase, insertComplaint, insertFacts, insertRun } from './test-city';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
/** August 2026 in Jakarta (UTC+7), asked for in October. 17 August is a holiday; 1 August is a Saturday. */
const august: MetricInput = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

test('without facts every metric is unknown, with a reason and never zero', async () => {
  const previous = { from: new Date('2026-06-30T17:00:00Z'), to: august.from };
  const readings = await readMetrics(METRIC_IDS, { ...august, previous });
  for (const id of METRIC_IDS) {
    expect(readings[id].value, id).toBeNull();
    expect(readings[id].reason, id).not.toBe('');
    expect(readings[id].status, id).toBe('tidak_diketahui');
    expect(readings[id].previous?.value, id).toBeNull();
    expect(readings[id].series.length, id).toBe(31);
  }
  expect(metrics.map((m) => m.id)).toEqual([...METRIC_IDS]);
  expect(await morningBrief({ now: august.to, timezone: august.timezone })).toEqual([]);
});

test('applications: working days skip the holiday, open ones are late, withdrawn ones are left out', async () => {
  for (let i = 0; i < 6; i++) {
    // izin promises 3 working days. Received Thu 13 Aug: Fri 14, Tue 18, Wed 19 (Mon 17 is a holiday) -> due Wed 19.
    await insertCase(`A${i}`, { diajukan: '2026-08-13 02:00:00', selesai: '2026-08-19 08:00:00' }); // in time
    await insertCase(`B${i}`, { diajukan: '2026-08-13 02:00:00', selesai: '2026-08-19 17:00:00' }); // Thu 20, 00:00: late
    await insertCase(`C${i}`, { diajukan: '2026-08-13 02:00:00' }, { channel: 'loket' }); // open: late
    await insertCase(`D${i}`, { diajukan: '2026-08-13 02:00:00', dibatalkan: '2026-08-15 02:00:00' }); // withdrawn: left out
    // The promise runs from verification.
    await insertCase(`E${i}`, {
      diajukan: '2026-08-06 02:00:00',
      diverifikasi: '2026-08-13 02:00:00',
      ditolak: '2026-08-19 08:00:00', // a reasoned refusal is a decision: in time
    });
    await insertCase(`F${i}`, { diajukan: '2026-08-28 02:00:00' }); // due 2 Sep: not in the period
    await insertCase(`G${i}`, { diajukan: '2026-08-13 02:00:00' }, { service: 'tera' }); // nothing promised: left out
    // kilat promises 6 hours: 10:00 -> 16:00 local.
    await insertCase(
      `H${i}`,
      { diajukan: '2026-08-20 03:00:00', selesai: '2026-08-20 09:00:00' },
      { service: 'kilat' },
    ); // in time
    await insertCase(
      `I${i}`,
      { diajukan: '2026-08-20 03:00:00', selesai: '2026-08-20 09:00:01' },
      { service: 'kilat' },
    ); // late
    // Finished, but the source does not know when: completed, not judged by time.
    await insertFacts('service_events', [
      { case_id: `J${i}`, step: 'diajukan', time: '2026-08-13 02:00:00' },
      { case_id: `J${i}`, step: 'selesai', time: '2026-08-30 02:00:00', time_known: false },
    ]);
  }
  const readings = await readMetrics(['layanan_tepat_waktu', 'layanan_tuntas', 'kanal_daring'], august);
  // Known: A B C E H I = 36, in time A E H = 18.
  expect(readings.layanan_tepat_waktu).toMatchObject({ value: 50, n: 36, target: 90, status: 'buruk' });
  expect(readings.layanan_tepat_waktu.parts).toMatchObject({
    permohonan: 60,
    permohonan_hari_ini: 0,
    daring_persen: 90,
  });
  expect(readings.layanan_tepat_waktu.watermark).toEqual(new Date('2026-08-30T02:00:00Z'));
  // On the 19th A B C E fell due: 12 of 24 in time; H and I on the 20th.
  const points = readings.layanan_tepat_waktu.series.filter((p) => p.n > 0);
  expect(points).toEqual([
    { start: new Date('2026-08-18T17:00:00Z'), value: 50, n: 24 },
    { start: new Date('2026-08-19T17:00:00Z'), value: 50, n: 12 },
  ]);
  // Due: A B C E H I J = 42, decided all but C = 36.
  expect(readings.layanan_tuntas.value).toBeCloseTo((100 * 36) / 42, 10);
  expect(readings.kanal_daring).toMatchObject({ value: 90, n: 60 });
  // Another office has nothing; a month later nothing new fell due except F (due 2 Sep, open).
  expect((await readMetric('layanan_tepat_waktu', { ...august, skpd: 'dinas-b' })).reason).toBe(
    'baru 0 dari minimal 30 permohonan jatuh tempo',
  );
  const september = { ...august, from: august.to, to: new Date('2026-09-30T17:00:00Z') };
  const later = await readMetric('layanan_tepat_waktu', september);
  expect(later).toMatchObject({
    value: null,
    n: 6,
    reason: 'sumber tidak segar: terakhir 30 Agustus 2026 pukul 09.00',
  });
});

test('complaints: the system closes without settling, unknown closings are not guessed', async () => {
  const open = { status: 'diproses' };
  const settled = { status: 'selesai', closed_by: 'pelapor' };
  for (let i = 0; i < 3; i++) {
    // permintaan_informasi: 5 working days. Received Mon 10 Aug: 11, 12, 13, 14, Tue 18 -> due 18 Aug.
    const received = '2026-08-10 02:00:00';
    const first: [string, object] = [received, { status: 'diterima' }];
    await insertComplaint(`K1${i}`, received, [first, ['2026-08-18 16:00:00', settled]] as never, {
      wilayah: '36.71.01.1001',
    });
    await insertComplaint(`K2${i}`, received, [
      first,
      ['2026-08-18 02:00:00', { status: 'selesai', closed_by: 'sistem' }],
    ] as never);
    await insertComplaint(`K3${i}`, received, [first, ['2026-08-11 02:00:00', open]] as never, {
      wilayah: ['36.71.01.1002', '', '36.74.01'][i],
    });
    await insertComplaint(`K4${i}`, received, [
      first,
      ['2026-08-11 02:00:00', { status: 'bukan_kewenangan' }],
    ] as never);
    await insertComplaint(`K5${i}`, received, [
      first,
      ['2026-08-12 02:00:00', { status: 'diarsipkan', closed_by: 'admin' }],
    ] as never);
    // First seen in September, already closed: nobody knows how it stood at the end of August.
    await insertComplaint(`K6${i}`, received, [['2026-09-01 02:00:00', settled]] as never);
    // No class of its own: 14 working days from Mon 3 Aug -> Mon 24 Aug. Settled on the 25th: late, after 15 working days.
    await insertComplaint(
      `K7${i}`,
      '2026-08-03 02:00:00',
      [
        ['2026-08-03 02:00:00', { status: 'diterima' }],
        ['2026-08-25 02:00:00', settled],
      ] as never,
      {
        classification: '',
      },
    );
  }
  const readings = await readMetrics(['aduan_terbuka', 'aduan_tepat_waktu'], august);
  // Judged: K1 in time; K2, K3, K7 not. K4 and K5 are left out.
  expect(readings.aduan_tepat_waktu).toMatchObject({
    value: 25,
    n: 12,
    parts: { ditutup_sistem: 3, masih_terbuka: 3 },
  });
  // Settled in August after 5, 5, 5, 15, 15, 15 working days.
  expect(readings.aduan_terbuka).toMatchObject({
    value: 3,
    n: 3,
    parts: { lewat_batas: 3, baru: 21, median_tuntas_hk: 10, tidak_diketahui: 3 },
  });
  // At the end of 10 August: K1 K2 K3 K4 K5 K7 were open.
  expect(readings.aduan_terbuka.series[9]).toEqual({ start: new Date('2026-08-09T17:00:00Z'), value: 18, n: 18 });
  const map = await openComplaintsByKecamatan({ at: august.to, timezone: august.timezone });
  expect(map).toEqual({
    rows: [
      { kode: '36.71.01', nama: 'Timur', penduduk: 20000, terbuka: 1, lewatBatas: 1, per10rb: 0.5 },
      { kode: '36.71.02', nama: 'Barat', penduduk: 30000, terbuka: 0, lewatBatas: 0, per10rb: 0 },
    ],
    tanpaLokasi: 1,
    luarKota: 1,
    total: 3,
  });
  const totals = await complaintTotals(august);
  expect(totals).toEqual({
    total: 21,
    menunggu: 0,
    diproses: 3,
    selesai: 9,
    ditutupSistem: 3,
    selesaiTanpaPenutup: 0,
    diarsipkan: 3,
    bukanKewenangan: 3,
    tertunda: 0,
    sisa: 0,
  });
});

test('IKM: exact weights over pooled respondents; letters by the regulation', async () => {
  const sheet = (answers: (number | null)[]) => {
    const [persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, pengaduan, sarpras] = answers;
    return {
      time: '2026-08-12 02:00:00',
      persyaratan,
      prosedur,
      waktu,
      biaya,
      produk,
      kompetensi,
      perilaku,
      pengaduan,
      sarpras,
    };
  };
  // 29 sheets with answers that sum to 955 (172 fours, 89 threes): 955 / 29 / 9 * 25 = 91.475... -> 91.48, with rounded weights 90.56.
  const cells = Array.from({ length: 261 }, (_, i) => (i < 172 ? 4 : 3));
  await insertFacts(
    'survey_answers',
    Array.from({ length: 29 }, (_, i) => ({ ...sheet(cells.slice(i * 9, i * 9 + 9)), skpd: 'dinas-b' })),
  );
  expect(await readMetric('ikm', { ...august, skpd: 'dinas-b' })).toMatchObject({
    value: 91.48,
    n: 29,
    mutu: 'A',
    status: 'baik',
  });
  // Blank answers are not in the divisor: five sheets of twos, one unsur answered once.
  const twos = sheet([2, 2, 2, 2, 2, 2, 2, 2, 2]);
  await insertFacts('survey_answers', [twos, ...Array.from({ length: 4 }, () => ({ ...twos, sarpras: null }))]);
  const a = await readMetric('ikm', { ...august, skpd: 'dinas-a' });
  expect(a).toMatchObject({ value: 50, n: 5, mutu: 'D' });
  // 60 applications of August: Krejcie-Morgan asks for 52 of 60.
  expect(a.parts).toEqual({ n_minimum: 52, pengguna: 60 });
  expect([25, 64.99, 65, 76.6, 76.61, 88.3, 88.31, 100, null].map(mutuOf)).toEqual([
    'D',
    'D',
    'C',
    'C',
    'B',
    'B',
    'A',
    'A',
    null,
  ]);
});

test('the smallest sample reproduces the table of Permen PANRB 14/2017', async () => {
  const table = {
    10: 10,
    60: 52,
    100: 80,
    150: 108,
    280: 162,
    1000: 278,
    3500: 346,
    10000: 370,
    75000: 382,
    1000000: 384,
  };
  const sample = defineQuery({
    name: 'test',
    sql: `SELECT ${krejcieMorgan('{n:UInt32}')} AS s`,
    params: z.object({ n: z.number() }),
    row: z.object({ s: z.number() }),
  });
  for (const [n, s] of Object.entries(table)) expect((await sample({ n: Number(n) }))[0]?.s, n).toBe(s);
});

test('waiting at the counter, participation, pages and replies', async () => {
  for (let minutes = 1; minutes <= 10; minutes++) {
    const called = `2026-08-20 02:${String(minutes).padStart(2, '0')}:00`;
    await insertCase(
      `Q${minutes}`,
      { ambil: '2026-08-20 02:00:00', panggil: called },
      { service: 'antrean', channel: 'loket', officer: minutes % 2 ? 7 : 8 },
    );
  }
  await insertCase(
    'Q11',
    { ambil: '2026-08-20 02:00:00', terlewat: '2026-08-20 03:00:00' },
    { service: 'antrean', channel: 'loket' },
  );
  expect(await readMetric('tunggu_loket', august)).toMatchObject({
    value: 5.5,
    n: 10,
    parts: { p90: 9.1, loket_n: 2 },
  });

  // 50,000 residents: 5 acts = 1 per 10,000; one of two kelurahan; one of two processes with an outcome.
  await insertFacts('participation', [
    ...[1, 2, 3].map((participant) => ({
      time: '2026-08-05 02:00:00',
      participant,
      wilayah: '36.71.01.1001',
      outcome: 'https://a.example/hasil',
    })),
    { time: '2026-08-06 02:00:00', process: 'forum' },
    { time: '2026-08-06 02:00:00', process: 'forum' },
  ]);
  expect(await readMetric('partisipasi', august)).toMatchObject({
    value: 1,
    n: 5,
    parts: { tindakan: 5, kelurahan_terjangkau: 1, kelurahan_total: 2, dijawab_persen: 50 },
  });

  await insertFacts('web_hits', [
    { time: '2026-08-05 02:00:00', visitor: 1 },
    { time: '2026-08-05 02:01:00', visitor: 1, path: '/layanan' },
    { time: '2026-08-05 02:02:00', visitor: 2 },
    { time: '2026-08-05 02:02:00', visitor: 2, status: 404 },
    { time: '2026-08-05 02:03:00', visitor: 3, agent_class: 'bot' },
    { time: '2026-08-05 02:02:01', visitor: 2, kind: 'aset', path: '/a.css' },
  ]);
  expect(await readMetric('kunjungan_situs', august)).toMatchObject({
    value: 3,
    n: 3,
    parts: { pengunjung: 2, bot_persen: 20 },
  });

  // Asked Mon 10 Aug: due after 5 working days, Tue 18 Aug. Nine are answered, one too late for nobody, one never.
  const thread = (id: number) => ({ thread_id: `T${id}`, time: '2026-08-10 02:00:00' });
  await insertFacts('interactions', [
    ...Array.from({ length: 10 }, (_, i) => thread(i)),
    ...Array.from({ length: 9 }, (_, i) => ({ thread_id: `T${i}`, time: '2026-08-11 02:00:00', direction: 'keluar' })),
    { thread_id: 'baru', time: '2026-08-31 02:00:00' },
    { thread_id: '', time: '2026-08-10 02:00:00' },
  ]);
  expect(await readMetric('pesan_dibalas', august)).toMatchObject({ value: 90, n: 10, parts: { belum_dibalas: 1 } });
});

test('silent kiosks are unknown, not zero', async () => {
  const beat = (kios: string, time: string) => ({
    case_id: kios + time,
    step: 'diajukan',
    channel: 'kios',
    source_id: 'ekios',
    attributes: { kios },
    time,
  });
  await insertFacts('service_events', [
    beat('K-1', '2026-08-24 01:00:00'),
    beat('K-2', '2026-08-24 02:00:00'),
    beat('K-1', '2026-08-24 02:30:00'),
  ]);
  const at = (to: string) =>
    readMetric('ekios_aktif', { ...august, from: new Date('2026-08-20T17:00:00Z'), to: new Date(to) });
  expect(await at('2026-08-24T04:00:00Z')).toMatchObject({ value: 2, n: 3, reason: '' });
  // Expected every 120 minutes.
  expect(await at('2026-08-24T05:00:00Z')).toMatchObject({
    value: null,
    reason: 'tidak ada detak sejak 24 Agustus 2026 pukul 09.30',
  });
});

test('a running period with a silent source is unknown, and the brief names the source', async () => {
  const now = new Date('2026-08-24T05:00:00Z');
  const running = { ...august, to: now, now };
  // Asked at noon on the 24th; the newest sheet is of the 12th and the default expectation is two days.
  expect(await readMetric('ikm', running)).toMatchObject({ value: null, status: 'tidak_diketahui' });
  expect((await readMetric('ikm', running)).reason).toMatch(/^sumber tidak segar: terakhir 12 Agustus 2026/);
  // Its runs go on and bring nothing; expected every 120 minutes, which counts as a day.
  await insertRun('ekios', '2026-08-24T02:31:00Z', '2026-08-24T02:30:00Z');
  await insertRun('ekios', '2026-08-25T15:00:00Z', '2026-08-24T02:30:00Z');
  const silentAt = (at: string) => morningBrief({ now: new Date(at), timezone: 'Asia/Jakarta' });
  expect((await silentAt('2026-08-25T14:30:00Z')).filter((f) => f.subject === 'ekios')).toEqual([]);
  expect(await silentAt('2026-08-25T15:00:00Z')).toContainEqual({
    severity: 'waspada',
    subject: 'ekios',
    textId: 'e-Kios: tidak ada data sejak 24 Agustus 2026 pukul 09.30; seharusnya tiap 2 jam.',
    textEn: 'e-Kios: no data since 24 August 2026 at 09:30; expected every 2 hours.',
    link: '/sumber/ekios',
  });
});

test('the brief tells a burst of complaints and what falls due today', async () => {
  // Usually 2 a week in Barat (16 in eight weeks), 12 in the last seven days.
  const seen = (time: string, i: number) =>
    insertComplaint(`S-${time}-${i}`, time, [[time, { status: 'diterima' }]], {
      wilayah: '36.71.02',
      category: 'Sampah',
    });
  for (let week = 0; week < 8; week++)
    for (const i of [1, 2])
      await seen(new Date(Date.UTC(2026, 8, 1) - (week + 1.5) * 7 * 86_400_000).toISOString().slice(0, 19), i);
  for (let i = 0; i < 12; i++) await seen('2026-08-30T02:00:00', i);
  // F was submitted Fri 28 Aug: due Wed 2 Sep. Six of them.
  const now = new Date('2026-09-02T01:00:00Z');
  const brief = await morningBrief({ now, timezone: 'Asia/Jakarta' });
  expect(brief[0]).toMatchObject({
    severity: 'buruk',
    subject: '36.71.02',
    textId: 'Barat: 12 aduan Sampah dalam 7 hari, biasanya 2 seminggu.',
    link: '/aduan?kecamatan=36.71.02&kategori=Sampah',
  });
  expect(brief).toContainEqual(
    expect.objectContaining({ subject: 'dinas-a', textId: 'A: 6 permohonan jatuh tempo hari ini dan belum diputus.' }),
  );
  expect(await morningBrief({ now, timezone: 'Asia/Jakarta' })).toEqual(brief);
});

test('the brief tells where overdue complaints rose most, and what the last month moved', async () => {
  // permintaan_informasi: 5 working days. Of Mon 14 Sep due Mon 21 Sep (two), of Mon 21 Sep due Mon 28 Sep (six).
  const late = (id: string, time: string) =>
    insertComplaint(id, time, [[time, { status: 'diproses' }]], { skpd: 'dinas-b', category: 'Drainase' });
  for (let i = 0; i < 2; i++) await late(`R1${i}`, '2026-09-14T02:00:00');
  for (let i = 0; i < 6; i++) await late(`R2${i}`, '2026-09-21T02:00:00');
  const month = (period_start: string, period_end: string, reached: number) => ({
    ...{ skpd: 'dinas-a', period_start, period_end, instrument: INSTRUMENT, version: 1, reached, possible: reached },
    ...{ progress: 0.5, coverage: 1, watermark: '{}', sha256: '0'.repeat(64), computed_at: '2026-09-01 00:00:00' },
  });
  await warehouse().insert({
    table: 'maturity_results',
    format: 'JSONEachRow',
    values: [
      month('2026-06-01', '2026-06-30', 2),
      month('2026-07-01', '2026-07-31', 2),
      month('2026-08-01', '2026-08-31', 1),
    ],
  });
  const asked = { now: new Date('2026-09-29T01:00:00Z'), timezone: 'Asia/Jakarta' };
  // Complaints were heard of on the 21st for the last time: they may have been settled since, and nobody said so.
  expect((await morningBrief(asked)).filter(({ link }) => link.startsWith('/aduan'))).toEqual([]);
  await insertComplaint('R3', '2026-09-28T02:00:00', [['2026-09-28T02:00:00', { status: 'diproses' }]]);
  const brief = await morningBrief(asked);
  expect(brief.length).toBeLessThanOrEqual(4);
  expect(brief[0]).toEqual({
    severity: 'buruk',
    subject: 'dinas-b',
    textId: 'B: 6 aduan melewati batas waktu dalam 7 hari, dari 2 pada 7 hari sebelumnya.',
    textEn: 'B: 6 complaints passed their limit in 7 days, from 2 in the 7 days before.',
    link: '/aduan?skpd=dinas-b',
  });
  expect(brief).toContainEqual({
    severity: 'waspada',
    subject: 'dinas-a',
    textId: 'A: Tahap 2 terancam, bulan Agustus 2026 hanya mencapai Tahap 1.',
    textEn: 'A: stage 2 is at risk, August 2026 reached only stage 1.',
    link: '/kematangan/dinas-a',
  });
});

test('how often a source is expected, in words', () => {
  const said = [60, 120, 1440, 2880, 10_080, 43_200, 90].map((minutes) => everyWords(minutes).id);
  expect(said).toEqual([
    'tiap jam',
    'tiap 2 jam',
    'tiap hari',
    'tiap 2 hari',
    'tiap minggu',
    'tiap 30 hari',
    'tiap 90 menit',
  ]);
});

test('status against a target', () => {
  expect(statusOf(90, 90, 'naik_baik')).toBe('baik');
  expect(statusOf(82, 90, 'naik_baik')).toBe('waspada');
  expect(statusOf(80, 90, 'naik_baik')).toBe('buruk');
  expect(statusOf(33, 30, 'turun_baik')).toBe('waspada');
  expect(statusOf(5, null, 'naik_baik')).toBe('netral');
  expect(statusOf(null, 90, 'naik_baik')).toBe('tidak_diketahui');
});
