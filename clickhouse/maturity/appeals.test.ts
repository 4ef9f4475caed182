import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { applyTestCity, insertFacts } from '../metrics/test-city';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { assessMaturity, type ProbeId, skpdMaturity } from '.';
import {
  APPEAL_STATES,
  type Appeal,
  acceptAppeal,
  appealHistory,
  excuses,
  findAppeal,
  judgedMonths,
  listAppeals,
  rejectAppeal,
  submitAppeal,
  withdrawAppeal,
} from './appeals';
import { readExcuses } from './sql/offices';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const timezone = 'Asia/Jakarta';
const OFFICES = ['dinas-a', 'dinas-b', 'kosong'];
const MONTHS = ['2026-07', '2026-08', '2026-09'];
const office = { userId: '00000000-0000-4000-8000-000000000001', role: 'skpd' };
const planner = { userId: '00000000-0000-4000-8000-000000000002', role: 'perencana' };
const words = { reason: 'Surel dijawab lewat aplikasi lain.', link: 'https://uji.example/bukti?a=1' };

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  // Conversations that nobody answered: pesan-dibalas of dinas-a is not met in any of the months.
  for (const month of MONTHS)
    await insertFacts(
      'interactions',
      Array.from({ length: 12 }, (_, i) => ({
        thread_id: `${month}-${i}`,
        time: `${month}-${i < 11 ? '03' : '28'} 02:00:00`,
      })),
    );
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await engine.stop();
});

let clock = Date.parse('2026-10-05T00:00:00Z');
/** Later than everything before. */
const tick = () => {
  clock += 60_000;
  process.env.RK_NOW = new Date(clock).toISOString();
  return new Date(clock);
};

async function assess(month: string): Promise<void> {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const start = (index: number) => new Date(Date.UTC(year, index, 1) - 7 * 3_600_000);
  await assessMaturity({ from: start(number - 1), to: start(number), timezone, now: tick() });
}

const outcomesOf = defineQuery({
  name: 'uji-outcomes',
  sql: `SELECT formatDateTime(period_start, '%Y-%m') AS month, skpd, probe, outcome FROM maturity_evidence FINAL`,
  params: z.object({}),
  row: z.object({ month: z.string(), skpd: z.string(), probe: z.string(), outcome: z.string() }),
});
const outcomes = async () =>
  new Map((await outcomesOf({})).map(({ month, skpd, probe, outcome }) => [`${month} ${skpd} ${probe}`, outcome]));

test('an accepted appeal changes its probe of its office in its months and nothing else; the others change nothing', async () => {
  for (const month of MONTHS) await assess(month);
  const untouched = await outcomes();
  expect(untouched.get('2026-08 dinas-a pesan-dibalas')).toBe('belum');
  const appeal = fc
    .record({
      skpd: fc.constantFrom(...OFFICES),
      probe: fc.constantFrom<ProbeId>(
        'pesan-dibalas',
        'waktu-balas',
        'standar-pelayanan',
        'tepat-waktu',
        'bayar-daring',
      ),
      month: fc.constantFrom(...MONTHS),
      until: fc.constantFrom('2026-08-01', '2026-08-31', '2026-09-30', '2027-01-31'),
      end: fc.constantFrom(...APPEAL_STATES),
    })
    .filter(({ until, month }) => until >= `${month}-01`);
  const several = fc.uniqueArray(appeal, {
    minLength: 9,
    maxLength: 14,
    selector: ({ skpd, probe }) => `${skpd} ${probe}`,
  });
  await fc.assert(
    fc.asyncProperty(several, async (appeals) => {
      await warehouse().command({ query: 'TRUNCATE TABLE appeals' });
      const expected = new Map(untouched);
      for (const { skpd, probe, month, until, end } of appeals) {
        tick();
        const { id } = await submitAppeal({ skpd, probe, month, ...words }, office);
        tick();
        if (end === 'diterima') await acceptAppeal(id, { until, decision: 'Bukti dapat diterima.' }, planner);
        if (end === 'ditolak') await rejectAppeal(id, 'Tautan tidak menunjukkan jawaban.', planner);
        if (end === 'dicabut') await withdrawAppeal(id, office);
        for (const each of MONTHS) {
          const key = `${each} ${skpd} ${probe}`;
          const isCovered = end === 'diterima' && each >= month && `${each}-01` <= until;
          if (isCovered && untouched.get(key) !== 'tidak_berlaku') expected.set(key, 'dikecualikan');
        }
      }
      for (const month of MONTHS) await assess(month);
      expect(await outcomes()).toEqual(expected);
      expect(expected).not.toEqual(untouched);
    }),
    { numRuns: 1, seed: 5, endOnFailure: true },
  );
});

