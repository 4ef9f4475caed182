import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { PlainError } from '../plain-error';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { migrations } from '.';
import { type Layout, table } from './ddl';
import { migrate } from './migrate';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const cluster: Layout = { kind: 'cluster', cluster: 'kota' };

test('the cluster layout is rendered from the same source and understood by the engine', async () => {
  const statements = migrations.flatMap((m) => m.statements(cluster));
  expect(statements.length).toBeGreaterThan(30);
  for (const statement of statements) {
    // What fills a table goes through its distributed face.
    if (!statement.startsWith('INSERT')) expect(statement).toContain("ON CLUSTER 'kota'");
    const result = await warehouse().query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparated' });
    expect((await result.text()).length).toBeGreaterThan(0);
  }
});

const columns = defineQuery({
  name: 'columns-of',
  sql: `SELECT groupArray(concat(name, ' ', type)) AS columns FROM
    (SELECT name, type FROM system.columns WHERE database = 'ruang_kendali' AND table = {table:String} ORDER BY position)`,
  params: z.object({ table: z.string() }),
  row: z.object({ columns: z.array(z.string()) }),
});

const interrupted = {
  id: 90,
  name: 'interrupted',
  statements: (layout: Layout) => [
    ...table(layout, { name: 'percobaan_a', columns: 'a UInt8', orderBy: 'a' }),
    ...table(layout, { name: 'percobaan_b', columns: 'b UInt8', orderBy: 'b' }),
  ],
};

test('a migration that was interrupted after its first statement is carried to its end, once', async () => {
  await warehouse().command({ query: interrupted.statements({ kind: 'single' })[0]! });
  expect(await migrate({ kind: 'single' }, [...migrations, interrupted])).toBe(1);
  expect((await columns({ table: 'percobaan_b' }))[0]?.columns).toEqual(['b UInt8']);
  expect(await migrate({ kind: 'single' }, [...migrations, interrupted])).toBe(0);
});

test('a warehouse of a newer release, and a migration that was changed afterwards, are refused in one sentence', async () => {
  await expect(migrate({ kind: 'single' }, migrations)).rejects.toThrow(PlainError);
  const changed = { ...interrupted, statements: () => ['SELECT 1'] };
  await expect(migrate({ kind: 'single' }, [...migrations, changed])).rejects.toThrow(/berbeda dari versi ini/);
});
