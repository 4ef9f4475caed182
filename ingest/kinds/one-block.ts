import type { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

/** Streams rows into an `INSERT ... SELECT ... FROM input(...)` whose rows keep their order and form one block. */
export async function asOneBlock(
  client: ClickHouseClient,
  query: string,
  rows: Readable,
  params: Record<string, unknown>,
  settings: ClickHouseSettings = {},
): Promise<void> {
  const { stream } = await client.exec({
    query,
    values: rows,
    query_params: params,
    clickhouse_settings: {
      max_threads: 1,
      max_insert_threads: '1',
      input_format_parallel_parsing: 0,
      max_block_size: '4000000',
      max_insert_block_size: '4000000',
      min_insert_block_size_rows: '4000000',
      min_insert_block_size_bytes: '2000000000',
      ...settings,
    },
  });
  for await (const _ of stream) {
    // the answer is empty; reading it to the end is the acknowledgement
  }
}
