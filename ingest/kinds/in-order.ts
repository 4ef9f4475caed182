import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';

/**
 * Sends bytes to an `INSERT ... SELECT ... FROM input(...)` that reads them in order, in one thread and in blocks of some thousand
 * rows: at 4 MB of text what a statement makes of a block stays near the processor.
 */
export async function inOrder(
  client: ClickHouseClient,
  query: string,
  bytes: Buffer,
  params: Record<string, unknown>,
): Promise<void> {
  const { stream } = await client.exec({
    query,
    values: Readable.from([bytes]),
    query_params: params,
    clickhouse_settings: {
      max_threads: 1,
      max_insert_threads: '1',
      input_format_parallel_parsing: 0,
      compile_expressions: 0, // compiling takes longer than what it saves of a chunk
      max_block_size: '16384',
      max_insert_block_size: '16384',
      min_insert_block_size_rows: '0',
      min_insert_block_size_bytes: '0',
    },
  });
  for await (const _ of stream) {
    // the answer is empty; reading it to the end is the acknowledgement
  }
}
