import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestEngine } from '../../../engine/test-engine';
import { warehouse } from '../../../warehouse/client';
import { readBreakdown } from '../../breakdown';
import { readMetrics } from '../../read';
import { applyTestCity } from '../../test-city';
import type { MetricInput } from '../../types';
import { participationActs, participationProcesses, proposalStages } from './processes';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FILE = join(import.meta.dirname, '../../../../../shared/data/eparticipation-decide-madrid/proposals.csv.gz');
/** The whole life of the file: 15 September 2015 to 28 May 2019. */
const madrid: MetricInput = {
  from: new Date('2015-09-01T00:00:00Z'),
  to: new Date('2019-06-01T00:00:00Z'),
  timezone: 'Europe/Madrid',
  now: new Date('2019-12-01T00:00:00Z'),
};
let engine: Awaited<ReturnType<typeof startTestEngine>>;

/** One proposal becomes the proposal, one act for each support and comment (nobody knows by whom), and its archiving. */
async function load(): Promise<void> {
  const engine = warehouse();
  await engine.command({
    query: `CREATE TABLE madrid (id UInt32, url String, code String, title String, date Date, summary String, numComments UInt32,
      status String, numSupports UInt32, isAssociation UInt8) ENGINE = Memory`,
  });
  await engine.insert({ table: 'madrid', values: createReadStream(FILE).pipe(createGunzip()), format: 'CSVWithNames' });
  await engine.command({
    query: `INSERT INTO participation (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, level, process, act, participant, outcome, subject, channel)
      SELECT 'decide-madrid', toUUID('00000000-0000-0000-0000-000000000000'), 0, id * 1000000 + i, 0, toDateTime(date, 'UTC'), 'madrid', '',
        'e-consultation', 'Decide Madrid', act, 0, '', code, 'daring'
      FROM (SELECT *, arrayConcat(['proposal'], arrayWithConstant(numSupports, 'dukung'), arrayWithConstant(numComments, 'komentar'),
        if(status = 'archived', ['diarsipkan'], [])) AS acts FROM madrid) ARRAY JOIN acts AS act, arrayEnumerate(acts) AS i`,
  });
}

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  await load();
});
afterAll(() => engine.stop());

test('the truths of Decide Madrid come out', async () => {
  const r = await readMetrics(
    [
      'usulan_warga',
      'tindakan_partisipasi',
      'usulan_dijawab',
      'usulan_diterima',
      'peserta_partisipasi',
      'kelurahan_terjangkau',
    ],
    madrid,
  );
  expect(r.usulan_warga.value).toBe(80);
  expect(r.tindakan_partisipasi.value).toBe(228_140 + 5_926 + 80);
  const states = await readBreakdown('usulan_warga', 'keadaan', madrid);
  expect(states.parts.map((p) => [p.member, p.n])).toEqual([
    ['diarsipkan', 75],
    ['belum dijawab', 5],
  ]);
  expect(await participationActs(madrid)).toEqual([
    { act: 'dukung', acts: 228_140, people: 0 },
    { act: 'komentar', acts: 5_926, people: 0 },
    { act: 'proposal', acts: 80, people: 0 },
  ]);
  const [process] = await participationProcesses(madrid);
  expect(process).toMatchObject({
    process: 'Decide Madrid',
    levels: ['e-consultation'],
    proposals: 80,
    first: new Date('2015-09-15T00:00:00Z'),
    last: new Date('2019-05-28T00:00:00Z'),
  });
  // The platform tells neither answers nor who took part, nor where they live: unknown, never zero.
  for (const id of ['usulan_dijawab', 'usulan_diterima', 'peserta_partisipasi', 'kelurahan_terjangkau'] as const)
    expect(r[id].value, id).toBeNull();
  expect((await proposalStages(madrid))[0]).toMatchObject({ archived: 75, refused: 0 });
});
