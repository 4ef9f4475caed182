import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadedFile } from '../../../clickhouse/data-folder/spool';
import { labelOf, takeIn } from './take-in.server';

const folder = mkdtempSync(join(tmpdir(), 'rk-unggah-'));
beforeAll(() => {
  process.env.RK_DATA = folder;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const leftovers = () => (existsSync(join(folder, 'tampungan')) ? readdirSync(join(folder, 'tampungan')) : []);

test('an upload lies encrypted under its own id; a cut or empty one leaves nothing', async () => {
  const upload = await takeIn('C:\\data\\aduan warga.csv', [Buffer.from('nik\n36710101'), Buffer.from('01010001\n')]);
  const path = await uploadedFile(upload);
  expect(path).toMatch(/0001-aduan-warga\.csv$/);
  expect(readFileSync(path, 'latin1')).not.toContain('36710101');
  expect(leftovers()).toEqual([upload]);

  async function* cut() {
    yield Buffer.from('id;waktu\n');
    throw new Error('connection lost');
  }
  await expect(takeIn('b.csv', cut())).rejects.toThrow('connection lost');
  await expect(takeIn('c.csv', [])).rejects.toThrow('kosong');
  expect(leftovers()).toEqual([upload]);
});

test('a name of an upload is no path', () => {
  expect(labelOf('../../etc/passwd')).toBe('passwd');
  expect(labelOf('')).toBe('berkas');
  expect(labelOf(`${'x'.repeat(300)}.csv`)).toHaveLength(120);
});
