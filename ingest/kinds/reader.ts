import type { ClickHouseClient } from '@clickhouse/client';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';

/** One chunk ready to be staged: the same file always gives the same chunks. */
export interface Chunk {
  records: number;
  bytes: number;
  /** Names of the columns, of a file that has them: a rejected record is read again by them. */
  header?: string[];
  /** Of the chunk's content, or of all the file up to its end. */
  sha256: () => string;
  stage: (client: ClickHouseClient) => Promise<void>;
}

/** What makes chunks of the table `staged` out of one file. */
export interface Reader {
  table: FactTable;
  prepare: (client: ClickHouseClient) => Promise<void>;
  /** The chunks in order. What one stages must hold until the second chunk after it is asked for. */
  chunks: () => AsyncGenerator<Chunk>;
}
