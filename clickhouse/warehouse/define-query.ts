import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { z } from 'zod';
import { derivedIn, keepDerived, ofBuilds } from '../derived/keep';
import { settled } from './city-constants';
import { warehouse } from './client';
import { trim } from './trim';
import { inTurn } from './turns';

interface QueryDefinition<P extends z.ZodType, R extends z.ZodType> {
  /** Appears in the engine's process list and in errors. */
  name: string;
  /** SQL with `{name:Type}` placeholders only; never built from input. Derived tables that it names are kept up before it is asked. */
  sql: string;
  params: P;
  row: R;
  settings?: ClickHouseSettings;
}

/** A query whose result does not have the promised shape: a defect of ours, told without quoting the row. */
export class QueryShapeError extends Error {
  override name = 'QueryShapeError';
}

/**
 * A named query: bound parameters checked on the way in, rows checked on the way out.
 * The returned function takes the parameters and gives the rows.
 */
export function defineQuery<P extends z.ZodType<Record<string, unknown>>, R extends z.ZodType>(
  definition: QueryDefinition<P, R>,
) {
  const rows = z.array(definition.row);
  const sql = trim(definition.sql);
  const derived = derivedIn(sql);
  return async (params: z.input<P>, client: ClickHouseClient = warehouse()): Promise<z.output<R>[]> => {
    const [told, builds] = await Promise.all([settled(sql), keepDerived(derived)]);
    const answer = await inTurn(async () => {
      const result = await client.query({
        query: ofBuilds(told.sql, builds),
        query_params: { ...definition.params.parse(params), ...told.params },
        format: 'JSONEachRow',
        clickhouse_settings: { log_comment: definition.name, ...definition.settings },
      });
      return result.json();
    });
    const parsed = rows.safeParse(answer);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.slice(0, 3).map((i) => `${i.path.join('.')}: ${i.code}`);
    throw new QueryShapeError(`Query ${definition.name}: ${where.join('; ')}`);
  };
}
