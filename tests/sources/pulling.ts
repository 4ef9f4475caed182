import { z } from 'zod';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { findRun, requestRun } from '../../clickhouse/ledger/runs';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import { pullRun } from '../../ingest/runs/pull-run';
import { runIngest } from '../../ingest/runs/run-ingest';
import { type Cursor, type RunLedger, runLedger } from '../../ingest/runs/store';

/** Applies the small city with these sources. */
export async function applySources(sources: Record<string, unknown>[]): Promise<void> {
  const lines = sources.map((source) => `  - ${JSON.stringify({ nama: source.id, skpd: 'diskominfo', ...source })}\n`);
  const text = SMALL_CITY.replace(/^(?=kop_surat:)/m, lines.join(''));
  await applyCityProfile(parseCityProfile(text), { by: 'uji' });
}

export interface PulledRun extends RunLedger {
  more: boolean;
}

/**
 * One run of a source that is pulled. `kills`: the worker dies after the pull, before it is written down what was pulled, and
 * again after the first chunk was stored; each time another one takes the run up.
 */
export async function pullOnce(
  sourceId: string,
  options: { kills?: boolean; range?: { from: string; to: string } } = {},
): Promise<PulledRun> {
  const { run_id } = await requestRun(sourceId, [], 'uji', undefined, options.range ? { range: options.range } : {});
  if (options.kills) {
    await pullRun(run_id);
    await pullRun(run_id);
    await runIngest(run_id, () => {
      throw new Error('killed');
    }).catch(() => {});
  }
  if (await pullRun(run_id)) await runIngest(run_id);
  const run = await findRun(run_id);
  const { more } = run?.cursor ? (JSON.parse(run.cursor) as Cursor) : { more: false };
  return { ...(await runLedger(run_id)), more };
}

const keys = defineQuery({
  name: 'keys-of-source',
  sql: `SELECT count() AS rows, uniqExact(record_key, record_row) AS records FROM {table:Identifier}
    WHERE source_id = {source:String}`,
  params: z.object({ table: z.string(), source: z.string() }),
  row: z.object({ rows: z.number(), records: z.number() }),
});

/** How many rows a table holds of a source, all different. */
export async function rowsOf(table: FactTable, source: string): Promise<number> {
  const { rows, records } = (await keys({ table, source }))[0]!;
  if (rows !== records) throw new Error(`${table}: ${rows} rows of ${records} records`);
  return rows;
}