test('what the engine excuses is what the rule says, for the newest version of every appeal', async () => {
  await warehouse().command({ query: 'TRUNCATE TABLE appeals' });
  const months = fc.constantFrom('2026-06', '2026-07', '2026-08', '2026-09', '2026-10');
  const version = fc.record({
    state: fc.constantFrom(...APPEAL_STATES),
    until: fc.option(fc.constantFrom('2026-07-01', '2026-07-31', '2026-08-15', '2026-09-30', '2027-06-30')),
  });
  const appeals = fc.array(
    fc.record({
      skpd: fc.constantFrom(...OFFICES),
      probe: fc.constantFrom<ProbeId>('pesan-dibalas', 'tepat-waktu'),
      month: months,
      versions: fc.array(version, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(appeals, months, async (all, month) => {
      const rows = all.flatMap((appeal, i) =>
        appeal.versions.map((v, j) => ({
          appeal_id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
          version: j + 1,
          skpd: appeal.skpd,
          probe: appeal.probe,
          period_start: `${appeal.month}-01`,
          state: v.state,
          reason: 'a\nhttps://uji.example',
          decision: '',
          valid_until: v.until,
          written_at: '2026-10-05 00:00:00',
        })),
      );
      await warehouse().command({ query: 'TRUNCATE TABLE appeals' });
      // Versions in parts of their own, the newest first.
      for (const version of [3, 2, 1]) {
        const values = rows.filter((row) => row.version === version);
        await warehouse().insert({ table: 'appeals', format: 'JSONEachRow', values });
      }
      const told = (await readExcuses({ start: `${month}-01` })).map(({ skpd, probe }) => `${skpd} ${probe}`);
      const right = all
        .filter((appeal) => excuses({ month: appeal.month, ...appeal.versions.at(-1)! }, month))
        .map(({ skpd, probe }) => `${skpd} ${probe}`);
      expect(told.sort()).toEqual([...new Set(right)].sort());
    }),
    { numRuns: 12, seed: 7 },
  );
  await warehouse().command({ query: 'TRUNCATE TABLE appeals' });
});

test('every version stands in the history; a decided appeal stays as it is', async () => {
  const about = { skpd: 'dinas-b', probe: 'lintas-skpd', month: '2026-08', ...words } as const;
  tick();
  const { id } = await submitAppeal(about, office);
  expect(await findAppeal(id)).toMatchObject({ ...about, state: 'diajukan', decision: '', until: null });
  await expect(submitAppeal(about, office)).rejects.toThrow('sudah diajukan');
  tick();
  await acceptAppeal(id, { until: '2026-09-15', decision: '' }, planner);
  await expect(rejectAppeal(id, 'Berubah pikiran.', planner)).rejects.toThrow('sudah diputus');
  await expect(withdrawAppeal(id, office)).rejects.toThrow('sudah diputus');
  await expect(submitAppeal({ ...about, month: '2026-09' }, office)).rejects.toThrow('sudah dikecualikan');
  await warehouse().command({ query: 'OPTIMIZE TABLE appeals FINAL' });
  expect(await appealHistory(id)).toMatchObject([
    { state: 'diajukan', actor: office.userId, role: 'skpd', ...words, decision: '', until: null },
    { state: 'diterima', actor: planner.userId, role: 'perencana', ...words, decision: '', until: '2026-09-15' },
  ]);
  await assess('2026-08');
  const scored = await skpdMaturity({ skpd: 'dinas-b', month: '2026-08' });
  expect(scored!.probes.find(({ probe }) => probe === 'lintas-skpd')).toMatchObject({
    outcome: 'dikecualikan',
    detail: 'Dikecualikan karena keberatannya diterima.',
  });
  tick();
  const next = await submitAppeal({ ...about, month: '2026-10' }, office);
  expect((await listAppeals({ skpd: 'dinas-b' })).map((appeal: Appeal) => appeal.id)).toEqual([next.id, id]);
  expect(await findAppeal('bukan-nomor')).toBeNull();
  expect(await judgedMonths({ from: '2026-08-01', until: '2026-12-31' })).toEqual([
    { month: '2026-08' },
    { month: '2026-09' },
  ]);
});
