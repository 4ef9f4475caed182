import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { asOf } from './as-of';
import { warehouse } from './client';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await engine.stop();
});

const at = async (time: string) => {
  process.env.RK_NOW = `2026-11-20T${time}Z`;
  return (await asOf()).toISOString().slice(11, 16);
};

test('figures are as of the last five minutes, and never of before the newest load', async () => {
  expect(await at('03:07:20')).toBe('03:07');
  expect(await at('03:08:10')).toBe('03:08');
  expect(await at('03:09:50')).toBe('03:08');
  expect(await at('03:10:05')).toBe('03:10');
  expect(await at('03:14:59')).toBe('03:10');
  await warehouse().command({
    query: `INSERT INTO participation (source_id, time) VALUES ('uji', '2026-11-20 03:11:15')`,
  });
  expect(await at('03:11:30')).toBe('03:11');
  expect(await at('03:12:00')).toBe('03:12');
  expect(await at('03:14:00')).toBe('03:12');
  expect(await at('03:15:00')).toBe('03:15');
  expect(await at('02:33:00')).toBe('02:33');
});
