import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../engine/test-engine';
import { parameters, period } from '../metrics/narrow';
import { cases } from '../metrics/sql/cases';
import { nullableTime, time } from '../metrics/sql/types';
import { applyTestCity, insertCase, insertFacts } from '../metrics/test-city';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine?.stop());

const casesQuery = defineQuery({
  name: 'test-cases',
  sql: `SELECT case_id, submitted_at, verified_at, decided, decided_at, refused, returned, last_step, paid, linked_case, channel
    FROM (${cases}) ORDER BY case_id, submitted_at`,
  params: period,
  row: z.object({
    case_id: z.string(),
    submitted_at: time,
    verified_at: nullableTime,
    decided: z.coerce.boolean(),
    decided_at: nullableTime,
    refused: z.coerce.boolean(),
    returned: z.number(),
    last_step: z.string(),
    paid: z.number().nullable(),
    linked_case: z.string(),
    channel: z.string(),
  }),
});

const casesBy = (to: string, from = '2026-01-01T00:00:00Z') =>
  casesQuery(
    parameters({
      from: new Date(from),
      to: new Date(to),
      now: new Date(to),
      timezone: 'Asia/Jakarta',
      skpd: 'dinas-a',
    }),
  );

const buildsQuery = defineQuery({
  name: 'test-builds',
  sql: `SELECT built FROM derived_builds WHERE name = 'service_cases' ORDER BY built`,
  params: z.object({}),
  row: z.object({ built: z.number() }),
});

test('new facts are worked in once, and nothing is worked out anew while they stay as they are', async () => {
  await insertCase('K1', { diajukan: '2026-03-02 02:00:00', selesai: '2026-03-05 02:00:00' });
  expect(await casesBy('2026-04-01T00:00:00Z')).toHaveLength(1);
  const first = await buildsQuery({});
  await casesBy('2026-03-04T00:00:00Z');
  expect(await buildsQuery({})).toEqual(first);
  await insertFacts('web_hits', [{ time: '2026-03-01 00:00:00' }]);
  await casesBy('2026-04-01T00:00:00Z');
  expect(await buildsQuery({})).toEqual(first);
  await insertCase('K2', { diajukan: '2026-03-03 02:00:00' });
  expect(await casesBy('2026-04-01T00:00:00Z')).toHaveLength(2);
  expect((await buildsQuery({})).length).toBe(first.length + 1);
});

test('rows of a build that was interrupted are never read', async () => {
  const before = await casesBy('2026-04-01T00:00:00Z');
  await warehouse().command({
    query: `INSERT INTO service_cases (built, skpd, service, case_id, submitted_at)
      VALUES (${Date.now() + 1_000_000}, 'dinas-a', 'izin', 'X', '2026-03-01 00:00:00')`,
  });
  expect(await casesBy('2026-04-01T00:00:00Z')).toEqual(before);
});

test('a number that rested for a year and is sent in again is a new application; sent back and in again it is not', async () => {
  await insertFacts('service_events', [
    { case_id: 'L1', step: 'diajukan', time: '2024-02-01 02:00:00' },
    { case_id: 'L1', step: 'selesai', time: '2024-02-03 02:00:00' },
    { case_id: 'L1', step: 'diajukan', time: '2026-02-01 02:00:00', channel: 'loket' },
    { case_id: 'L1', step: 'dikembalikan', time: '2026-02-02 02:00:00' },
    { case_id: 'L1', step: 'diajukan', time: '2026-02-03 02:00:00' },
  ]);
  const found = (await casesBy('2026-03-01T00:00:00Z', '2023-01-01T00:00:00Z')).filter((c) => c.case_id === 'L1');
  expect(found).toMatchObject([
    { submitted_at: new Date('2024-02-01T02:00:00Z'), decided: true, returned: 0, last_step: 'selesai' },
    {
      submitted_at: new Date('2026-02-01T02:00:00Z'),
      decided: false,
      returned: 1,
      channel: 'loket',
      last_step: 'diajukan',
    },
  ]);
});

interface Step {
  day: number;
  step: string;
  known: boolean;
  amount: number | null;
  linked: string;
  channel: string;
}

const steps = fc.array(
  fc.record<Step>({
    day: fc.integer({ min: 1, max: 28 }),
    step: fc.constantFrom('diajukan', 'diverifikasi', 'dikembalikan', 'diproses', 'selesai', 'ditolak', 'dibatalkan'),
    known: fc.boolean(),
    amount: fc.option(fc.integer({ min: 1, max: 9 })),
    linked: fc.constantFrom('', '', 'Z-1'),
    channel: fc.constantFrom('daring', 'loket'),
  }),
  { minLength: 1, maxLength: 8 },
);

/** How an application stands by its steps before a day, told plainly. All moments of one application differ. */
function standing(all: readonly Step[], before: number) {
  const seen = all.filter(({ day }) => day < before);
  const dayOf = (test: (s: Step) => boolean) => seen.find(test)?.day ?? null;
  const isDecision = ({ step }: Step) => step === 'selesai' || step === 'ditolak';
  const submitted = seen.find(({ step }) => step === 'diajukan');
  if (!submitted) return null;
  const amounts = seen.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  return {
    submitted: submitted.day,
    verified: dayOf((s) => s.step === 'diverifikasi' && s.known),
    decided: seen.some(isDecision),
    decidedOn: dayOf((s) => isDecision(s) && s.known),
    refused: seen.some(({ step }) => step === 'ditolak'),
    returned: seen.filter(({ step }) => step === 'dikembalikan').length,
    last: seen.at(-1)!.step,
    paid: amounts.length === 0 ? null : Math.max(...amounts),
    linked: seen.some(({ linked }) => linked !== '') ? 'Z-1' : '',
    channel: submitted.channel,
  };
}

test('applications stand at any moment as their steps before it tell', async () => {
  let round = 0;
  const dayOf = (date: Date | null) => date && date.getUTCDate();
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { minLength: 5, maxLength: 25 }),
      fc.integer({ min: 2, max: 29 }),
      async (drawn, before) => {
        round += 1;
        const told = drawn.map((list) =>
          [...new Map(list.map((s) => [s.day, s])).values()].sort((a, b) => a.day - b.day),
        );
        const at = (day: number) => `2026-07-${String(day).padStart(2, '0')} 03:00:00`;
        await insertFacts(
          'service_events',
          told.flatMap((list, i) =>
            list.map(({ day, step, known, amount, linked, channel }) => ({
              case_id: `R${round}-${i}`,
              time: at(day),
              step,
              time_known: known,
              amount,
              linked_case: linked,
              channel,
            })),
          ),
        );
        const found = new Map(
          (await casesBy(`${at(before).replace(' ', 'T')}Z`, '2026-07-01T00:00:00Z')).map((c) => [c.case_id, c]),
        );
        for (const [i, list] of told.entries()) {
          const row = found.get(`R${round}-${i}`);
          const is = row && {
            submitted: dayOf(row.submitted_at),
            verified: dayOf(row.verified_at),
            decided: row.decided,
            decidedOn: dayOf(row.decided_at),
            refused: row.refused,
            returned: row.returned,
            last: row.last_step,
            paid: row.paid,
            linked: row.linked_case,
            channel: row.channel,
          };
          expect(is ?? null).toEqual(standing(list, before));
        }
      },
    ),
    { numRuns: 12 },
  );
});
