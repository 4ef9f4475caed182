import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropSpool, openSpool, spooledRuns } from '../../clickhouse/data-folder/spool';
import { byteStream } from './byte-stream';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rk-tampungan-'));
  process.env.RK_DATA = folder;
});
afterAll(() => {
  delete process.env.RK_DATA;
  rmSync(folder, { recursive: true, force: true });
});

async function content(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await byteStream(path)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function spooled(...parts: (string | Buffer)[]): Promise<{ runId: string; paths: string[] }> {
  const runId = randomUUID();
  const spool = await openSpool(runId);
  for (const [i, bytes] of parts.entries()) {
    const part = await spool.part(`halaman ${i}.json`);
    await part.write(bytes);
    await part.close();
  }
  return { runId, paths: spool.paths() };
}

test('a part gives back what was written, also packed, and shows nothing of it on the disk', async () => {
  const big = Buffer.from('3671010101010001;'.repeat(200_000));
  const { paths, runId } = await spooled('[{"nik":"3671010101010001"}]', big, gzipSync(big), '');
  expect((await content(paths[0]!)).toString()).toBe('[{"nik":"3671010101010001"}]');
  expect((await content(paths[1]!)).equals(big)).toBe(true);
  expect((await content(paths[2]!)).equals(big)).toBe(true);
  expect((await content(paths[3]!)).length).toBe(0);
  for (const path of paths) expect(readFileSync(path).includes('36710101')).toBe(false);
  expect(paths[0]).toMatch(/0001-halaman-0\.json$/);
  expect(await spooledRuns()).toContain(runId);
  await dropSpool(runId);
  expect(readdirSync(join(folder, 'tampungan'))).not.toContain(runId);
});

test('a part that was cut short or changed is refused, not read in part', async () => {
  const { paths } = await spooled(Buffer.alloc(3 << 20, 'a'));
  truncateSync(paths[0]!, 2 << 20);
  await expect(content(paths[0]!)).rejects.toThrow('ends in the middle of a frame');
});
