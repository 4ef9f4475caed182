import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { readBreakdown } from '../../breakdown';
import { readMetric, readMetrics } from '../../read';
import { applyTestCity, insertFacts } from '../../test-city';
import type { MetricInput } from '../../types';
import { participationActs, participationAreas, participationProcesses, proposalStages } from './processes';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const month = (no: number): MetricInput => ({
  from: new Date(Date.UTC(2026, no - 1, 1) - 7 * 3_600_000),
  to: new Date(Date.UTC(2026, no, 1) - 7 * 3_600_000),
  timezone: 'Asia/Jakarta',
  now: new Date('2026-12-01T00:00:00Z'),
});

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

test('people, depth and breadth: officials are not citizens, unknown people and places are counted apart', async () => {
  const time = '2026-03-05 02:00:00';
  const online = { time, channel: 'daring', wilayah: '36.71.01.1001' };
  await insertFacts('participation', [
    // Person 1 acts three times, 2 and 3 once, 4 five times, two acts of nobody known: 12 acts of 4 people.
    ...[1, 1, 1, 2].map((participant) => ({ ...online, participant, act: 'dukung' })),
    { ...online, participant: 3, act: 'komentar' },
    ...[4, 4, 4, 4, 4].map((participant) => ({
      time,
      participant,
      act: 'suara',
      level: 'e-decision',
      process: 'suara',
      wilayah: '36.71.02',
      channel: 'aplikasi',
    })),
    { time, participant: 0, act: 'baca', level: 'e-information', process: 'anggaran' },
    { time, participant: 0, act: 'unduh', level: 'e-information', process: 'anggaran', wilayah: 'luar' },
    // Of an official: no act of a citizen, yet a published result.
    {
      time,
      participant: 0,
      act: 'publikasi_hasil',
      process: 'suara',
      level: 'e-decision',
      outcome: 'https://a.example/hasil',
    },
    { time: '2026-04-01 02:00:00', act: 'dukung' }, // another month
  ]);
  const r = await readMetrics(
    [
      'partisipasi',
      'tindakan_partisipasi',
      'peserta_partisipasi',
      'peserta_per_10rb',
      'tindakan_per_peserta',
      'kelurahan_terjangkau',
    ],
    month(3),
  );
  // 50,000 residents.
  expect(r.partisipasi).toMatchObject({
    value: 2.4,
    n: 12,
    parts: { tindakan: 12, kelurahan_terjangkau: 1, kelurahan_total: 2 },
  });
  expect(r.partisipasi.parts?.dijawab_persen).toBeCloseTo(100 / 3, 10);
  expect(r.tindakan_partisipasi.value).toBe(12);
  expect(r.peserta_partisipasi).toMatchObject({ value: 4, n: 12, parts: { tanpa_identitas: 2 } });
  expect(r.peserta_per_10rb.value).toBe(0.8);
  // 10 acts with a known author by 4 people.
  expect(r.tindakan_per_peserta).toMatchObject({ value: 2.5, n: 10 });
  // Satu of Satu and Dua; 5 acts know the kecamatan only, one is outside, one has no place.
  expect(r.kelurahan_terjangkau).toMatchObject({
    value: 50,
    n: 12,
    parts: { terjangkau: 1, seluruhnya: 2, tanpa_kelurahan: 7 },
  });

  const levels = await readBreakdown('tindakan_partisipasi', 'tingkat', month(3));
  expect(levels.parts.map((p) => [p.member, p.value])).toEqual([
    ['e-consultation', 5],
    ['e-decision', 5],
    ['e-information', 2],
  ]);
  const places = await readBreakdown('peserta_partisipasi', 'kecamatan', month(3));
  expect(places.parts.map((p) => [p.name, p.value, p.n])).toEqual([
    ['Timur', 3, 5],
    ['Barat', 1, 5],
    ['', null, 1],
    ['luar', null, 1],
  ]);
  expect(await readMetric('peserta_partisipasi', { ...month(3), filters: { kanal: 'aplikasi' } })).toMatchObject({
    value: 1,
    n: 5,
  });

  // In Barat 30,000 residents and no kelurahan; in Timur 3 of 20,000.
  const timur = { ...month(3), filters: { kecamatan: '36.71.01' } };
  const inTimur = await readMetrics(['peserta_per_10rb', 'kelurahan_terjangkau', 'partisipasi', 'usulan_warga'], timur);
  expect(inTimur.peserta_per_10rb).toMatchObject({ value: 1.5, n: 5 });
  expect(inTimur.kelurahan_terjangkau).toMatchObject({ value: 50, n: 5, parts: { tanpa_kelurahan: 0 } });
  expect(inTimur.partisipasi).toMatchObject({ value: 2.5, parts: { tindakan: 5 } });
  expect(inTimur.usulan_warga.reason).toBe('baru 0 dari minimal 1 usulan');
  const { areas, placeless } = await participationAreas(month(3));
  expect(areas).toEqual([
    {
      kode: '36.71.01',
      name: 'Timur',
      population: 20000,
      acts: 5,
      people: 3,
      unreached: ['Dua'],
      kelurahan: 2,
      per10rb: 1.5,
    },
    {
      kode: '36.71.02',
      name: 'Barat',
      population: 30000,
      acts: 5,
      people: 1,
      unreached: [],
      kelurahan: 0,
      per10rb: 1 / 3,
    },
  ]);
  expect(placeless).toEqual({ without_place: 1, outside: 1, without_kelurahan: 5, foreign: 0 });

  const processes = await participationProcesses(month(3));
  expect(processes.map((p) => [p.process, p.levels, p.channels, p.acts, p.people, p.unknown_people, p.result])).toEqual(
    [
      ['musrenbang', ['e-consultation'], ['daring'], 5, 3, 0, ''],
      ['suara', ['e-decision'], ['aplikasi'], 5, 1, 0, 'https://a.example/hasil'],
      ['anggaran', ['e-information'], [''], 2, 0, 2, ''],
    ],
  );
  expect(await participationActs(month(3))).toEqual([
    { act: 'suara', acts: 5, people: 1 },
    { act: 'dukung', acts: 4, people: 2 },
    { act: 'baca', acts: 1, people: 0 },
    { act: 'komentar', acts: 1, people: 1 },
    { act: 'unduh', acts: 1, people: 0 },
  ]);
});

