import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { warehouse } from './client';
import { defineQuery } from './define-query';
import { remembered } from './remember';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
}, 60_000);
afterAll(() => engine.stop());

const countHits = defineQuery({
  name: 'uji-hits-of-site',
  sql: 'SELECT count() AS hits FROM web_hits WHERE site = {site:String}',
  params: z.object({ site: z.string() }),
  row: z.object({ hits: z.number() }),
});
const store = (table: string, site: string) =>
  warehouse().command({ query: `INSERT INTO ${table} (time, site) VALUES ('2026-09-01 00:00:00', '${site}')` });

test('a question is asked again only when a table it reads has grown', async () => {
  let asked = 0;
  const ask = remembered(['web_hits'], (params: { site: string }) => {
    asked += 1;
    return countHits(params);
  });
  expect(await Promise.all([ask({ site: 'a' }), ask({ site: 'a' }), ask({ site: 'b' })])).toEqual([
    [{ hits: 0 }],
    [{ hits: 0 }],
    [{ hits: 0 }],
  ]);
  expect(asked).toBe(2);
  await store('site_observations', 'a');
  expect(await ask({ site: 'a' })).toEqual([{ hits: 0 }]);
  expect(asked).toBe(2);
  await store('web_hits', 'a');
  expect(await ask({ site: 'a' })).toEqual([{ hits: 1 }]);
  expect(asked).toBe(3);
});

test('a failure is not kept, and what is kept cannot be changed', async () => {
  let asked = 0;
  const ask = remembered(['web_hits'], async (_: { site: string }) => {
    asked += 1;
    if (asked === 1) throw new Error('mati');
    return [{ hits: 7 }];
  });
  await expect(ask({ site: 'c' })).rejects.toThrow('mati');
  const rows = await ask({ site: 'c' });
  expect(() => {
    rows[0]!.hits = 8;
  }).toThrow();
  rows.pop();
  expect(await ask({ site: 'c' })).toEqual([{ hits: 7 }]);
});
