import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contextPath, dropSpool, openSpool } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { byteStream } from '../files/byte-stream';
import type { Pull, Pulled } from './capture';
import { logFollower } from './follow-log';
import { closeFiles, openFamily } from './log-family';

let root: string;
let folder: string;
let log: string;
let worlds = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'rk-ikuti-'));
  process.env.RK_DATA = join(root, 'data');
});
afterAll(() => {
  delete process.env.RK_DATA;
  rmSync(root, { recursive: true, force: true });
});
beforeEach(newWorld);

function newWorld() {
  folder = join(root, `log-${++worlds}`);
  mkdirSync(folder);
  log = join(folder, 'access.log');
}

async function content(path: string): Promise<string> {
  if (!existsSync(path)) return '';
  const pieces: Buffer[] = [];
  for await (const piece of await byteStream(path)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

interface Part {
  name: string;
  lines: string[];
  before: string[];
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** One pull: what it copied, and what it said. */
async function pull(cursor: unknown, pullBytes = 1 << 20): Promise<Pulled & { parts: Part[]; lines: string[] }> {
  const spool = await openSpool('uji');
  const capture = logFollower({ pullBytes, contextBytes: 1 << 16 });
  const pulled = await capture({
    connection: { berkas: log },
    cursor: JSON.parse(JSON.stringify(cursor)),
    spool,
    signal: new AbortController().signal,
  } as unknown as Pull<'log_akses'>);
  const parts: Part[] = [];
  for (const path of spool.paths()) {
    parts.push({
      name: path.split('/').at(-1)!,
      lines: linesOf(await content(path)),
      before: linesOf(await content(contextPath(path))),
    });
  }
  await dropSpool('uji');
  return { ...pulled, parts, lines: parts.flatMap((part) => part.lines) };
}

/** The keys that the reader gives the lines of a part: each line, and the how-manieth of equal ones it is. */
function keysOf({ lines, before }: Part): string[] {
  const counts = new Map<string, number>();
  const nth = (line: string) => {
    counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts.get(line);
  };
  for (const line of before) nth(line);
  return lines.map((line) => `${line}#${nth(line)}`);
}

const rotated = (n: number) => join(folder, `access.log.${n}`);

/** Moves access.log.1 to .2 and so on, as logrotate does before it renames the log itself. */
function shiftNumbers() {
  for (let n = 30; n >= 1; n -= 1) {
    for (const ending of ['', '.gz']) {
      if (existsSync(rotated(n) + ending)) renameSync(rotated(n) + ending, rotated(n + 1) + ending);
    }
  }
}

function packed(path: string) {
  const { mtime } = statSync(path);
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
  utimesSync(`${path}.gz`, mtime, mtime);
  rmSync(path);
}

let dates = 0;
const nextDate = () => `202611${String(10 + Math.floor(dates / 60)).padStart(2, '0')}-${String(10 + (dates++ % 60))}`;

const rotations = {
  rename: () => {
    shiftNumbers();
    renameSync(log, rotated(1));
  },
  'rename, new empty file': () => {
    shiftNumbers();
    renameSync(log, rotated(1));
    writeFileSync(log, '');
  },
  'rename, gzip at once': () => {
    shiftNumbers();
    renameSync(log, rotated(1));
    packed(rotated(1));
  },
  'gzip the one before': () => {
    shiftNumbers();
    if (existsSync(rotated(2))) packed(rotated(2));
    renameSync(log, rotated(1));
  },
  copytruncate: () => {
    shiftNumbers();
    copyFileSync(log, rotated(1));
    truncateSync(log);
  },
  dated: () => renameSync(log, join(folder, `access.log-${nextDate()}`)),
  'dated before the ending, gzip': () => {
    const path = join(folder, `access-${nextDate()}.log`);
    renameSync(log, path);
    packed(path);
  },
};

type Step =
  | { do: 'write'; lines: number[]; half: boolean }
  | { do: 'rotate'; how: keyof typeof rotations }
  | { do: 'pull'; bytes: number; loseCursor: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      lines: fc.array(fc.nat(2), { minLength: 1, maxLength: 12 }),
      half: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rotate' as const),
      how: fc.constantFrom(...(Object.keys(rotations) as (keyof typeof rotations)[])),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pull' as const),
      bytes: fc.constantFrom(1, 60, 300, 1 << 20),
      loseCursor: fc.boolean(),
    }),
  },
);

