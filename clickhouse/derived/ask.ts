import { z } from 'zod';
import { warehouse } from '../warehouse/client';

/** Asks what is kept of derived rows. Not `defineQuery`, which has them kept up first. */
export async function ask<R extends z.ZodType>(query: string, row: R, query_params = {}): Promise<z.output<R>[]> {
  const answer = await warehouse().query({
    query,
    query_params,
    format: 'JSONEachRow',
    clickhouse_settings: { log_comment: 'derived' },
  });
  return z.array(row).parse(await answer.json());
}
