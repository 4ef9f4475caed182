import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { readBreakdown, readBreakdowns } from '../../breakdown';
import { readMetrics } from '../../read';
import type { MetricId } from '../../registry';
import { applyTestCity, insertComplaint } from '../../test-city';
import type { MetricInput } from '../../types';
import { aduan } from '.';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
/** August 2026 in Jakarta (UTC+7), asked for in October. 17 August is a holiday; 1 August is a Saturday. */
const august: MetricInput = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};
const ids = Object.keys(aduan) as MetricId[];

const by = (closed_by: string) => ({ status: 'selesai', closed_by });
type Versions = Parameters<typeof insertComplaint>[2];
/** Received on 10 August at 09.00 local time and seen there as `diterima`. */
const complaint = (id: string, later: Versions, more = {}, received = '2026-08-10 02:00:00') =>
  insertComplaint(id, received, [[received, { status: 'diterima' }], ...later], more);

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  for (let i = 0; i < 5; i++) {
    // Closed by the reporter after 48 h, in work after 24 h.
    await complaint(
      `A${i}`,
      [
        ['2026-08-11 02:00:00', { status: 'diproses' }],
        ['2026-08-12 02:00:00', by('pelapor')],
      ],
      { wilayah: '36.71.01.1001', channel: 'android' },
    );
    // Closed by an admin after 96 h, without a step before: the closing is the answer.
    await complaint(`B${i}`, [['2026-08-14 02:00:00', by('admin')]], {
      wilayah: '36.71.02',
      channel: 'website - kota',
    });
    // Closed by the system after 240 h: closed, never answered.
    await complaint(`C${i}`, [['2026-08-20 02:00:00', by('sistem')]], { channel: 'website' });
    // Closed after 24 h, open again after 48 h and to the end.
    await complaint(
      `D${i}`,
      [
        ['2026-08-11 02:00:00', by('admin')],
        ['2026-08-12 02:00:00', { status: 'diproses' }],
      ],
      { wilayah: 'luar', category: 'Lampu' },
    );
    // Open all the time, of another office.
    await complaint(`E${i}`, [], { skpd: 'dinas-b', category: 'Lampu' });
  }
  // Received in July, archived in August, open again and archived once more: one closing, of the 20th.
  await complaint(
    'F',
    [
      ['2026-08-03 02:00:00', { status: 'diarsipkan', closed_by: 'admin' }],
      ['2026-08-04 02:00:00', { status: 'diproses' }],
      ['2026-08-20 02:00:00', { status: 'diarsipkan', closed_by: 'admin' }],
    ],
    {},
    '2026-07-20 02:00:00',
  );
  // First seen closed: when it was closed is not known. A state that is not of the list stays visible.
  await insertComplaint('G', '2026-08-10 02:00:00', [['2026-08-13 02:00:00', by('admin')]]);
  await complaint('H', [['2026-08-11 02:00:00', { status: 'lain' }]]);
  // Closed in September: open at the end of August.
  await complaint('I', [['2026-09-05 02:00:00', by('pelapor')]]);
});
afterAll(() => engine.stop());

