import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { type MetricInput, readMetric, readMetrics } from '../..';
import { readBreakdown } from '../../breakdown';
import { readRows } from '../../rows';
import { applyTestCity, insertCase, insertFacts } from '../../test-city';
import { handovers, processVariants } from './proses';
import { openByAge } from './tunggakan';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Each test has a month of 2026 of its own, so that none sees the cases of another but as a backlog of the past. */
const month = (number: number, more: Partial<MetricInput> = {}): MetricInput => ({
  from: new Date(Date.UTC(2026, number - 1, 1) - 7 * 3_600_000),
  to: new Date(Date.UTC(2026, number, 1) - 7 * 3_600_000),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-12-31T00:00:00Z'),
  ...more,
});

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

const times = async (n: number, one: (i: number) => Promise<void>) => {
  for (let i = 0; i < n; i++) await one(i);
};

test('volume, time, returns, refusals and cost, and who came by what', async () => {
  // March. Ten decided after 1 to 10 hours, the last one refused; four never decided; one of February decided in March.
  await times(10, (i) =>
    insertCase(
      `T${i}`,
      {
        diajukan: '2026-03-10 01:00:00',
        [i === 9 ? 'ditolak' : 'selesai']: `2026-03-10 ${String(2 + i).padStart(2, '0')}:00:00`,
      },
      { wilayah: i < 4 ? '36.71.01.1001' : '36.71.02', amount: i < 5 ? 10_000 * (i + 1) : null },
    ),
  );
  await insertFacts('service_events', [
    // Sent in again after a return: still one application. Twice returned.
    { case_id: 'R1', step: 'diajukan', time: '2026-03-02 02:00:00' },
    { case_id: 'R1', step: 'dikembalikan', time: '2026-03-03 02:00:00' },
    { case_id: 'R1', step: 'diajukan', time: '2026-03-04 02:00:00' },
    { case_id: 'R1', step: 'dikembalikan', time: '2026-03-05 02:00:00' },
    { case_id: 'R2', step: 'diajukan', time: '2026-03-02 02:00:00', attributes: { pengguna: 'WNA' } },
    { case_id: 'R2', step: 'dikembalikan', time: '2026-03-03 02:00:00' },
  ]);
  await times(2, (i) =>
    insertCase(`O${i}`, { diajukan: '2026-03-20 02:00:00' }, { channel: 'loket', skpd: 'dinas-b' }),
  );
  await insertCase('F1', { diajukan: '2026-02-27 02:00:00', selesai: '2026-03-01 14:00:00' });
  const march = month(3);
  const readings = await readMetrics(
    [
      'permohonan_masuk',
      'permohonan_diputus',
      'lama_layanan',
      'lama_layanan_p90',
      'dikembalikan',
      'bolak_balik',
      'ditolak',
      'biaya_transaksi',
    ],
    march,
  );
  expect(readings.permohonan_masuk).toMatchObject({ value: 14, n: 14 });
  expect(readings.permohonan_diputus).toMatchObject({ value: 11 });
  // 1 to 10 hours and 60: the sixth of eleven; 0.9 of ten steps is the tenth.
  expect(readings.lama_layanan).toMatchObject({ value: 6, n: 11 });
  expect(readings.lama_layanan_p90).toMatchObject({ value: 10 });
  // Too few for shares and costs: unknown, never zero.
  expect(readings.dikembalikan).toMatchObject({ value: null, reason: 'baru 14 dari minimal 30 permohonan' });
  expect(readings.biaya_transaksi).toMatchObject({ value: null, n: 5 });
  await times(20, (i) =>
    insertCase(
      `B${i}`,
      { diajukan: '2026-03-11 01:00:00', selesai: '2026-03-11 03:00:00' },
      { amount: 30_000, service: 'rekom', skpd: 'dinas-b' },
    ),
  );
  const more = await readMetrics(['dikembalikan', 'bolak_balik', 'ditolak', 'biaya_transaksi'], march);
  expect(more.dikembalikan.value).toBeCloseTo((100 * 2) / 34, 10);
  expect(more.bolak_balik.value).toBeCloseTo(100 / 34, 10);
  expect(more.ditolak.value).toBeCloseTo(100 / 31, 10);
  // 10, 20, 30, 40, 50 thousand and twenty times 30 thousand.
  expect(more.biaya_transaksi).toMatchObject({ value: 30_000, n: 25 });

  const members = async (dimension: 'kecamatan' | 'kanal' | 'pengguna' | 'jam' | 'hubungan' | 'skpd') =>
    Object.fromEntries((await readBreakdown('permohonan_masuk', dimension, march)).parts.map((p) => [p.member, p.n]));
  expect(await members('kecamatan')).toEqual({ '36.71.01': 4, '36.71.02': 6, '': 24 });
  expect(await members('kanal')).toEqual({ daring: 32, loket: 2 });
  // Nobody tells of citizens who they are, but one.
  expect(await members('pengguna')).toEqual({ '': 33, wna: 1 });
  expect(await members('hubungan')).toEqual({ G2C: 34 });
  // 01:00 and 02:00 UTC are 8 and 9 in Jakarta.
  expect(await members('jam')).toEqual({ 8: 30, 9: 4 });
  expect((await readMetric('permohonan_masuk', { ...march, skpd: 'dinas-b' })).value).toBe(22);
  expect((await readMetric('permohonan_masuk', { ...march, filters: { kanal: 'loket' } })).value).toBe(2);
});

