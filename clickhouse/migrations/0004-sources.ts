import { addColumns, type Layout, table } from './ddl';

/** What a source that is pulled needs: where its last pull stopped, its secret, its switches, its alarms. */
export const sources = {
  id: 4,
  name: 'sources',
  statements: (layout: Layout): string[] => [
    // request: what the run was asked for beyond its files (JSON, ingest/runs/request.ts). cursor: where the next pull goes on,
    // in force once the run is selesai. captured_at: when a pull had copied what it loads; null = it has files of its own or
    // has not pulled yet.
    ...addColumns(layout, 'ingest_runs', [
      'request String',
      'cursor String',
      "captured_at Nullable(DateTime64(3, 'UTC'))",
    ]),
    // The columns of the file as its header named them, so that a rejected record can be read again.
    ...addColumns(layout, 'ingest_files', ['header Array(String)']),
    ...table(layout, {
      name: 'source_switches',
      columns: `
  source_id LowCardinality(String),
  version UInt64,
  paused Bool,
  changed_by String`,
      replacingBy: 'version',
      orderBy: 'source_id',
      shardBy: '1',
    }),
    // The password or token of a source, AES-256-GCM under the key of the data folder.
    ...table(layout, {
      name: 'source_secrets',
      columns: `
  source_id LowCardinality(String),
  version UInt64,
  iv FixedString(12),
  text_encrypted String,
  changed_by String`,
      replacingBy: 'version',
      orderBy: 'source_id',
      shardBy: '1',
    }),
    // Records that systems sent by themselves, encrypted, kept until a run has loaded them.
    ...table(layout, {
      name: 'pushed_records',
      columns: `
  source_id LowCardinality(String),
  received_at DateTime64(6, 'UTC'),
  delivery_id String,
  iv FixedString(12),
  text_encrypted String`,
      orderBy: '(source_id, received_at, delivery_id)',
      shardBy: 'cityHash64(source_id)',
      ttl: 'toDateTime(received_at) + INTERVAL 30 DAY',
    }),
    // kind: sunyi (a source fell silent) | gagal (its runs fail). ended_at null = still so.
    ...table(layout, {
      name: 'source_alarms',
      columns: `
  source_id LowCardinality(String),
  kind LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  version UInt64,
  ended_at Nullable(DateTime64(3, 'UTC')),
  message String`,
      replacingBy: 'version',
      orderBy: '(source_id, kind, started_at)',
      shardBy: '1',
    }),
    // Where a rejected record stands in the run that reads it again. A replay that was begun anew has a newer version; only its
    // newest counts. What became of the record is not written here: the ledger and the rejects of the replay say it.
    ...table(layout, {
      name: 'ingest_replays',
      columns: `
  source_id LowCardinality(String),
  run_id UUID,
  file_no UInt16,
  line UInt64,
  replay_run UUID,
  version UInt64,
  replay_file_no UInt16,
  replay_line UInt64`,
      replacingBy: 'version',
      orderBy: '(source_id, run_id, file_no, line, replay_run)',
      shardBy: 'cityHash64(source_id)',
    }),
  ],
};
