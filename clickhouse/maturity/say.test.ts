import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { defineQuery } from '../warehouse/define-query';
import { judge } from './outcome';
import { count, said, words } from './sql/say';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
}, 120_000);
afterAll(() => engine.stop());

const ask = async (expressions: string[]) => {
  const query = defineQuery({
    name: 'test',
    sql: `SELECT [${expressions.join(', ')}] AS said`,
    params: z.object({}),
    row: z.object({ said: z.array(z.string()) }),
  });
  return (await query({}))[0]!.said;
};

test('amounts are written as in Indonesian sentences', async () => {
  expect(await ask(['0', '999', '1221', '21745', '1000000', '12.4'].map(count))).toEqual([
    ...['0', '999', '1.221', '21.745', '1.000.000', '12'],
  ]);
  expect(
    await ask(['97.26', '1234.56', '3', 'toNullable(0.04)', 'CAST(NULL AS Nullable(Float64))'].map((x) => said(x))),
  ).toEqual([...['97,3', '1.234,6', '3', '0', '–']]);
  expect(await ask([said('1234.567', 2)])).toEqual(['1.234,57']);
});

test('codes are written as words', async () => {
  expect(await ask([`'buku_tamu'`, `'ppid'`, `'surel'`].map(words))).toEqual(['buku tamu', 'PPID', 'surel']);
});

test('too little evidence tells its amounts in the same way', () => {
  const rule = { threshold: 1, minimumN: 2000, higherIsBetter: true };
  const judged = judge(rule, { value: 1, n: 1221, detail: '' }, { freshness: null });
  expect(judged.detail).toBe('Baru 1.221 dari minimal 2.000 bukti.');
});