test('an office cannot look fast by leaving cases open', async () => {
  // April: four decided after 1, 2, 3, 4 hours, six left open. Only the decided: 2.5 hours; with the open ones never half.
  await times(4, (i) =>
    insertCase(`K${i}`, { diajukan: '2026-04-10 01:00:00', selesai: `2026-04-10 0${2 + i}:00:00` }),
  );
  await times(6, (i) => insertCase(`L${i}`, { diajukan: '2026-04-10 01:00:00' }));
  expect(await readMetric('lama_layanan_km', month(4))).toMatchObject({
    value: null,
    n: 10,
    reason: 'Lebih dari separuh permohonan belum diputus.',
  });
  // Two more after 5 hours: at 5 hours 6 of 12 are left, and the rest of the curve stays on one half until the last was seen.
  await times(2, (i) => insertCase(`M${i}`, { diajukan: '2026-04-10 01:00:00', selesai: '2026-04-10 06:00:00' }));
  const seen = (Date.UTC(2026, 3, 30, 17) - Date.UTC(2026, 3, 10, 1)) / 3_600_000;
  expect((await readMetric('lama_layanan_km', month(4))).value).toBeCloseTo((5 + seen) / 2, 6);
  await insertCase('N', { diajukan: '2026-04-10 01:00:00', selesai: '2026-04-10 07:00:00' });
  expect(await readMetric('lama_layanan_km', month(4))).toMatchObject({ value: 6, n: 13 });
});

test('what is open at the end, how old it is, and what is past its promise', async () => {
  const office = { skpd: 'kosong', service: 'izin' };
  // izin promises 3 working days. May 2026 ends on a Sunday; Fri 29 is its last working day.
  await insertCase('P1', { diajukan: '2026-05-28 02:00:00' }, office); // Thu: 1 working day old, due Tue 2 June
  await insertCase('P2', { diajukan: '2026-05-11 02:00:00' }, office); // Mon: 14 working days, overdue
  await insertCase('P3', { diajukan: '2026-05-11 02:00:00', dibatalkan: '2026-05-12 02:00:00' }, office);
  await insertCase('P4', { diajukan: '2026-05-11 02:00:00', selesai: '2026-06-03 02:00:00' }, office); // open until June
  await insertCase('P5', { diajukan: '2025-05-11 02:00:00' }, office); // more than a year ago
  await insertCase('P6', { diajukan: '2026-05-11 02:00:00' }, { ...office, service: 'tera' }); // promises nothing
  const may = month(5, { skpd: 'kosong', now: new Date('2026-06-05T00:00:00Z') });
  expect(await readMetric('permohonan_terbuka', may)).toMatchObject({
    value: 4,
    parts: { lewat_janji: 2, tanpa_janji: 1 },
  });
  expect(await readMetric('permohonan_terbuka', { ...may, filters: { layanan: 'izin' } })).toMatchObject({
    value: 3,
    n: 3,
    // Side figures are of the same cases.
    parts: { lewat_janji: 2, tanpa_janji: 0 },
  });
  // A silent source cannot vouch for the end of June; with the one that came in on the 29th it can.
  const june = month(6, { skpd: 'kosong', now: new Date('2026-07-05T00:00:00Z') });
  expect((await readMetric('permohonan_terbuka', june)).value).toBeNull();
  await insertCase('P8', { diajukan: '2026-06-29 02:00:00', selesai: '2026-07-01 08:00:00' }, office);
  expect((await readMetric('permohonan_terbuka', june)).value).toBe(4);
  // The run of the month: the one of 28 May came in on that day.
  const series = (await readMetric('permohonan_terbuka', may)).series.map((point) => point.value);
  expect(series.slice(26)).toEqual([3, 4, 4, 4, 4]);
  expect((await openByAge(may)).map(({ n, overdue }) => [n, overdue])).toEqual([
    [1, 0],
    [0, 0],
    [0, 0],
    [3, 2],
    [0, 0],
    [0, 0],
  ]);
  expect(await readMetric('umur_terbuka', may)).toMatchObject({ value: null, n: 4 });
  await insertCase('P7', { diajukan: '2026-05-21 02:00:00' }, office); // Thu: 6 working days
  expect(await readMetric('umur_terbuka', may)).toMatchObject({ value: 14, n: 5 });
  const opened = await readRows('permohonan_terbuka', may);
  expect(opened.total).toBe(5);
});

