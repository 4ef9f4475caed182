import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { warehouse } from '../../../warehouse/client';
import { applyTestCity, insertComplaint, insertFacts } from '../../test-city';
import type { MetricInput } from '../../types';
import { complaintBursts } from './bursts';
import { groupsOf, nearDuplicates } from './duplicates';
import { LABELLED } from './duplicates.fixture';
import { complaintFlow, complaintTransitions } from './flow';
import { complaintHistory } from './history';
import { complaintLeague } from './league';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const monthOf = (month: string): MetricInput => ({
  from: new Date(`2026-${month}-01T00:00:00Z`),
  to: new Date(new Date(`2026-${month}-01T00:00:00Z`).getTime() + 28 * 86_400_000),
  timezone: 'UTC',
  now: new Date('2026-10-01T00:00:00Z'),
});
const by = (closed_by: string) => ({ status: 'selesai', closed_by });

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

/** Every test has the table for itself. */
const clear = () => warehouse().command({ query: 'TRUNCATE TABLE complaints' });

test('the flow of open complaints adds up; versions become transitions', async () => {
  const start = (t: string): [string, object] => [t, { status: 'diterima' }];
  for (let i = 0; i < 3; i++) {
    await insertComplaint(`old${i}`, '2026-02-20 00:00:00', [
      start('2026-02-20 00:00:00'),
      ['2026-03-02 00:00:00', by('admin')],
    ] as never);
    await insertComplaint(`new${i}`, '2026-03-03 00:00:00', [
      start('2026-03-03 00:00:00'),
      ['2026-03-03 06:00:00', { status: 'diterima', category: 'Lain' }], // another version, no change of state
      ['2026-03-04 00:00:00', { status: 'diproses' }],
      ['2026-03-05 12:00:00', by('pelapor')],
    ] as never);
    await insertComplaint(`stays${i}`, '2026-03-10 00:00:00', [start('2026-03-10 00:00:00')] as never);
  }
  await insertComplaint('again', '2026-02-01 00:00:00', [
    start('2026-02-01 00:00:00'),
    ['2026-02-02 00:00:00', by('sistem')],
    ['2026-03-06 00:00:00', { status: 'diproses' }],
    ['2026-04-06 00:00:00', by('admin')],
  ] as never);
  await insertComplaint('closed', '2026-03-10 00:00:00', [['2026-03-12 00:00:00', by('admin')]] as never);
  const march = monthOf('03');
  expect(await complaintFlow(march)).toEqual({
    awal: 3,
    masuk: 6,
    dibukaKembali: 1,
    ditutup: { admin: 3, pelapor: 3 },
    akhir: 4,
    sisa: 0,
    pertamaTerlihatTertutup: 1,
  });
  expect(await complaintFlow({ ...march, skpd: 'dinas-b' })).toMatchObject({ awal: 0, masuk: 0, akhir: 0 });
  // A category narrows as it stands at the end: of the new ones the second version's.
  const other = { ...march, filters: { kategori: 'Lain' } };
  expect(await complaintFlow(other)).toMatchObject({ awal: 0, masuk: 0, akhir: 0 });
  expect(await complaintTransitions(other)).toEqual([]);
  expect(await complaintFlow({ ...march, filters: { kategori: 'Jalan' } })).toMatchObject({ awal: 3, masuk: 6 });
  expect(await complaintTransitions(march)).toEqual([
    { from: 'diproses', to: 'selesai', by: 'pelapor', n: 3, medianHours: 36, p90Hours: 36 },
    { from: 'diterima', to: 'diproses', by: '', n: 3, medianHours: 24, p90Hours: 24 },
    { from: 'diterima', to: 'selesai', by: 'admin', n: 3, medianHours: 240, p90Hours: 240 },
    { from: 'selesai', to: 'diproses', by: '', n: 1, medianHours: 768, p90Hours: 768 },
  ]);
});

test('the history of a secret complaint tells nothing', async () => {
  await clear();
  const received = '2026-03-03 00:00:00';
  await insertComplaint('1', received, [
    [received, { title: 'Lampu mati' }],
    ['2026-03-04 00:00:00', by('admin')],
  ] as never);
  await insertComplaint('2', received, [
    [received, { title: 'Rahasia', secret: true }],
    ['2026-03-04 00:00:00', by('admin')],
  ] as never);
  expect(await complaintHistory('aduan-lapor', '1')).toMatchObject([
    { status: 'diterima', title: 'Lampu mati' },
    { status: 'selesai' },
  ]);
  expect(await complaintHistory('aduan-lapor', '2')).toBe('rahasia');
  expect(await complaintHistory('aduan-lapor', '3')).toBeNull();
});

test('offices: shrunk by how few complaints they had, in bands, none below the minimum', async () => {
  await clear();
  // permintaan_informasi: due 5 working days after Mon 2 March = Mon 9 March. Dinas B: 90 of 100 in time, dinas-a 20 of 100, kosong 3 of 3.
  const settle = async (skpd: string, n: number, inTime: number) => {
    for (let i = 0; i < n; i++)
      await insertFacts('complaints', [
        { tracking_id: `${skpd}${i}`, time: '2026-03-02 01:00:00', observed_at: '2026-03-02 01:00:00', skpd },
        {
          tracking_id: `${skpd}${i}`,
          time: '2026-03-02 01:00:00',
          observed_at: i < inTime ? '2026-03-04 01:00:00' : '2026-03-20 01:00:00',
          skpd,
          ...by('pelapor'),
        },
      ]);
  };
  await settle('dinas-b', 100, 90);
  await settle('dinas-a', 100, 20);
  await settle('kosong', 3, 3);
  const league = await complaintLeague(monthOf('03'));
  // City 110 of 200. Between: ((100*0.35^2 + 100*0.35^2) / 1 - 0.2475) / 100 = 0.242525 (usual n = (200 - 20000/200) / 1 = 100);
  // weight = max(0.2475 / 0.242525 - 1, 1) = 1. Dinas B: (90 + 0.55) / 101.
  expect(league.cityShare).toBeCloseTo(55, 10);
  expect(league.weight).toBeCloseTo(1, 10);
  const of = (skpd: string) => league.offices.find((office) => office.skpd === skpd)!;
  expect(of('dinas-b').share).toBeCloseTo((100 * 90.55) / 101, 10);
  expect(of('dinas-b')).toMatchObject({ band: 'di_atas', n: 100, inTime: 90, byReporter: 100 });
  expect(of('dinas-a').band).toBe('di_bawah');
  expect(of('kosong')).toMatchObject({ band: 'belum_cukup', share: null, low: null });
  expect(of('dinas-b').low).toBeLessThan(of('dinas-b').share!);
});

