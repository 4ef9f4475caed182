import { DATABASE } from '../warehouse/client';

/** How the warehouse is laid out: one node, or a named cluster (`CLICKHOUSE_CLUSTER`). */
export type Layout = { kind: 'single' } | { kind: 'cluster'; cluster: string };

interface TableDefinition {
  name: string;
  /** Column declarations, one a line. */
  columns: string;
  /** Set for rows that have versions: the newest `version` of one sorting key wins. */
  replacingBy?: string;
  partitionBy?: string;
  orderBy: string;
  /** How rows spread over shards; rows that must meet in one query part share it. */
  shardBy?: string;
  ttl?: string;
}

/** Tokens of this many newest inserts per table are remembered, so that a retried chunk is stored once. */
const DEDUPLICATION_WINDOW = 10_000;

/**
 * Renders one table for the layout: a plain MergeTree on a single node; on a cluster a replicated local table
 * and a Distributed table of the same name, so that every query stays the same.
 */
export function table(layout: Layout, t: TableDefinition): string[] {
  const partition = t.partitionBy ? `\nPARTITION BY ${t.partitionBy}` : '';
  const ttl = t.ttl ? `\nTTL ${t.ttl}` : '';
  const body = (name: string, engine: string, settings: string, on = '') =>
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.${name}${on} (\n${t.columns.trim()}\n) ENGINE = ${engine}${partition}\nORDER BY ${t.orderBy}${ttl}\nSETTINGS ${settings}`;
  if (layout.kind === 'single') {
    const engine = t.replacingBy ? `ReplacingMergeTree(${t.replacingBy})` : 'MergeTree';
    return [body(t.name, engine, `non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`)];
  }
  const path = `'/clickhouse/tables/{shard}/${DATABASE}/${t.name}', '{replica}'`;
  const engine = t.replacingBy
    ? `ReplicatedReplacingMergeTree(${path}, ${t.replacingBy})`
    : `ReplicatedMergeTree(${path})`;
  const on = ` ON CLUSTER '${layout.cluster}'`;
  return [
    body(`${t.name}_local`, engine, `replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`, on),
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.${t.name}${on} AS ${DATABASE}.${t.name}_local ` +
      `ENGINE = Distributed('${layout.cluster}', ${DATABASE}, ${t.name}_local, ${t.shardBy ?? 'rand()'})`,
  ];
}

/** Drops a table whose rows can be worked out anew, to be declared otherwise. */
export function dropTable(layout: Layout, name: string): string[] {
  if (layout.kind === 'single') return [`DROP TABLE IF EXISTS ${DATABASE}.${name} SYNC`];
  const on = ` ON CLUSTER '${layout.cluster}' SYNC`;
  return [`DROP TABLE IF EXISTS ${DATABASE}.${name}${on}`, `DROP TABLE IF EXISTS ${DATABASE}.${name}_local${on}`];
}

/** A plain view: always derived from its tables at read time, so no crash can leave it behind them. */
export function view(layout: Layout, name: string, select: string): string[] {
  const on = layout.kind === 'cluster' ? ` ON CLUSTER '${layout.cluster}'` : '';
  return [`CREATE OR REPLACE VIEW ${DATABASE}.${name}${on} AS ${select.trim()}`];
}

/** The layout that the settings ask for. */
export function currentLayout(): Layout {
  const cluster = process.env.CLICKHOUSE_CLUSTER;
  if (!cluster) return { kind: 'single' };
  if (!/^[A-Za-z0-9_-]+$/.test(cluster)) throw new Error('CLICKHOUSE_CLUSTER may hold letters, digits, - and _ only');
  return { kind: 'cluster', cluster };
}

/** How the table that holds a table's rows is named in an ALTER: on a cluster its local one, everywhere. */
export function storedTable(name: string, layout: Layout = currentLayout()): string {
  return layout.kind === 'single' ? `${DATABASE}.${name}` : `${DATABASE}.${name}_local ON CLUSTER '${layout.cluster}'`;
}

/** Adds columns to a table of an earlier migration, on a cluster to both its local and its distributed face. */
export const addColumns = (layout: Layout, name: string, columns: string[]): string[] =>
  alter(
    layout,
    name,
    columns.map((column) => `ADD COLUMN IF NOT EXISTS ${column}`),
  );

/** Gives columns of an earlier migration another codec; only the local table of a cluster stores anything. */
export const changeColumns = (layout: Layout, name: string, columns: string[]): string[] =>
  alter(
    layout,
    name,
    columns.map((column) => `MODIFY COLUMN ${column}`),
  ).slice(0, 1);

/** Adds skipping indexes to a table of an earlier migration, of what it holds already too; only the local table of a cluster stores anything. */
export const addIndexes = (layout: Layout, name: string, indexes: Readonly<Record<string, string>>): string[] =>
  alter(
    layout,
    name,
    Object.entries(indexes).flatMap(([index, of]) => [
      `ADD INDEX IF NOT EXISTS ${index} ${of}`,
      `MATERIALIZE INDEX IF EXISTS ${index}`,
    ]),
  ).slice(0, 1);

function alter(layout: Layout, name: string, changes: string[]): string[] {
  const all = changes.join(', ');
  if (layout.kind === 'single') return [`ALTER TABLE ${DATABASE}.${name} ${all}`];
  const on = ` ON CLUSTER '${layout.cluster}'`;
  return [`ALTER TABLE ${DATABASE}.${name}_local${on} ${all}`, `ALTER TABLE ${DATABASE}.${name}${on} ${all}`];
}
