import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../clickhouse/data-folder/free-port';
import {
  ask,
  DEMO_CITY,
  healthz,
  INTERNALS,
  type Product,
  rk,
  type Settings,
  start,
  startInVain,
  sweep,
  until,
} from './product';

/** A disk of its own: 400 MB of memory. Where mounting is not allowed these tests are skipped, and the list says so. */
const folder = mkdtempSync(join(tmpdir(), 'rk-operator-disk-'));
const disk = join(folder, 'disk');
mkdirSync(disk);
const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]).status === 0;

const ballast = join(disk, 'pemberat');
const freeBytes = () => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
/** Leaves this much room on the disk. */
function fill(leave: number): void {
  const file = openSync(ballast, 'a');
  const block = Buffer.alloc(1 << 20, 1);
  try {
    while (freeBytes() > leave) writeSync(file, block, 0, Math.min(block.length, Math.max(4_096, freeBytes() - leave)));
  } catch {
    // full to the last byte
  }
  closeSync(file);
}
const makeRoom = () => rmSync(ballast, { force: true });

/** Four chunks: the disk fills while the first is stored and the last is not yet read. */
const LINES = 1_000_000;
function bigLog(): string {
  const path = join(folder, 'besar.log');
  const file = openSync(path, 'w');
  let text = '';
  for (let i = 0; i < LINES; i += 1) {
    const clock = new Date(Date.UTC(2026, 9, 1) + i * 1_000).toISOString();
    const address = createHash('sha1').update(String(i)).digest('base64url');
    text += `203.0.113.${i % 250} - - [${clock.slice(8, 10)}/Oct/2026:${clock.slice(11, 19)} +0000] "GET /${address}/${i} HTTP/1.1" 200 ${i} "-" "Mozilla/5.0 (Windows NT 10.0)"\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  return path;
}

let settings: Settings;
let product: Product | undefined;
beforeAll(async () => {
  if (!mounted) return;
  settings = { RK_DATA: join(disk, 'data'), PORT: String(await freePort()), RK_CITY: DEMO_CITY };
});
afterAll(async () => {
  makeRoom();
  await product?.stop();
  if (mounted) {
    sweep(join(disk, 'data'));
    spawnSync('/bin/umount', ['-l', disk]);
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a full disk', () => {
  test('a start is refused with the room that is needed', async () => {
    fill(100 << 20);
    const ended = await startInVain(settings);
    makeRoom();
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/^Disk hampir penuh: tersisa \d+ MB pada .*, perlu sedikitnya 256 MB\. Kosongkan ruang/);
  });

  test('a load that would not fit is refused before anything is stored', async () => {
    product = await start(settings);
    const wide = join(folder, 'lebar.log.gz');
    const line = '203.0.113.7 - - [01/Oct/2026:08:00:00 +0700] "GET / HTTP/1.1" 200 12 "-" "Mozilla/5.0"\n';
    writeFileSync(wide, gzipSync(line.repeat((100 << 20) / line.length), { level: 1 }));
    fill(180 << 20);
    const ended = await rk(settings, 'ingest', 'situs-kota', wide);
    const doctor = await rk(settings, 'periksa');
    makeRoom();
    expect(ended.err).toMatch(/^Ruang disk kurang: tersisa \d+ MB, perlu sekitar \d+ MB\. Tidak ada yang disimpan\./);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.code).toBe(1);
    expect(await ask(settings.RK_DATA!, 'SELECT count() AS n FROM web_hits')).toEqual([{ n: 0 }]);
    expect(doctor.out).toMatch(/Ruang disk tinggal \d+ MB\. Kosongkan ruang/);
    expect(doctor.code).toBe(1);
  });

  test('room that runs out in the middle: told plainly, no half record, carried on by itself when there is room', async () => {
    const path = bigLog();
    const run = rk(settings, 'ingest', 'situs-kota', path, '--json');
    await until(
      'first chunk',
      async () => (await ask<{ n: number }>(settings.RK_DATA!, 'SELECT count() AS n FROM ingest_chunks'))[0]!.n > 0,
      60_000,
    );
    fill(0);
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    const stored = await ask<{ rows: number; records: number }>(
      settings.RK_DATA!,
      'SELECT count() AS rows, uniqExact(record_key) AS records FROM web_hits',
    );
    expect(stored[0]!.rows).toBe(stored[0]!.records);
    expect(stored[0]!.rows).toBeLessThan(LINES);
    makeRoom();
    const ended = await run;
    expect(ended.out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(ended.out)).toMatchObject({
      read: LINES,
      stored: LINES,
      duplicate: 0,
      rejected: 0,
      balanced: true,
    });
    expect(ended.err).toContain('Tertunda: Ruang disk habis.');
    expect(ended.err).not.toMatch(INTERNALS);
    expect(ended.code).toBe(0);
    expect(
      await ask(
        settings.RK_DATA!,
        'SELECT count() AS rows, uniqExact(record_key) AS records, sum(bytes) AS bytes FROM web_hits',
      ),
    ).toEqual([{ rows: LINES, records: LINES, bytes: (LINES * (LINES - 1)) / 2 }]);
    await until('healthy', async () => (await healthz(Number(settings.PORT)))?.status === 200);
  }, 240_000);
});
