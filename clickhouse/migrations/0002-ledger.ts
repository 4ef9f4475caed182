import { type Layout, table } from './ddl';

export const ledger = {
  id: 2,
  name: 'ledger',
  statements: (layout: Layout): string[] => [
    // One run of one source: versions of its state. state: antre | berjalan | selesai | gagal.
    ...table(layout, {
      name: 'ingest_runs',
      columns: `
  run_id UUID,
  source_id LowCardinality(String),
  version UInt64,
  state LowCardinality(String),
  trigger LowCardinality(String),
  requested_at DateTime64(3, 'UTC'),
  started_at Nullable(DateTime64(3, 'UTC')),
  finished_at Nullable(DateTime64(3, 'UTC')),
  files Array(String),
  message String`,
      replacingBy: 'version',
      orderBy: 'run_id',
      shardBy: 'cityHash64(run_id)',
    }),
    // One file a run has seen whole: its content is known by its hash, its records were counted before the first was stored.
    ...table(layout, {
      name: 'ingest_files',
      columns: `
  source_id LowCardinality(String),
  run_id UUID,
  file_no UInt16,
  version UInt64,
  name String,
  sha256 FixedString(64),
  size_bytes UInt64,
  records UInt64,
  observed_at DateTime('UTC'),
  format LowCardinality(String)`,
      replacingBy: 'version',
      orderBy: '(source_id, sha256, run_id, file_no)',
      shardBy: 'cityHash64(run_id)',
    }),
    // The ledger proper: one chunk of one file. read = stored + duplicate + rejected + ignored, in records.
    ...table(layout, {
      name: 'ingest_chunks',
      columns: `
  run_id UUID,
  file_no UInt16,
  chunk UInt32,
  version UInt64,
  source_id LowCardinality(String),
  read UInt64,
  stored UInt64,
  duplicate UInt64,
  rejected UInt64,
  ignored UInt64,
  reasons Map(LowCardinality(String), UInt64),
  first_time Nullable(DateTime('UTC')),
  last_time Nullable(DateTime('UTC')),
  duration_ms UInt32`,
      replacingBy: 'version',
      orderBy: '(run_id, file_no, chunk)',
      shardBy: 'cityHash64(run_id)',
    }),
    // A record that could not be mapped: where it stood, why, and its text encrypted (AES-256-GCM, key in the data folder).
    ...table(layout, {
      name: 'ingest_rejects',
      columns: `
  source_id LowCardinality(String),
  run_id UUID,
  file_no UInt16,
  chunk UInt32,
  line UInt64,
  reason LowCardinality(String),
  detail LowCardinality(String),
  iv FixedString(12),
  text_encrypted String`,
      orderBy: '(source_id, run_id, file_no, line)',
      shardBy: 'cityHash64(run_id)',
    }),
  ],
};
