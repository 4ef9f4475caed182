import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';

/** Columns that say where a fact came from; the ledger fills them. */
const originColumns = new Set(['source_id', 'run_id', 'chunk']);

const columnsOf = defineQuery({
  name: 'fact-columns',
  sql: `SELECT name, type FROM system.columns
        WHERE database = 'ruang_kendali' AND table = {table:String} ORDER BY position`,
  params: z.object({ table: z.string() }),
  row: z.object({ name: z.string(), type: z.string() }),
});

export interface FactColumn {
  name: string;
  type: string;
}

const known = new Map<FactTable, FactColumn[]>();

/** The columns of a fact table that a parser fills, in table order. */
export async function factColumns(table: FactTable): Promise<FactColumn[]> {
  let columns = known.get(table);
  if (!columns) {
    columns = (await columnsOf({ table })).filter((c) => !originColumns.has(c.name));
    known.set(table, columns);
  }
  return columns;
}

/**
 * The staging table of one chunk: a temporary table in the engine's memory, gone with the session. One row per fact row;
 * `verdict` is 'ok', 'abai' (nothing to store, e.g. a blank line) or 'tolak'. Only masked and hashed values enter it.
 */
export function stagingDdl(columns: FactColumn[]): string {
  const facts = columns.map((c) => `  ${c.name} ${c.type}`).join(',\n');
  return `CREATE TEMPORARY TABLE staged (
  line UInt64,
  verdict LowCardinality(String),
  reject_reason LowCardinality(String),
  reject_detail LowCardinality(String),
  iv FixedString(12),
  text_encrypted String,
${facts}
) ENGINE = Memory`;
}