test('whatever is written, rotated and pulled, each line is taken as often as it was written, and no oftener', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      newWorld();
      const truth = new Map<string, number>();
      const stored = new Set<string>();
      let cursor: unknown = null;
      let started = 0;
      let half = '';
      const write = (line: string) => {
        truth.set(line, (truth.get(line) ?? 0) + 1);
        appendFileSync(log, `${half ? '' : line}\n`);
        half = '';
      };
      // Equal lines on both sides of a rotation, but no two files that begin alike.
      const begin = () => {
        if (!existsSync(log) || statSync(log).size === 0) write(`mulai ${++started}`);
      };
      const take = async (bytes: number, keep: boolean) => {
        const pulled = await pull(cursor, bytes);
        for (const key of pulled.parts.flatMap(keysOf)) stored.add(key);
        if (keep) cursor = pulled.cursor;
        return pulled.more;
      };
      begin();
      for (const one of steps) {
        if (one.do === 'write') {
          if (half) write(half);
          begin();
          for (const n of one.lines) write(`${n}`);
          if (one.half) {
            half = `setengah ${started}`;
            appendFileSync(log, half);
          }
        } else if (one.do === 'rotate') {
          if (half) write(half);
          begin();
          rotations[one.how]();
        } else {
          await take(one.bytes, !one.loseCursor);
        }
      }
      if (half) write(half);
      while (await take(200, true)) {
        // the rest
      }
      const wanted = [...truth].flatMap(([line, n]) => Array.from({ length: n }, (_, i) => `${line}#${i + 1}`));
      expect([...stored].sort()).toEqual(wanted.sort());
    }),
    { numRuns: 40, seed: 20261122 },
  );
});

test('only whole lines are taken; a last half line when its file was rotated away and rests', async () => {
  writeFileSync(log, 'a\nb\nse');
  const first = await pull(null);
  expect(first.lines).toEqual(['a', 'b']);
  appendFileSync(log, 'tengah\nakhir tanpa baris baru');
  const second = await pull(first.cursor);
  expect(second.lines).toEqual(['setengah']);
  renameSync(log, rotated(1));
  writeFileSync(log, 'c\n');
  const third = await pull(second.cursor);
  // The server may still write to the renamed file, so the last line waits until it was seen at rest.
  const fourth = await pull(third.cursor);
  expect([...third.lines, ...fourth.lines].sort()).toEqual(['akhir tanpa baris baru', 'c']);
  expect((await pull(fourth.cursor)).lines).toEqual([]);
});

test('what a server still writes to the renamed file is taken, after newer lines, and counted with them', async () => {
  writeFileSync(log, 'x\n');
  const first = await pull(null);
  renameSync(log, rotated(1));
  writeFileSync(log, 'baru\nx\n');
  const second = await pull(first.cursor);
  expect(second.parts.flatMap(keysOf)).toEqual(['baru#1', 'x#2']);
  appendFileSync(rotated(1), 'x\n');
  const third = await pull(second.cursor);
  expect(third.parts.flatMap(keysOf)).toEqual(['x#3']);
});

test('copytruncate seen between its two steps takes nothing twice', async () => {
  writeFileSync(log, 'a\nb\n');
  const first = await pull(null);
  appendFileSync(log, 'c\n');
  copyFileSync(log, rotated(1));
  const second = await pull(first.cursor);
  expect(second.lines).toEqual(['c']);
  truncateSync(log);
  appendFileSync(log, 'd\n');
  const third = await pull(second.cursor);
  expect(third.lines).toEqual(['d']);
  expect((await pull(third.cursor)).lines).toEqual([]);
});

test('several rotations between two pulls, the oldest packed, in order of time', async () => {
  writeFileSync(log, 'a1\na2\n');
  const first = await pull(null);
  appendFileSync(log, 'a3\n');
  for (const lines of ['b1\n', 'c1\n', 'd1\n']) {
    utimesSync(log, new Date(), new Date(Date.now() - 60_000 + dates++ * 1_000));
    rotations['gzip the one before']();
    writeFileSync(log, lines);
  }
  expect(readdirSync(folder).sort()).toEqual(['access.log', 'access.log.1', 'access.log.2.gz', 'access.log.3.gz']);
  const second = await pull(first.cursor);
  expect(second.lines).toEqual(['a3', 'b1', 'c1', 'd1']);
});