test('queues: waiting, service, no-shows, and numbers called out of turn', async () => {
  const at = (minute: number) => `2026-07-06 02:${String(minute).padStart(2, '0')}:00`;
  const ticket = (id: string, steps: Record<string, string>, more = {}) =>
    insertCase(id, steps, {
      service: 'antrean',
      channel: 'loket',
      attributes: { unit: 'Satu', nomor: 'A-1' },
      ...more,
    });
  // Drawn in the minutes 0 to 8, called in turn from minute 20; then one drawn in minute 9 and called at once.
  await times(9, (i) =>
    ticket(`A${i}`, { ambil: at(i), panggil: at(20 + i), layani: at(21 + i), selesai: at(25 + i) }),
  );
  await ticket('A9', { ambil: at(9), panggil: at(10), layani: at(11), selesai: at(13) });
  await times(20, (i) => ticket(`Z${i}`, { ambil: at(40), terlewat: at(50) }));
  // Another letter of the queue and another unit are other queues.
  await ticket('B1', { ambil: at(12), panggil: at(13) }, { attributes: { unit: 'Satu', nomor: 'B-1' } });
  await ticket('C1', { ambil: at(12), panggil: at(13) }, { attributes: { unit: 'Dua', nomor: 'A-9' } });
  const july = month(7);
  const readings = await readMetrics(
    ['nomor_antrean', 'tunggu_loket', 'lama_dilayani', 'nomor_terlewat', 'telaah_menyalip_antrean'],
    july,
  );
  expect(readings.nomor_antrean.value).toBe(32);
  expect(readings.tunggu_loket).toMatchObject({ value: 20, n: 12 });
  expect(readings.lama_dilayani).toMatchObject({ value: 4, n: 10 });
  expect(readings.nomor_terlewat.value).toBeCloseTo((100 * 20) / 32, 10);
  expect(readings.telaah_menyalip_antrean).toMatchObject({ value: 1, n: 12 });
  const { rows, columns, total } = await readRows('telaah_menyalip_antrean', july);
  expect(total).toBe(1);
  expect(rows[0]?.[columns.findIndex(({ key }) => key === 'case_id')]).toBe('A9');
  expect(rows[0]?.[columns.findIndex(({ key }) => key === 'passed')]).toBe(9);
});

test('findings: out of order, too fast, at night, ahead of the queue', async () => {
  const izin = { service: 'izin', skpd: 'dinas-a', officer: 7 };
  // September. Twenty take two days each, one a day; one of the last day is decided in two minutes.
  const stamp = (day: number, time: string) => `2026-09-${String(day).padStart(2, '0')} ${time}`;
  await times(20, (i) =>
    insertCase(
      `U${i}`,
      { diajukan: stamp(1 + (i % 5), `02:${10 + i}:00`), selesai: stamp(20 + (i % 5), '03:00:00') },
      izin,
    ),
  );
  await insertCase('CEPAT', { diajukan: stamp(10, '02:00:00'), selesai: stamp(10, '02:02:00') }, izin);
  // 16:30 UTC is 23:30 in Jakarta; by an officer, and by a system.
  await insertCase('MALAM', { diajukan: stamp(24, '02:00:00'), selesai: stamp(25, '16:30:00') }, izin);
  await insertCase(
    'MESIN',
    { diajukan: stamp(24, '02:00:00'), selesai: stamp(25, '16:30:00') },
    { ...izin, officer: 0 },
  );
  await insertCase(
    'BALIK',
    { diajukan: stamp(24, '02:00:00'), selesai: stamp(25, '02:00:00'), diverifikasi: stamp(25, '05:00:00') },
    izin,
  );
  const september = month(9);
  const opened = async (id: 'telaah_urutan' | 'telaah_kilat' | 'telaah_malam' | 'telaah_menyalip') => {
    const { rows, columns } = await readRows(id, september);
    return rows.map((row) => row[columns.findIndex(({ key }) => key === 'case_id')]);
  };
  expect(await opened('telaah_urutan')).toEqual(['BALIK']);
  expect(await readMetric('telaah_urutan', september)).toMatchObject({ value: 1, n: 24 });
  expect(await opened('telaah_kilat')).toEqual(['CEPAT']);
  // Two of 24 at night are 8.3 per cent: the service does not work at night.
  expect(await opened('telaah_malam')).toEqual(['MALAM']);
  // CEPAT came in on the 10th and left the 20 of the first five days behind.
  expect(await opened('telaah_menyalip')).toEqual(['CEPAT']);
});