test('where no act names a person, people are unknown and not zero', async () => {
  await insertFacts(
    'participation',
    Array.from({ length: 12 }, () => ({ time: '2026-01-05 02:00:00', participant: 0, act: 'baca' })),
  );
  const r = await readMetrics(
    ['peserta_partisipasi', 'peserta_per_10rb', 'tindakan_per_peserta', 'kelurahan_terjangkau'],
    month(1),
  );
  expect(r.peserta_partisipasi).toMatchObject({ value: null, reason: 'Sumber tidak mencatat siapa yang ikut serta.' });
  expect(r.peserta_per_10rb.value).toBeNull();
  expect(r.tindakan_per_peserta).toMatchObject({
    value: null,
    reason: 'baru 0 dari minimal 10 tindakan dengan identitas',
  });
  expect(r.kelurahan_terjangkau.value).toBeNull();
});

test('proposals: answered, adopted with the decision linked, how long, and how far', async () => {
  const about = (subject: string, steps: [string, string, object?][]) =>
    insertFacts(
      'participation',
      steps.map(([time, act, more]) => ({
        time: `2026-05-${time} 02:00:00`,
        act,
        subject,
        process: 'Musrenbang 2027',
        wilayah: '36.71.01.1002',
        ...more,
      })),
    );
  const linked = { outcome: '1.04.02.2.01', participant: 0 };
  await about('U1', [
    ['01', 'usul'],
    ['03', 'prioritas kelurahan'],
    ['05', 'prioritas kecamatan'],
    ['07', 'forum perangkat daerah'],
    ['08', 'rkpd'],
    ['11', 'apbd', linked],
  ]); // answered after 2 days
  await about('U2', [
    ['01', 'usul'],
    ['05', 'prioritas_kelurahan'],
    ['11', 'diakomodasi'],
  ]); // 4 days, adopted without a link
  await about('U3', [
    ['01', 'Usulan'],
    ['02', 'dukung'],
    ['07', 'tidak diakomodasi'],
  ]); // 6 days, refused
  await about('U4', [
    ['01', 'usul'],
    ['09', 'jawaban'],
  ]); // 8 days, not decided
  await about('U5', [
    ['01', 'usul'],
    ['11', 'diarsipkan'],
  ]); // archived: not answered
  await about('U6', [['21', 'usul']]); // still waiting after 10 days
  await about('U0', [['02', 'jawaban']]); // proposed before the period: not of it
  const r = await readMetrics(
    ['usulan_warga', 'usulan_dijawab', 'usulan_diterima', 'waktu_jawab_usulan', 'tindakan_partisipasi'],
    month(5),
  );
  expect(r.usulan_warga.value).toBe(6);
  expect(r.tindakan_partisipasi.value).toBe(7); // six proposals and a support
  expect(r.usulan_dijawab).toMatchObject({ n: 6, parts: { dijawab: 4, tak_tercatat: 0 } });
  expect(r.usulan_dijawab.value).toBeCloseTo((100 * 4) / 6, 10);
  expect(r.usulan_diterima).toMatchObject({ n: 6, parts: { diterima: 2, bertaut: 1, ditolak: 1, diarsipkan: 1 } });
  expect(r.usulan_diterima.value).toBeCloseTo((100 * 2) / 6, 10);
  // Waits 2 4 6 8 | 10+ 30+: S = 5/6, 4/6, 3/6 at 6 and stays one half until 8, where it falls to 2/6: the middle is 7.
  expect(r.waktu_jawab_usulan).toMatchObject({ value: 7, n: 6, parts: { median_dijawab: 5 } });
  const states = await readBreakdown('usulan_warga', 'keadaan', month(5));
  expect(Object.fromEntries(states.parts.map((p) => [p.member, p.n]))).toEqual({
    'belum dijawab': 1,
    diarsipkan: 1,
    'dijawab, belum diputus': 1,
    'diterima, bertaut keputusan': 1,
    'diterima, tanpa tautan': 1,
    ditolak: 1,
  });
  expect(await proposalStages(month(5))).toEqual([
    {
      process: 'Musrenbang 2027',
      refused: 1,
      archived: 1,
      stages: [
        { stage: 'usul', n: 6 },
        { stage: 'kelurahan', n: 2 },
        { stage: 'kecamatan', n: 2 },
        { stage: 'perangkat', n: 2 },
        { stage: 'rkpd', n: 2 },
        { stage: 'terima', n: 2 },
        { stage: 'bertaut', n: 1 },
      ],
    },
  ]);
  expect(await readMetric('usulan_warga', { ...month(5), skpd: 'dinas-b' })).toMatchObject({ value: null, n: 0 });
});

