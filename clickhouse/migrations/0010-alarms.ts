import { DATABASE } from '../warehouse/client';
import { type Layout, table } from './ddl';

/** The alarms that sources had before all alarms stood in one place. Said again it says the same: readers take each event once. */
const sourceAlarms = (kind: 'naik' | 'selesai', at: string) => `INSERT INTO ${DATABASE}.alarm_events
    (alarm_id, rule, subject, generation, kind, event_key, at, severity, text_id, text_en, link)
  SELECT concat(told, ':', source_id, ':', toString(no)), concat('sumber_', kind) AS told, source_id, no, '${kind}', '', ${at},
    'sedang', message, message, concat('/sumber/', source_id)
  FROM (
    SELECT source_id, toString(kind) AS kind, started_at, ended_at, message,
      row_number() OVER (PARTITION BY source_id, kind ORDER BY started_at) AS no
    FROM ${DATABASE}.source_alarms FINAL
  ) WHERE ${at} IS NOT NULL`;

/** What happened to alarms, what their rules saw last, and which messages about them were sent. */
export const alarms = {
  id: 10,
  name: 'alarms',
  statements: (layout: Layout): string[] => [
    // Append-only: the whole life of every alarm. An alarm is the generation-th of its rule and subject. kind: naik raised, pesan
    // its words changed, baca acknowledged, bisu muted until, bunyi unmuted, selesai ended. An event that was written twice (by two
    // workers, or after a crash) has the same alarm, kind and event_key; its first writing counts. actor '' = the product.
    ...table(layout, {
      name: 'alarm_events',
      columns: `
  alarm_id String,
  rule LowCardinality(String),
  subject String,
  generation UInt32,
  kind LowCardinality(String),
  event_key String,
  at DateTime64(3, 'UTC'),
  actor String,
  note String,
  severity LowCardinality(String),
  skpd LowCardinality(String),
  value Nullable(Float64),
  against Nullable(Float64),
  until Nullable(DateTime64(3, 'UTC')),
  text_id String,
  text_en String,
  link String`,
      orderBy: '(alarm_id, at, kind, event_key)',
      shardBy: '1',
    }),
    // What a rule saw of a subject when it last looked. streak: looks in a row that call for a change. against: the limit.
    ...table(layout, {
      name: 'alarm_watch',
      columns: `
  rule LowCardinality(String),
  subject String,
  version UInt64,
  looked_at DateTime64(3, 'UTC'),
  streak UInt16,
  unknown_since Nullable(DateTime64(3, 'UTC')),
  value Nullable(Float64),
  against Nullable(Float64),
  text_id String,
  text_en String,
  link String`,
      replacingBy: 'version',
      orderBy: '(rule, subject)',
      shardBy: '1',
    }),
    // One message to one recipient about one change of one alarm, or one digest. recipient: its name in the profile, never its
    // address. state: niat about to be sent | terkirim | gagal given up.
    ...table(layout, {
      name: 'alarm_messages',
      columns: `
  message_id String,
  version UInt64,
  alarm_id String,
  kind LowCardinality(String),
  recipient String,
  state LowCardinality(String),
  tries UInt16,
  at DateTime64(3, 'UTC'),
  detail String`,
      replacingBy: 'version',
      orderBy: 'message_id',
      shardBy: '1',
    }),
    sourceAlarms('naik', 'started_at'),
    sourceAlarms('selesai', 'ended_at'),
  ],
};