describe('near-duplicates', () => {
  test('a labelled set of reports: precision and recall of pairs', async () => {
    await clear();
    await insertFacts(
      'complaints',
      LABELLED.map(([, wilayah, day, title], i) => {
        const time = `2026-05-${String(day).padStart(2, '0')} 01:00:00`;
        return { tracking_id: String(i), time, observed_at: time, wilayah, title, secret: false };
      }),
    );
    const at = { ...monthOf('05'), to: new Date('2026-06-01T00:00:00Z') };
    const { groups, groupCount, complaintCount } = await nearDuplicates(at);
    const pairsOf = (all: string[][]) =>
      new Set(all.flatMap((g) => g.flatMap((a, i) => g.slice(i + 1).map((b) => [a, b].sort().join('-')))));
    const labels = [...new Set(LABELLED.map(([label]) => label))].filter(Boolean);
    const truth = pairsOf(labels.map((l) => LABELLED.flatMap(([label], i) => (label === l ? [String(i)] : []))));
    const found = pairsOf(groups.map((group) => group.map((member) => member.tracking_id)));
    const right = [...found].filter((pair) => truth.has(pair)).length;
    expect(right / found.size).toBeGreaterThanOrEqual(0.9);
    expect(right / truth.size).toBeGreaterThanOrEqual(0.8);
    expect(groupCount).toBe(groups.length);
    expect(complaintCount).toBe(groups.flat().length);
    // Secret reports are compared with nothing.
    await warehouse().command({
      query: `INSERT INTO complaints SELECT * REPLACE (concat('s', tracking_id) AS tracking_id, true AS secret) FROM complaints`,
    });
    expect((await nearDuplicates(at)).complaintCount).toBe(complaintCount);
  });

  test('what hangs together by pairs is one group', () => {
    expect(
      groupsOf([
        ['a', 'b'],
        ['c', 'd'],
        ['b', 'e'],
      ]),
    ).toEqual([
      ['a', 'b', 'e'],
      ['c', 'd'],
    ]);
  });
});

describe('bursts', () => {
  /** 200 cells of 20 categories and 10 kecamatan with 0.2 to 8 complaints a week, spread by chance over 70 weeks: no bursts. */
  const quiet = (
    seed: number,
  ) => `INSERT INTO complaints (source_id, tracking_id, record_key, time, observed_at, category, wilayah, status, skpd, secret)
    SELECT 'acak', concat('q', toString(number), '-', toString(copy)), sipHash64(number, copy), toDateTime(1735689600 + sipHash64(number, copy, ${seed}) % (70 * 604800), 'UTC') AS t, t,
      concat('K', toString(number % 20)), concat('36.71.', leftPad(toString(1 + intDiv(number, 20)), 2, '0')), 'diterima', 'dinas-a', false
    FROM numbers(200) ARRAY JOIN range(toUInt32(round(70 * (0.2 + 7.8 * pow(number / 200, 2))))) AS copy`;
  const look = (week: number): MetricInput => {
    const to = new Date((1735689600 + week * 604_800) * 1000);
    return { from: new Date(to.getTime() - 30 * 86_400_000), to, timezone: 'UTC', now: to };
  };

  test('data without bursts give no alarm in a thousand looks; a week of three times as many is found', async () => {
    await clear();
    await warehouse().command({ query: quiet(1) });
    let alarms = 0;
    for (let week = 57; week <= 69; week += 3) alarms += (await complaintBursts(look(week))).length;
    expect(alarms).toBe(0); // of 1,000 looks
    // Cell 160 (K0 in 36.71.09) has 5.2 a week; 14 more come in the week before the look.
    await warehouse().command({
      query: `INSERT INTO complaints (source_id, tracking_id, record_key, time, observed_at, category, wilayah, status, skpd, secret)
      SELECT 'acak', concat('b', toString(number)), number, toDateTime(1735689600 + 69 * 604800 - 1 - 40000 * number, 'UTC') AS t, t, 'K0', '36.71.09', 'diterima', 'dinas-a', false FROM numbers(14)`,
    });
    const found = await complaintBursts(look(69));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kategori: 'K0', kecamatan: '36.71.09' });
    expect(found[0]!.chance).toBeLessThan(0.001);
    expect(found[0]!.weeks).toHaveLength(8);
    // The same week a year ago was as full: it is the season, not a burst.
    await warehouse().command({
      query: `INSERT INTO complaints (source_id, tracking_id, record_key, time, observed_at, category, wilayah, status, skpd, secret)
      SELECT 'acak', concat('s', toString(number)), 1000 + number, toDateTime(1735689600 + 14 * 604800 + 24000 * number, 'UTC') AS t, t, 'K0', '36.71.09', 'diterima', 'dinas-a', false FROM numbers(120)`,
    });
    expect(await complaintBursts(look(69))).toEqual([]);
  });
});
