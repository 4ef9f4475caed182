import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { readSources } from './freshness';
import { applyTestCity, insertComplaint } from './test-city';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  await insertComplaint('A1', '2026-03-02 01:00:00', [['2026-03-03 01:00:00', {}]], { skpd: 'dinas-a' });
  await insertComplaint('A2', '2026-08-20 01:00:00', [
    ['2026-08-21 01:00:00', {}],
    ['2026-09-25 01:00:00', { status: 'selesai' }],
  ]);
  await insertComplaint('B1', '2026-02-02 01:00:00', [['2026-02-05 06:00:00', {}]], { skpd: 'dinas-b' });
});
afterAll(() => engine.stop());

const at = (time: string) => new Date(`${time}Z`);
const complaints = async (skpd: string, to: string, previousTo: string) => {
  const input = {
    to: at(to),
    previousTo: at(previousTo),
    now: at('2026-10-01T00:00:00'),
    timezone: 'Asia/Jakarta',
    skpd,
  };
  const found = await readSources(['complaints'], input);
  return found.find(({ source }) => source === 'aduan-lapor')!;
};

test('when complaints were last told of, of the city and of each office, however long ago', async () => {
  expect(await complaints('', '2026-10-01T00:00:00', '2026-09-01T00:00:00')).toMatchObject({
    newest_ever: at('2026-09-25T01:00:00'),
    newest: at('2026-09-25T01:00:00'),
    newest_of_office: at('2026-09-25T01:00:00'),
    newest_before: at('2026-08-21T01:00:00'),
  });
  // Eight months of silence: not heard of since, so still known.
  expect(await complaints('dinas-b', '2026-10-01T00:00:00', '2026-09-01T00:00:00')).toMatchObject({
    newest: at('2026-09-25T01:00:00'),
    newest_of_office: at('2026-02-05T06:00:00'),
    newest_before: at('2026-02-05T06:00:00'),
  });
});

test('of a moment long past what was told within the weeks before it', async () => {
  expect(await complaints('dinas-a', '2026-04-01T00:00:00', '2026-03-01T00:00:00')).toMatchObject({
    newest_ever: at('2026-09-25T01:00:00'),
    newest: at('2026-03-03T01:00:00'),
    newest_of_office: at('2026-03-03T01:00:00'),
    newest_before_anywhere: at('2026-02-05T06:00:00'),
    newest_before: null,
  });
});
