import { DATABASE, engineAddress, warehouse } from './client';
import type { FactTable } from './fact-tables';

/** The engine's code for a part whose files do not fit together. */
const CORRUPTED = '246';

/**
 * Loads a table anew when a read of it failed because of a broken part, and tells whether it did. A disk that fills up to the
 * last byte while an insert ends can leave a part with an empty file (seen on 26.7): every read of the table then fails. When the
 * table is loaded such a part is set aside; its chunk has no ledger line and is stored again. Only for an engine of our own.
 */
export async function reloadIfBroken(table: FactTable, error: unknown): Promise<boolean> {
  if ((error as { code?: string }).code !== CORRUPTED || engineAddress().external) return false;
  await warehouse().command({ query: `DETACH TABLE IF EXISTS ${DATABASE}.${table} SYNC` });
  await warehouse().command({ query: `ATTACH TABLE IF NOT EXISTS ${DATABASE}.${table}` });
  return true;
}
