import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { migrate } from '../migrations/migrate';
import { defineQuery } from '../warehouse/define-query';
import { startTestEngine } from './test-engine';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const ask = (sql: string, user?: string, key = '') =>
  fetch(`http://127.0.0.1:${engine.port}/`, {
    method: 'POST',
    body: sql,
    headers: user ? { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': key } : {},
  });

test('default and strangers read nothing', async () => {
  const forbidden = [
    'SELECT * FROM ruang_kendali.users',
    "SELECT * FROM file('/etc/passwd')",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    'CREATE DATABASE x',
    'KILL QUERY WHERE 1',
  ];
  for (const sql of forbidden) {
    expect((await ask(sql)).status, sql).toBeGreaterThanOrEqual(400);
    expect((await ask(sql, 'default')).status, sql).toBeGreaterThanOrEqual(400);
    expect((await ask(sql, 'rk', 'salah')).status, sql).toBeGreaterThanOrEqual(400);
  }
  const seen = await ask("SELECT count() FROM system.tables WHERE database = 'ruang_kendali'", 'default');
  expect((await seen.text()).trim()).not.toMatch(/^[1-9]/);
});

test('migrations run once and a second run changes nothing', async () => {
  expect(await migrate()).toBe(0);
  const tables = defineQuery({
    name: 'tables',
    sql: `SELECT count() AS n FROM system.tables WHERE database = 'ruang_kendali'`,
    params: z.object({}),
    row: z.object({ n: z.number() }),
  });
  expect((await tables({}))[0]?.n).toBeGreaterThan(20);
});

test('no system log tables fill the disk', async () => {
  const logs = defineQuery({
    name: 'logs',
    sql: `SELECT name FROM system.tables WHERE database = 'system' AND name LIKE '%\\_log'`,
    params: z.object({}),
    row: z.object({ name: z.string() }),
  });
  expect(await logs({})).toEqual([]);
});
