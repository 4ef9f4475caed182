import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { insertFacts } from '../metrics/test-city';
import { SCAN_FEATURES } from './features';
import { losiReading } from './losi';
import { LOSI, LOSI_CRITERIA } from './losi-indicators';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

test('the index has 95 indicators in six criteria, 22 of which a scan answers', () => {
  const sizes = LOSI_CRITERIA.map((criterion) => LOSI.filter((one) => one.criterion === criterion).length);
  expect(sizes).toEqual([6, 30, 22, 15, 10, 12]);
  expect(new Set(LOSI.map(({ criterion, code }) => `${criterion} ${code}`)).size).toBe(95);
  const answered = LOSI.flatMap(({ feature }) => feature ?? []);
  expect(answered).toHaveLength(22);
  expect(answered.filter((feature) => feature !== 'domain_resmi' && !(feature in SCAN_FEATURES))).toEqual([]);
});

test('found with its proof, looked for and not found, not known, no question for a machine', async () => {
  const look = { time: '2026-08-10 01:00:00', site: 'a.kota.go.id', page: '/', source_id: 'pindai' };
  await insertFacts('site_observations', [
    { ...look, features: ['kontak'], proofs: { kontak: 'Jl. Lama 1' } },
    { ...look, time: '2026-08-20 01:00:00', page: '/kontak', features: ['kontak'], proofs: { kontak: 'Jl. Baru 2' } },
    // The same source found a search box at another office: it looks for one.
    { ...look, skpd: 'dinas-b', time: '2026-07-01 01:00:00', features: ['pencarian'], proofs: { pencarian: 'Cari' } },
    // Another source, which did not look at this office.
    { ...look, skpd: 'dinas-b', source_id: 'lain', features: ['sso'], proofs: { sso: 'Masuk' } },
    { ...look, skpd: 'mati', reachable: false, features: [] },
  ]);
  const read = async (skpd: string, month: string) => {
    const readings = await losiReading({ skpd, month, timezone: 'Asia/Jakarta' });
    return new Map(readings.map((one) => [`${one.criterion} ${one.code}`, one]));
  };
  const august = await read('dinas-a', '2026-08');
  expect(august.get('TECH 214')).toMatchObject({
    answer: 'ditemukan',
    proof: { site: 'a.kota.go.id', page: '/kontak', words: 'Jl. Baru 2' },
  });
  expect(august.get('IF 281')).toMatchObject({ answer: 'ditemukan', proof: { words: 'a.kota.go.id' } });
  expect(august.get('EGL 206')).toMatchObject({ answer: 'tidak', proof: null });
  expect(august.get('EGL 245')).toMatchObject({ answer: 'belum_diketahui', proof: null });
  expect(august.get('SP 259')).toMatchObject({ answer: 'bukan_mesin', proof: null });

  for (const [skpd, month] of [
    ['dinas-a', '2026-06'],
    ['mati', '2026-08'],
  ] as const) {
    const none = [...(await read(skpd, month)).values()].map(({ answer }) => answer);
    expect(none.filter((answer) => answer === 'belum_diketahui')).toHaveLength(22);
    expect(none.filter((answer) => answer === 'bukan_mesin')).toHaveLength(73);
  }
});
