import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import type { MetricInput } from '.';
import { readRows } from './rows';
import { applyTestCity, insertFacts } from './test-city';
import { readWhy } from './why';

const input: MetricInput & Required<Pick<MetricInput, 'previous'>> = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  previous: { from: new Date('2026-06-30T17:00:00Z'), to: new Date('2026-07-31T17:00:00Z') },
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  const hits = (month: number, skpd: string, many: number) =>
    Array.from({ length: many }, (_, i) => ({ time: `2026-0${month}-10 02:00:0${i % 10}`, skpd, visitor: i }));
  // July: a 10, b 5. August: a 4, b 8 and one page of no office.
  await insertFacts('web_hits', [...hits(7, 'dinas-a', 10), ...hits(7, 'dinas-b', 5), ...hits(8, 'dinas-a', 4)]);
  await insertFacts('web_hits', [...hits(8, 'dinas-b', 8), ...hits(8, '', 1)]);
}, 120_000);
afterAll(() => engine.stop());

test('members explain a difference, and the sum closes', async () => {
  const why = await readWhy('kunjungan_situs', input);
  expect(why).toMatchObject({ nature: 'jumlah', difference: -2 });
  const office = why.dimensions.find(({ dimension }) => dimension === 'skpd')!;
  expect(office.members.map((m) => [m.name, m.before.value, m.after.value, m.contribution])).toEqual([
    ['A', 10, 4, -6],
    ['B', 5, 8, 3],
    ['', null, 1, 1],
  ]);
  expect(office.remainder).toBeCloseTo(0, 9);
});

test('rows open page by page, those of one member alone, without keys of persons', async () => {
  const first = await readRows('kunjungan_situs', input, { page: 1, size: 5 });
  const third = await readRows('kunjungan_situs', input, { page: 3, size: 5 });
  expect([first.total, first.rows.length, third.rows.length]).toEqual([13, 5, 3]);
  expect(first.columns.map(({ key }) => key)).not.toContain('visitor');
  const only = { dimension: 'skpd', member: 'dinas-b' } as const;
  expect((await readRows('kunjungan_situs', input, { only })).total).toBe(8);
  expect((await readRows('kunjungan_situs', input, { only: { ...only, member: "x' OR 1" } })).total).toBe(0);
});
