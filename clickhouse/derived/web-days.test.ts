import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { aggregate } from '../metrics/aggregate';
import { dimensionsOf, split } from '../metrics/breakdown';
import { type FunnelPlan, funnelSums, readFunnels } from '../metrics/families/situs/funnels';
import { situs } from '../metrics/families/situs/index';
import { bySite } from '../metrics/families/situs/lists';
import { narrowed } from '../metrics/narrow';
import { readMetric, readMetrics } from '../metrics/read';
import { applyTestCity, insertFacts } from '../metrics/test-city';
import type { MetricInput } from '../metrics/types';
import { warehouse } from '../warehouse/client';
import { forgetAnswers } from '../warehouse/remember';
import { keepDays } from './web-days';
import { webSumsOfDays } from './web-sums';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Figure = keyof typeof situs;
const FIGURES = Object.keys(situs) as Figure[];
const JAKARTA = 'Asia/Jakarta';
const june = new Date('2026-06-20T00:00:00Z').getTime();

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  // Fifty days across three months, thick around local midnight, where sessions go on from one day to the next.
  const pick = <T>(from: readonly T[], i: number) => from[i % from.length]!;
  const numbers = fc.sample(fc.array(fc.nat(9_999_999), { minLength: 8, maxLength: 8 }), { numRuns: 1_500, seed: 7 });
  await insertFacts(
    'web_hits',
    numbers.map(([day, second, kind, place, path, status, agent, more]) => {
      const nearMidnight = (second! % 3 > 0 ? 17 * 3_600 - 2_400 : 0) + (second! % (second! % 3 > 0 ? 4_800 : 86_400));
      const at = june + (day! % 50) * 86_400_000 + nearMidnight * 1_000;
      return {
        time: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
        visitor: ((day! % 50) >> 2) * 10 + (more! % 4),
        ...pick([{}, {}, { site: 'b.example', skpd: 'dinas-b' }, { site: 'c.example', skpd: 'dinas-b' }], place!),
        path: pick(['/', '/a', '/b', '/c/1', '/c/2'], path!),
        kind: pick(['halaman', 'halaman', 'halaman', 'unduhan', 'aset'], kind!),
        status: pick([200, 200, 200, 304, 302, 404, 500], status!),
        agent_class: pick(['human', 'human', 'human', 'bot', 'unknown'], agent!),
        agent_rule: pick(['', 'isbot: x', 'isbot: y'], agent!),
        referrer_host: pick(['', 'a.example', 'www.google.com'], more!),
        duration_ms: more! % 5 === 0 ? null : more! % 300,
      };
    }),
  );
});
afterAll(() => engine.stop());

const input = (from: number, to: number, more: Partial<MetricInput> = {}): MetricInput => ({
  from: new Date(from),
  to: new Date(to),
  timezone: JAKARTA,
  now: new Date('2026-12-01T00:00:00Z'),
  ...more,
});

/** A figure and its splits by its rows, as they are drilled and exported. */
async function ofRows(id: Figure, asked: MetricInput) {
  const source = situs[id];
  const columns = { value: source.value!, n: source.n! };
  const groups = await aggregate(
    { name: 'rows', rows: narrowed(source), columns, by: ['semua', ...dimensionsOf(id)] },
    asked,
  );
  return new Map(
    groups
      .filter(({ columns }) => columns.n! > 0)
      .map(({ by, member, columns }) => [`${by} ${member}`, [columns.value, columns.n]]),
  );
}

async function ofSums(id: Figure, asked: MetricInput) {
  const found = Object.entries(await split(id, dimensionsOf(id), asked));
  const { total } = found[0]![1];
  const rows = found.flatMap(([by, { parts }]) => parts.map((p) => [`${by} ${p.member}`, [p.value, p.n]] as const));
  return new Map([...(total.n > 0 ? [['semua ', [total.value, total.n]] as const] : []), ...rows]);
}

