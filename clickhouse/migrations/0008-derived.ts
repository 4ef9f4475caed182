import { type Layout, table } from './ddl';

/** What is worked out from facts and kept (clickhouse/derived). Each build is a partition of its own; the newest is read. */
export const derived = {
  id: 8,
  name: 'derived',
  statements: (layout: Layout): string[] => [
    // A finished build of a derived table: the number of its rows' partition, and of what state of the facts it tells.
    ...table(layout, {
      name: 'derived_builds',
      columns: `
  name LowCardinality(String),
  built UInt64,
  state String`,
      orderBy: '(name, built)',
      shardBy: '1',
    }),
    // An application with the moments at which each milestone was reached (null: never).
    ...table(layout, {
      name: 'service_cases',
      columns: `
  built UInt64,
  skpd LowCardinality(String),
  service LowCardinality(String),
  case_id String,
  submitted_at DateTime('UTC'),
  unsure_since Nullable(DateTime('UTC')),
  channel LowCardinality(String),
  identity LowCardinality(String),
  wilayah LowCardinality(String),
  user_told LowCardinality(String),
  source_id LowCardinality(String),
  verified_first Nullable(DateTime('UTC')),
  decision_seen Nullable(DateTime('UTC')),
  decided_first Nullable(DateTime('UTC')),
  officer_decided Nullable(DateTime('UTC')),
  refused_first Nullable(DateTime('UTC')),
  completed_first Nullable(DateTime('UTC')),
  handed_first Nullable(DateTime('UTC')),
  granted_first Nullable(DateTime('UTC')),
  handed_online_first Nullable(DateTime('UTC')),
  expired_first Nullable(DateTime('UTC')),
  abandoned_first Nullable(DateTime('UTC')),
  proactive_first Nullable(DateTime('UTC')),
  origin_first Nullable(DateTime('UTC')),
  linked_first Nullable(DateTime('UTC')),
  linked String,
  returns Array(DateTime('UTC')),
  works Array(DateTime('UTC')),
  steps Array(Tuple(DateTime('UTC'), LowCardinality(String))),
  payments Array(Tuple(DateTime('UTC'), Float64, LowCardinality(String))),
  shared Array(Tuple(DateTime('UTC'), LowCardinality(String))),
  due_submitted DateTime('UTC'),
  due_verified DateTime('UTC')`,
      partitionBy: 'built',
      orderBy: '(submitted_at, skpd, service, case_id)',
      shardBy: 'cityHash64(skpd, service, case_id)',
    }),
  ],
};