test('what came in adds up to its parts, with the remainder', async () => {
  const { aduan_masuk, aduan_selesai, aduan_tanpa_lokasi } = await readMetrics(ids, august);
  expect(aduan_masuk).toMatchObject({
    value: 28,
    parts: {
      menunggu: 6, // E, I
      diproses: 5, // D
      tertunda: 0,
      selesai_pelapor: 5,
      selesai_admin: 6, // B, G
      selesai_sistem: 5,
      selesai_tanpa_penutup: 0,
      diarsipkan: 0,
      bukan_kewenangan: 0,
      belum_terklasifikasi: 1, // H
    },
  });
  expect(Object.values(aduan_masuk.parts!).reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(28);
  expect(aduan_selesai.value).toBeCloseTo((100 * 16) / 28, 10);
  expect(aduan_selesai.parts).toEqual({ pelapor: 5, admin: 6, sistem: 5, tanpa_penutup: 0 });
  // C, E, G, H, I.
  expect(aduan_tanpa_lokasi.value).toBeCloseTo((100 * 13) / 28, 10);
  expect(aduan_tanpa_lokasi.parts).toEqual({ tanpa_kecamatan: 13, tanpa_titik: 28, luar_kota: 5 });
});

test('closings are split by who closed; a closing of unknown time is not counted', async () => {
  const { aduan_ditutup, aduan_ditutup_orang, aduan_dibuka_kembali } = await readMetrics(ids, august);
  expect(aduan_ditutup).toMatchObject({
    value: 16, // A, B, C, F
    parts: { pelapor: 5, admin: 5, sistem: 5, tanpa_penutup: 0, diarsipkan: 1, bukan_kewenangan: 0 },
  });
  expect(aduan_ditutup.series[19]).toMatchObject({ start: new Date('2026-08-19T17:00:00Z'), value: 6 }); // C and F
  expect(aduan_ditutup_orang).toMatchObject({ n: 15 });
  expect(aduan_ditutup_orang.value).toBeCloseTo((100 * 10) / 15, 10);
  // Of A, B, C, D, F the five D and F were seen open again.
  expect(aduan_dibuka_kembali).toMatchObject({ n: 21, parts: { dibuka_kembali: 6 } });
});

test('times: the plain median beside the one that counts open complaints', async () => {
  const found = await readMetrics(ids, august);
  // 5 times 48, 96 and 240 hours.
  expect(found.aduan_waktu_tutup).toMatchObject({ value: 96, n: 15, parts: { pelapor: 48, admin: 96, sistem: 240 } });
  // At risk 27 (all but G). D is open again and counts as waiting: 22 left after 48 h, 17 after 96 h, 12 of 27 after 240 h.
  expect(found.aduan_waktu_tutup_survival).toMatchObject({ value: 240, n: 27, parts: { masih_terbuka: 12 } });
  // First responses: A 24 h, B 96 h, D 24 h (closed by an admin).
  expect(found.aduan_respons).toMatchObject({ value: 24, n: 15, parts: { belum_direspons: 12 } });
  // 27 at risk: 17 left after 24 h, 12 of 27 after 96 h.
  expect(found.aduan_respons_survival).toMatchObject({ value: 96, n: 27 });
  // 5 working days from Mon 10 Aug: Tue 18 Aug. In time A, B, D; not C, E, H, I. F (received Mon 20 July) fell due on 27 July.
  expect(found.aduan_respons_tepat.n).toBe(27);
  expect(found.aduan_respons_tepat.value).toBeCloseTo((100 * 15) / 27, 10);
});

test('open and overdue complaints, at the end and day by day', async () => {
  const { aduan_terbuka, aduan_lewat_batas } = await readMetrics(ids, august);
  expect(aduan_terbuka.value).toBe(12); // D, E, H, I
  // permintaan_informasi: 5 working days, due at the end of Tue 18 Aug.
  expect(aduan_lewat_batas).toMatchObject({ value: 12, parts: { terbuka: 12, tanpa_batas: 0 } });
  const late = aduan_lewat_batas.series.map((point) => point.value);
  expect(late.slice(0, 4)).toEqual([1, 1, 0, 1]); // F: open on 1 and 2 August, closed on the 3rd, open on the 4th
  expect(late[16]).toBe(1); // 17 August: only F
  expect(late[17]).toBe(18); // the limit ends with the 18th: C, D, E, H, I and F
  expect(late[19]).toBe(12); // on the 20th C and F were closed
});

test('splits have the sum of the whole, narrowing takes a part', async () => {
  for (const id of ['aduan_masuk', 'aduan_terbuka', 'aduan_lewat_batas', 'aduan_ditutup'] as const) {
    const reading = (await readMetrics([id], august))[id];
    const splits = await readBreakdowns(id, ['skpd', 'kanal', 'kecamatan', 'kategori', 'keadaan', 'penutup'], august);
    for (const [dimension, { parts }] of Object.entries(splits))
      expect(
        parts.reduce((sum, part) => sum + (part.value ?? 0), 0),
        `${id} ${dimension}`,
      ).toBe(reading.value);
    const lamps = await readBreakdown(id, 'kategori', { ...august, skpd: 'dinas-b' });
    expect(lamps.parts.map((p) => p.member)).toEqual(id === 'aduan_ditutup' ? [] : ['Lampu']);
  }
  const channels = await readBreakdown('aduan_masuk', 'kanal', august);
  expect(channels.parts.map(({ member, n }) => [member, n])).toEqual([
    ['', 13],
    ['website', 10],
    ['android', 5],
  ]);
  const east = await readMetrics(['aduan_masuk', 'aduan_terbuka'], { ...august, filters: { kecamatan: '36.71.01' } });
  expect(east.aduan_masuk.value).toBe(5);
  expect(east.aduan_terbuka.value).toBe(0);
  // Side figures are of the same complaints as the figure, whatever it is narrowed by.
  for (const filters of [{ kecamatan: '36.71.01' }, { kategori: 'Lampu' }, { kanal: 'website' }]) {
    const { aduan_masuk: masuk } = await readMetrics(['aduan_masuk'], { ...august, filters });
    const states = Object.values(masuk.parts ?? {}).reduce<number>((sum, part) => sum + (part ?? 0), 0);
    expect(states, JSON.stringify(filters)).toBe(masuk.value);
  }
  const ofCategory = async (kategori: string) =>
    (await readMetrics(['aduan_masuk'], { ...august, filters: { kategori } })).aduan_masuk.value;
  const byCategory = await readBreakdown('aduan_masuk', 'kategori', august);
  expect(await ofCategory('Lampu')).toBe(byCategory.parts.find((p) => p.member === 'Lampu')?.n);
  expect(await ofCategory('Tidak ada')).toBe(0);
});

test('a complaint that is handed on was open with one office, then with the other', async () => {
  await insertComplaint('J', '2026-06-10 02:00:00', [
    ['2026-06-10 02:00:00', { status: 'diterima', skpd: 'dinas-a' }],
    ['2026-06-15 02:00:00', { status: 'didisposisikan', skpd: 'dinas-b' }],
    ['2026-06-20 02:00:00', { ...by('pelapor'), skpd: 'dinas-b' }],
  ]);
  const june = { ...august, from: new Date('2026-05-31T17:00:00Z'), to: new Date('2026-06-30T17:00:00Z') };
  const openDays = async (skpd: string) => {
    const { aduan_terbuka } = await readMetrics(['aduan_terbuka'], { ...june, skpd });
    return aduan_terbuka.series.flatMap(({ value }, i) => (value ? [`${i + 1}: ${value}`] : []));
  };
  expect(await openDays('dinas-a')).toEqual(['10: 1', '11: 1', '12: 1', '13: 1', '14: 1']);
  expect(await openDays('dinas-b')).toEqual(['15: 1', '16: 1', '17: 1', '18: 1', '19: 1']);
});