test('paths really taken, with their time, and where the time goes', async () => {
  const jalan = { service: 'kilat', skpd: 'dinas-a' };
  await times(3, (i) =>
    insertCase(
      `J${i}`,
      { diajukan: '2026-10-05 02:00:00', diverifikasi: '2026-10-05 03:00:00', selesai: `2026-10-05 0${5 + i}:00:00` },
      jalan,
    ),
  );
  await insertCase('J3', { diajukan: '2026-10-05 02:00:00' }, jalan);
  // Another office gives its opinion under its own number.
  await insertCase('J4', { diajukan: '2026-10-05 02:00:00', selesai: '2026-10-07 02:00:00' }, jalan);
  await insertCase('REK', { diproses: '2026-10-05 04:00:00' }, { ...jalan, skpd: 'dinas-b', linked_case: 'J4' });
  const october = month(10, { filters: { layanan: 'kilat' } });
  const { variants, cases, paths } = await processVariants(october);
  expect({ cases, paths }).toEqual({ cases: 5, paths: 3 });
  expect(variants[0]).toEqual({ steps: ['diajukan', 'diverifikasi', 'selesai'], n: 3, p50: 4, p90: 4.8, open: 0 });
  expect(variants).toContainEqual({ steps: ['diajukan'], n: 1, p50: null, p90: null, open: 1 });
  expect(variants).toContainEqual({
    steps: ['diajukan', 'diproses@dinas-b', 'selesai'],
    n: 1,
    p50: 48,
    p90: 48,
    open: 0,
  });
  // Time between steps: 3 x 1 + (2 + 3 + 4) + 2 + 46 = 60 hours.
  const [slowest, second] = await handovers(october);
  expect(slowest).toMatchObject({
    from: { step: 'diproses', skpd: 'dinas-b' },
    to: { step: 'selesai', skpd: 'dinas-a' },
    n: 1,
    p50: 46,
  });
  expect(slowest?.share).toBeCloseTo((100 * 46) / 60, 10);
  expect(second).toMatchObject({ n: 3, p50: 3, share: 15 });
  // An opinion alone is no case of its own office.
  expect((await processVariants({ ...october, skpd: 'dinas-b' })).cases).toBe(0);
});

test('kiosks that serve nobody', async () => {
  const beat = (kios: string, step: string, time: string) => ({
    case_id: `${kios}${time}`,
    step,
    time,
    channel: 'kios',
    source_id: 'ekios',
    attributes: { kios },
  });
  await insertFacts('service_events', [
    beat('K-1', 'diajukan', '2026-11-10 02:00:00'),
    beat('K-2', 'diproses', '2026-11-10 02:00:00'),
    beat('K-3', 'diajukan', '2026-10-10 02:00:00'),
    beat('K-4', 'diajukan', '2026-06-10 02:00:00'), // not heard of for 90 days
  ]);
  const silent = await readMetric('ekios_menganggur', month(11));
  expect(silent).toMatchObject({ value: null, n: 3, reason: 'tidak ada detak sejak 10 November 2026 pukul 09.00' });
  await insertFacts('service_events', [beat('K-2', 'diproses', '2026-11-30 16:30:00')]);
  const reading = await readMetric('ekios_menganggur', month(11));
  expect(reading.n).toBe(3);
  expect(reading.value).toBeCloseTo((100 * 2) / 3, 10);
});
