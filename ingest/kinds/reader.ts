import type { ClickHouseClient } from '@clickhouse/client';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';

/** One chunk ready to be staged: the same file always gives the same chunks. */
export interface Chunk {
  records: number;
  bytes: number;
  /** Names of the columns, of a file that has them: a rejected record is read again by them. */
  header?: string[];
  sha256: () => string;
  stage: (client: ClickHouseClient) => Promise<void>;
}

/** What makes chunks of the table `staged` out of one file. */
export interface Reader {
  table: FactTable;
  prepare: (client: ClickHouseClient) => Promise<void>;
  chunks: () => AsyncGenerator<Chunk>;
}