test('a file that shrank or was replaced is read from its start; other files of the folder are not', async () => {
  writeFileSync(log, 'a\nb\nc\n');
  for (const name of ['error.log', 'access.log.bak', 'access_ssl.log.1', 'access.log.1.swp']) {
    writeFileSync(join(folder, name), 'lain\n');
  }
  const first = await pull(null);
  writeFileSync(log, 'z\n');
  const second = await pull(first.cursor);
  expect(second.lines).toEqual(['z']);
  rmSync(log);
  const third = await pull(second.cursor);
  expect(third).toMatchObject({ lines: [], more: false, note: '' });
  writeFileSync(log, 'pengganti\nz\n');
  const fourth = await pull(third.cursor);
  expect(fourth.lines).toEqual(['pengganti', 'z']);
});

test('a log with a new name every day is followed by the name without the day', async () => {
  log = join(folder, 'u_ex.log');
  writeFileSync(join(folder, 'u_ex261120.log'), 'a\nb\n');
  const first = await pull(null);
  writeFileSync(join(folder, 'u_ex261121.log'), 'c\nsete');
  appendFileSync(join(folder, 'u_ex261120.log'), 'akhir\n');
  const second = await pull(first.cursor);
  expect(second.lines.sort()).toEqual(['akhir', 'c']);
  appendFileSync(join(folder, 'u_ex261121.log'), 'ngah\n');
  expect([...first.lines, ...(await pull(second.cursor)).lines]).toEqual(['a', 'b', 'setengah']);
});

test('a damaged archive is told and passed over; the log itself goes on', async () => {
  writeFileSync(`${rotated(1)}.gz`, gzipSync('x\n'.repeat(1_000)).subarray(0, 20));
  writeFileSync(log, 'a\n');
  const pulled = await pull(null);
  expect(pulled.lines).toEqual(['a']);
  expect(pulled.note).toContain('access.log.1.gz');
});

test('a part from the middle of a W3C log carries the line that names its fields', async () => {
  const head =
    '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status\n';
  writeFileSync(log, `${head}2026-11-01 01:02:03 198.51.100.1 GET / 200\n`);
  const first = await pull(null);
  expect(first.parts[0]!.before).toEqual([]);
  appendFileSync(log, '2026-11-01 01:02:04 198.51.100.2 GET /b 200\n');
  const second = await pull(first.cursor);
  expect(second.lines).toEqual(['2026-11-01 01:02:04 198.51.100.2 GET /b 200']);
  const fields = head.split('\n')[1];
  expect(second.parts[0]!.before[0]).toBe(fields);
  expect(second.parts[0]!.before.at(-1)).toBe(fields);
});

test('a log that was never there is told; lines come in pieces of the given size', async () => {
  await expect(pull(null)).rejects.toThrow(PlainError);
  writeFileSync(log, `${'0123456789'.repeat(10)}\n`.repeat(5));
  const first = await pull(null, 250);
  expect(first).toMatchObject({ more: true, lines: { length: 2 } });
  const second = await pull(first.cursor, 1);
  expect(second).toMatchObject({ more: true, lines: { length: 1 } });
  const third = await pull(second.cursor);
  expect(third).toMatchObject({ more: false, lines: { length: 2 } });
});

/** Shifts the rotations of a log by one and empties it, again and again; each file holds the number of its turn. */
const ROTATING = `
  const { copyFileSync, existsSync, renameSync, writeFileSync } = require('node:fs');
  const log = process.argv[1];
  for (let turn = 1, end = Date.now() + 3_000; Date.now() < end; turn += 1) {
    for (let i = 8; i >= 1; i -= 1) if (existsSync(log + '.' + i)) renameSync(log + '.' + i, log + '.' + (i + 1));
    copyFileSync(log, log + '.1');
    writeFileSync(log, turn + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }`;

test('a rotation that goes on during a look hides no file', async () => {
  writeFileSync(log, '0\n');
  const rotating = spawn(process.execPath, ['--eval', ROTATING, log]);
  const ended = new Promise((resolve) => rotating.once('exit', resolve));
  const gaps: number[][] = [];
  while (rotating.exitCode === null) {
    const { files } = await openFamily(log);
    // The log itself may be emptied before it is read; a rotated file stays as it is.
    const pieces = await Promise.all(files.filter((file) => !file.live).map((file) => file.read(0, 20)));
    const copied = pieces.filter((piece) => piece.length > 0);
    const turns = copied.map((piece) => Number(piece.toString().trim())).sort((a, b) => a - b);
    if (turns.some((turn, i) => i > 0 && turn - turns[i - 1]! > 1)) gaps.push(turns);
    await closeFiles(files);
  }
  await ended;
  expect(gaps).toEqual([]);
});
