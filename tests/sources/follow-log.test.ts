import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun } from '../../clickhouse/ledger/runs';
import { runIngest } from '../../ingest/runs/run-ingest';
import { applySources, pullOnce, rowsOf } from './pulling';

const WORLDS = 4;
let engine: Awaited<ReturnType<typeof startTestEngine>>;
const root = mkdtempSync(join(tmpdir(), 'rk-log-hidup-'));
const logOf = (world: number) => join(root, `situs-${world}.log`);

beforeAll(async () => {
  engine = await startTestEngine();
  const source = { jenis: 'log_akses', pemetaan: 'log-akses', situs: 'www.uji.example', memberi_makan: ['web_hits'] };
  await applySources([
    ...Array.from({ length: WORLDS + 1 }, (_, i) => ({ ...source, id: `situs-${i}`, sambungan: { berkas: logOf(i) } })),
  ]);
});
afterAll(async () => {
  await engine.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Three visitors a second: equal lines are common, on both sides of a pull and of a rotation. */
const hit = (second: number, visitor: number) =>
  `198.51.100.${visitor} - - [01/Nov/2026:08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0700] "GET /beranda HTTP/1.1" 200 5 "-" "Mozilla/5.0"`;

const rotations = {
  rename: (log: string, old: string) => renameSync(log, old),
  gzip: (log: string, old: string) => {
    writeFileSync(`${old}.gz`, gzipSync(readFileSync(log)));
    rmSync(log);
  },
  copytruncate: (log: string, old: string) => {
    copyFileSync(log, old);
    truncateSync(log);
  },
};

type Step =
  | { do: 'write'; visitors: number[]; broken: boolean }
  | { do: 'rotate'; how: keyof typeof rotations }
  | { do: 'pull'; kills: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      visitors: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 15 }),
      broken: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rotate' as const),
      how: fc.constantFrom(...(Object.keys(rotations) as (keyof typeof rotations)[])),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pull' as const), kills: fc.boolean() }) },
);

test('a log followed in many pulls over rotations and kills is the table of all its lines loaded at once', {
  timeout: 240_000,
}, async () => {
  let world = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      const source = `situs-${world}`;
      const log = logOf(world);
      world += 1;
      const all: string[] = [];
      let second = 0;
      const write = (line: string) => {
        all.push(line);
        appendFileSync(log, `${line}\n`);
      };
      const begin = () => {
        if (!existsSync(log) || statSync(log).size === 0) write(hit(second++, 200));
      };
      begin();
      let rotated = 0;
      for (const one of steps) {
        begin();
        if (one.do === 'write') {
          for (const visitor of one.visitors) write(hit(second, visitor));
          if (one.broken) write('rusak');
          if (one.visitors.length > 10) second += 1;
        } else if (one.do === 'rotate') {
          rotations[one.how](log, `${log}-${20261101 + rotated++}`);
        } else {
          expect(await pullOnce(source, { kills: one.kills })).toMatchObject({
            state: 'selesai',
            balanced: true,
            duplicate: 0,
          });
        }
      }
      await pullOnce(source);
      expect(await pullOnce(source)).toMatchObject({ read: 0, state: 'selesai' });
      const requests = all.filter((line) => line !== 'rusak').length;
      expect(await rowsOf('web_hits', source)).toBe(requests);

      const whole = join(root, `semua-${world}.txt`);
      writeFileSync(whole, `${all.join('\n')}\n`);
      const again = await requestRun(source, [whole], 'uji');
      expect(await runIngest(again.run_id)).toMatchObject({
        read: all.length,
        stored: 0,
        duplicate: requests,
        rejected: all.length - requests,
        balanced: true,
      });
    }),
    { numRuns: WORLDS, seed: 20261122, endOnFailure: true },
  );
});

test('a W3C log goes on in the middle, read by the fields its start names; a pull of broken lines blocks nothing', async () => {
  const source = `situs-${WORLDS}`;
  const log = logOf(WORLDS);
  const line = (second: number) => `2026-11-01 01:02:0${second} 198.51.100.7 GET /layanan 200`;
  writeFileSync(log, `#Software: IIS\n#Fields: date time c-ip cs-method cs-uri-stem sc-status\n${line(1)}\n`);
  expect(await pullOnce(source)).toMatchObject({ read: 3, stored: 1, ignored: 2, balanced: true });
  appendFileSync(log, `${line(1)}\n${line(2)}\n`);
  expect(await pullOnce(source, { kills: true })).toMatchObject({ read: 2, stored: 2, balanced: true });
  appendFileSync(log, 'rusak\n');
  expect(await pullOnce(source)).toMatchObject({ state: 'selesai', read: 1, rejected: 1, balanced: true });
  appendFileSync(log, `${line(3)}\n`);
  expect(await pullOnce(source)).toMatchObject({ read: 1, stored: 1, balanced: true });
  expect(await rowsOf('web_hits', source)).toBe(4);
});