test('one record with proposal and decision is one proposal; a stage nobody tells of is unknown; silent sources are not judged', async () => {
  const row = { time: '2026-06-05 02:00:00', process: '2028', source_id: 'musrenbang' };
  await insertFacts('participation', [
    ...[1, 2, 3, 4, 5].map((n) => ({ ...row, record_key: `${9000 + n}`, act: 'usulan' })),
    { ...row, record_key: '9001', record_row: 1, act: 'diakomodasi', level: 'e-decision', outcome: '1.04' },
    // A forum whose system never tells an answer.
    ...[1, 2, 3].map((n) => ({
      ...row,
      source_id: 'forum-bisu',
      process: 'forum',
      record_key: `${9100 + n}`,
      act: 'usul',
    })),
  ]);
  const r = await readMetrics(['usulan_warga', 'usulan_dijawab', 'usulan_diterima'], month(6));
  expect(r.usulan_warga.value).toBe(8);
  expect(r.usulan_dijawab).toMatchObject({ value: 20, n: 5, parts: { dijawab: 1, tak_tercatat: 3 } });
  expect(r.usulan_diterima).toMatchObject({ value: 20, n: 5, parts: { bertaut: 1 } });
  const [musrenbang, forum] = await proposalStages(month(6));
  expect(musrenbang!.stages.map((s) => s.n)).toEqual([5, null, null, null, null, 1, 1]);
  expect(forum!.stages.map((s) => s.n)).toEqual([3, null, null, null, null, null, null]);
});
