import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { connect } from '../../clickhouse/warehouse/client';
import { Random } from '../demo/random';
import { recordParts } from '../files/records';
import { asOneBlock } from './one-block';
import { formOf, listForm, type RecordForm } from './record-forms';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-bentuk-'));
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engine.stop();
});

const bits = [
  'a',
  ' ',
  '\t',
  '"',
  '""',
  "'",
  '\\',
  '\\N',
  'NULL',
  '\n',
  '\r',
  '\r\n',
  ',',
  ';',
  '|',
  '[',
  'é',
  '😀',
  '\u00a0',
  '/',
  '0',
];

/** What nobody should write: cells with and without quotes, quotes in wrong places, lines with too few and too many cells. */
function strangeTable(delimiter: string, random: Random): string {
  const cell = () => {
    const text = Array.from({ length: random.int(0, 3) }, () => random.pick(bits)).join('');
    if (random.chance(0.02)) return text;
    return random.chance(0.5) || /["\r\n,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = () =>
    random.chance(0.03) ? '' : Array.from({ length: random.chance(0.05) ? 4 : 3 }, cell).join(delimiter);
  const rows = Array.from({ length: 1_500 }, () => `${line()}${random.chance(0.1) ? '\r\n' : '\n'}`);
  return `k,l,m\n`.replaceAll(',', delimiter) + rows.join('');
}

test.each([',', ';', '|'])('the engine finds the same cells in the text as we do: %j', async (delimiter) => {
  const path = join(folder, 'aneh.csv');
  writeFileSync(path, strangeTable(delimiter, new Random(8, delimiter)));
  const client = connect({ sessionId: randomUUID() });
  const seen = async (form: RecordForm) => {
    await client.command({
      query: `CREATE OR REPLACE TEMPORARY TABLE seen (line UInt64, broken String, cells Array(String), second String, blank Bool, other Bool)`,
    });
    const parts: string[] = [];
    for await (const { records } of recordParts({ path }, { columns: ['k'] })) {
      if (records.length) parts.push(form.body(records));
    }
    await asOneBlock(
      client,
      `INSERT INTO seen SELECT line, broken, ${form.cells}, if(length(${form.cells}) = 3, ${form.cell(1)}, ''), ${form.isBlank}, ${form.hasOtherCount}
       FROM ${form.from} FORMAT ${form.format}`,
      Readable.from([parts.join(form.separator)]),
      {},
      form.settings,
    );
    return (await client.query({ query: 'SELECT * FROM seen', format: 'JSONCompactEachRow' })).json();
  };
  expect(formOf(3, delimiter).format).toBe('CSV');
  const asLists = await seen(listForm(3));
  expect(asLists.length).toBeGreaterThan(1_000);
  expect(await seen(formOf(3, delimiter))).toEqual(asLists);
  await client.close();
});