test('sums are exactly what the rows say, of any period, place and zone', async () => {
  const moment = fc.oneof(
    fc.integer({ min: -2, max: 55 }).map((day) => june + day * 86_400_000 - 7 * 3_600_000),
    fc.integer({ min: -100_000, max: 4_500_000 }).map((seconds) => june + seconds * 1_000),
  );
  const period = fc.tuple(moment, moment).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const place = fc.constantFrom<Partial<MetricInput>>(
    {},
    { skpd: 'dinas-b' },
    { filters: { situs: 'a.example' } },
    { skpd: 'dinas-b', filters: { situs: 'b.example' } },
    { timezone: 'Asia/Jayapura' },
  );
  await fc.assert(
    fc.asyncProperty(period, place, fc.constantFrom(...FIGURES), async ([from, to], more, id) => {
      const asked = input(from, to, more);
      expect(await ofSums(id, asked), id).toEqual(await ofRows(id, asked));
    }),
    { numRuns: 14, seed: 11 },
  );
});

test('a series is of the same sums, by days and by months', async () => {
  for (const days of [30, 100]) {
    const asked = input(june - 31 * 3_600_000, june + days * 86_400_000);
    const readings = await readMetrics(FIGURES, asked);
    for (const id of ['kunjungan_situs', 'pengunjung_situs', 'sesi_situs', 'unduhan_situs'] as const) {
      const sum = readings[id].series.reduce((all, { n }) => all + n, 0);
      expect(sum, id).toBe(readings[id].n);
      expect(sum).toBeGreaterThan(0);
    }
  }
});

test('late hits, an interrupted build and a replaced one leave every figure right', async () => {
  const asked = input(june, june + 40 * 86_400_000);
  const before = await readMetric('permintaan_situs', asked);
  await insertFacts('web_hits', [{ time: '2026-06-25 02:00:00', visitor: 77, path: '/baru' }]);
  expect((await readMetric('permintaan_situs', asked)).n).toBe(before.n + 1);
  // Rows whose build never ended, newer than all others.
  await warehouse().command({
    query: `INSERT INTO web_sums (built, span, start, scope, requests) VALUES (9000000000000000, 'hari', '2026-06-25', 'kota', 1000)`,
  });
  forgetAnswers();
  expect((await readMetric('permintaan_situs', asked)).n).toBe(before.n + 1);
  expect(await ofSums('pengunjung_situs', asked)).toEqual(await ofRows('pengunjung_situs', asked));
  // A month that is over is summed anew too.
  const kept = await keepDays(webSumsOfDays, JAKARTA);
  expect([...kept.months]).toContain('2026-06-01');
  const month = input(Date.parse('2026-05-31T17:00:00Z'), Date.parse('2026-06-30T17:00:00Z'));
  expect((await bySite(month)).reduce((sum, { requests }) => sum + requests, 0)).toBe(
    (await ofRows('permintaan_situs', month)).get('semua ')?.[1],
  );
});

test('a funnel that is planned otherwise has sums of its own', async () => {
  const plan = (pola: string): FunnelPlan => ({
    kode: 'x',
    nama: 'X',
    situs: null,
    langkah: [
      { nama: 'Satu', pola: '/', metode: null },
      { nama: 'Dua', pola, metode: null },
    ],
  });
  const asked = { from: new Date(june), to: new Date(june + 60 * 86_400_000), timezone: JAKARTA };
  const [one] = await readFunnels([plan('/a')], asked);
  const [other] = await readFunnels([plan('/tiada')], asked);
  expect(funnelSums(plan('/a')).name).not.toBe(funnelSums(plan('/tiada')).name);
  expect(one!.steps[0]!.reached).toBe(other!.steps[0]!.reached);
  expect(one!.steps[1]!.reached).toBeGreaterThan(0);
  expect(other!.steps[1]!.reached).toBe(0);
});

test('no sums hold a key of a visitor or the net it came from', async () => {
  const answer = await warehouse().query({
    query: `SELECT name FROM system.columns WHERE database = currentDatabase() AND match(table, '^(web_(sums|hours|splits|pages|funnels)|newest_of_days)$')`,
    format: 'JSONEachRow',
  });
  const names = (await answer.json<{ name: string }>()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => ['visitor', 'client_net', 'record_key'].includes(name))).toEqual([]);
});
