import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { z } from 'zod';
import { now } from '../../clickhouse/clock';
import { DATABASE } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import { exclusively } from './exclusively';
import type { FactColumn } from './staging';

/** Where a chunk belongs. `chunk` numbers the chunks of a run: file number x 100,000 + position in the file. */
export interface ChunkPlace {
  sourceId: string;
  runId: string;
  fileNo: number;
  chunk: number;
  /** As `Chunk.sha256`: the same content gives the same insert token. */
  contentSha256: string;
}

export interface ChunkLedger {
  read: number;
  stored: number;
  duplicate: number;
  rejected: number;
  ignored: number;
  reasons: Record<string, number>;
}

/** Inserted as one block: a block is stored whole or not at all, per partition. */
const blockSizes: ClickHouseSettings = {
  max_insert_threads: '1',
  max_threads: 1,
  max_block_size: '1000000',
  min_insert_block_size_rows: '4000000',
  min_insert_block_size_bytes: '2000000000',
  max_insert_block_size: '4000000',
  max_partitions_per_insert_block: '0',
};
// The client's types do not know this setting yet: a token also counts for INSERT ... SELECT.
const oneBlock: ClickHouseSettings = { ...blockSizes, ...{ deduplicate_insert_select: 'enable_even_for_bad_queries' } };

/** Which lines the staging table holds, and the fact rows that those became which are to be stored. */
function stagedSql(table: FactTable): string {
  // Of requests every line is one row and every reason has one verdict, which takes half the time to tell.
  const [verdict, lines, by] =
    table === 'web_hits'
      ? ['any(verdict) AS verdict', 'rows', 'reject_reason']
      : ['verdict', 'uniqExact(line)', 'verdict, reject_reason'];
  return `SELECT ${verdict}, reject_reason AS reason, count() AS rows, ${lines} AS lines, min(time) AS first, max(time) AS last,
      ${keySumSql} AS keys
    FROM staged GROUP BY ${by}`;
}
const stagedRow = z.object({
  verdict: z.string(),
  reason: z.string(),
  rows: z.number(),
  lines: z.number(),
  first: z.string(),
  last: z.string(),
  keys: z.string(),
});
/** Tells whether rows are the same without collecting their keys: a lost and a doubled row change it together. */
const keySumSql = 'toString(sum(toUInt64(record_key) + record_row))';

/**
 * Keys that the table holds already. A request's key holds its line and so its second: a look at the chunk's span of time is
 * enough. Other records keep their key when a source corrects their time, so all of the source is looked through.
 */
function storedKeysSql(table: FactTable): string {
  const column = table === 'complaints' ? 'tracking_id' : 'record_key';
  const among =
    table === 'web_hits'
      ? `time BETWEEN {first:DateTime('UTC')} AND {last:DateTime('UTC')}`
      : `${column} IN (SELECT ${column} FROM staged WHERE verdict = 'ok')`;
  return `SELECT record_key, record_row FROM ${DATABASE}.${table} WHERE source_id = {source:String} AND ${among}`;
}

/** Which staged rows are new. Facts: their key is not in the table. Complaints also: they differ from the version before. */
function freshRowsSql(table: FactTable): string {
  const stored = storedKeysSql(table);
  if (table !== 'complaints') {
    return `SELECT record_key, record_row, line FROM staged
      WHERE verdict = 'ok' AND (record_key, record_row) NOT IN (${stored})`;
  }
  return `SELECT record_key, record_row, line FROM (
      SELECT record_key, record_row, line, is_staged, content_hash,
        lagInFrame(toNullable(content_hash)) OVER (
          PARTITION BY tracking_id ORDER BY observed_at, is_staged, line
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
      FROM (
        SELECT record_key, record_row, line, 1 AS is_staged, content_hash, tracking_id, observed_at
        FROM staged WHERE verdict = 'ok'
        UNION ALL
        SELECT record_key, record_row, toUInt64(0), 0, content_hash, tracking_id, observed_at
        FROM ${DATABASE}.complaints WHERE source_id = {source:String}
          AND tracking_id IN (SELECT tracking_id FROM staged WHERE verdict = 'ok')
      )
    )
    WHERE is_staged = 1 AND (before IS NULL OR before != content_hash)
      AND (record_key, record_row) NOT IN (${stored})`;
}

function insertSql(table: FactTable, columns: FactColumn[]): string {
  const names = columns.map((c) => c.name).join(', ');
  const insert = `INSERT INTO ${DATABASE}.${table} (source_id, run_id, chunk, ${names})
    SELECT {source:String}, {run:UUID}, {chunk:UInt32}, ${names} FROM staged WHERE verdict = 'ok'`;
  // Requests have no key twice in a chunk, since equal lines are counted, and one row each: a plain look is enough, and costs half.
  return table === 'web_hits'
    ? `${insert} AND record_key NOT IN (SELECT record_key FROM (${storedKeysSql(table)}))`
    : `${insert} AND (record_key, record_row, line) IN (${freshRowsSql(table)})
    ORDER BY line LIMIT 1 BY record_key, record_row`;
}

const rejectsSql = `INSERT INTO ${DATABASE}.ingest_rejects
  (source_id, run_id, file_no, chunk, line, reason, detail, iv, text_encrypted)
  SELECT {source:String}, {run:UUID}, {file:UInt16}, {chunk:UInt32}, line, reject_reason, reject_detail, iv, text_encrypted
  FROM staged WHERE verdict = 'tolak' AND line NOT IN (
    SELECT line FROM ${DATABASE}.ingest_rejects
    WHERE source_id = {source:String} AND run_id = {run:UUID} AND chunk = {chunk:UInt32})
  ORDER BY line`;

const mineSql = (table: FactTable) => `SELECT record_key, record_row FROM ${DATABASE}.${table}
  WHERE source_id = {source:String} AND run_id = {run:UUID} AND chunk = {chunk:UInt32}
    AND time BETWEEN {first:DateTime('UTC')} AND {last:DateTime('UTC')}`;

/** Which rows the table holds of this chunk. When they are those that were staged, every line was new and is stored. */
const storedRowsSql = (table: FactTable) => `SELECT count() AS rows, ${keySumSql} AS keys FROM (${mineSql(table)})`;

const rejectedCountSql = `SELECT uniqExact(line) AS rows FROM ${DATABASE}.ingest_rejects
  WHERE source_id = {source:String} AND run_id = {run:UUID} AND chunk = {chunk:UInt32}`;

/**
 * How the lines to be stored ended, read from the tables themselves and not from what an insert said of itself. A line may be
 * several rows: it is stored when at least one of them is stored by this chunk, and of equal rows the first line has it. A
 * line none of whose rows is the first of its key is a twin.
 */
const endedSql = (table: FactTable) => `WITH
    first_lines AS (SELECT record_key, record_row, min(line) AS line FROM staged
      WHERE verdict = 'ok' GROUP BY record_key, record_row)
  SELECT
    (SELECT uniqExact(line) FROM first_lines WHERE (record_key, record_row) IN (${mineSql(table)})) AS stored,
    (SELECT uniqExact(line) FROM first_lines) AS first,
    (SELECT count() FROM (${freshRowsSql(table)})) AS missing`;

const countRow = z.object({ rows: z.number() });
const storedRow = z.object({ rows: z.number(), keys: z.string() });
const endedRow = z.object({ stored: z.number(), first: z.number(), missing: z.number() });
const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
const anyParams = z.record(z.string(), z.unknown());

/**
 * Moves one staged chunk into its table exactly once and writes its ledger line. Safe to be killed anywhere and to be called
 * again, by the same or another worker: rows already in the table are left out, a repeated block is refused by its token,
 * inserts of one source never run at the same time, and the ledger counts what the tables hold afterwards.
 */
export async function commitChunk(
  client: ClickHouseClient,
  place: ChunkPlace,
  table: FactTable,
  columns: FactColumn[],
  startedAt: number,
): Promise<ChunkLedger> {
  const ask = <R extends z.ZodType>(name: string, sql: string, row: R) =>
    defineQuery({ name, sql, params: anyParams, row })(params, client);
  const staged = await defineQuery({
    name: 'chunk-staged',
    sql: stagedSql(table),
    params: z.object({}),
    row: stagedRow,
  })({}, client);
  const linesOf = (verdict: string) => sum(staged.filter((s) => s.verdict === verdict).map((s) => s.lines));
  const ok = staged.find((s) => s.verdict === 'ok');
  const toReject = linesOf('tolak');
  const params = {
    source: place.sourceId,
    run: place.runId,
    file: place.fileNo,
    chunk: place.chunk,
    first: new Date(ok?.first ?? 0),
    last: new Date(ok?.last ?? 0),
  };

  const endOf = async (ok: z.output<typeof stagedRow>) => {
    const mine = (await ask('chunk-stored', storedRowsSql(table), storedRow))[0]!;
    if (mine.rows === ok.rows && mine.keys === ok.keys) return { stored: ok.lines, first: ok.lines, missing: 0 };
    return (await ask('chunk-ended', endedSql(table), endedRow))[0]!;
  };

  for (let attempt = 1; ; attempt += 1) {
    if (ok) {
      await exclusively(`rk-simpan-${place.sourceId}`, (query_id) =>
        client.command({
          query: insertSql(table, columns),
          query_params: params,
          query_id,
          clickhouse_settings: {
            ...oneBlock,
            insert_deduplication_token: `${place.sourceId}/${place.runId}/${place.chunk}/${place.contentSha256}/${attempt}`,
          },
        }),
      );
    }
    if (toReject > 0) {
      await exclusively(`rk-tolak-${place.sourceId}`, (query_id) =>
        client.command({ query: rejectsSql, query_params: params, query_id, clickhouse_settings: oneBlock }),
      );
    }
    const ended = ok ? await endOf(ok) : { stored: 0, first: 0, missing: 0 };
    // A crash between the engine's token log and its part can make it refuse a block it does not hold: insert again
    // under a new token. Three times is never seen; then something else is wrong.
    if (ended.missing > 0 && attempt < 3) continue;
    if (ended.missing > 0) throw new Error(`chunk ${place.chunk}: ${ended.missing} rows not stored`);

    const rejected = toReject > 0 ? (await ask('chunk-rejected', rejectedCountSql, countRow))[0]!.rows : 0;
    const okLines = ok?.lines ?? 0;
    const duplicate = okLines - ended.stored;
    const ledger: ChunkLedger = {
      read: sum(staged.map((s) => s.lines)),
      stored: ended.stored,
      duplicate,
      rejected,
      ignored: linesOf('abai'),
      reasons: Object.fromEntries(staged.filter((s) => s.verdict !== 'ok').map((s) => [s.reason, s.lines])),
    };
    const inFile = Math.min(okLines - ended.first, duplicate);
    if (inFile > 0) ledger.reasons.kembar_dalam_berkas = inFile;
    if (duplicate > inFile) {
      ledger.reasons[table === 'complaints' ? 'tidak_berubah' : 'sudah_tersimpan'] = duplicate - inFile;
    }
    await client.insert({
      table: `${DATABASE}.ingest_chunks`,
      format: 'JSONEachRow',
      values: [
        {
          run_id: place.runId,
          file_no: place.fileNo,
          chunk: place.chunk,
          version: Date.now(),
          source_id: place.sourceId,
          ...ledger,
          first_time: ok?.first ?? null,
          last_time: ok?.last ?? null,
          duration_ms: Math.max(0, now().getTime() - startedAt),
          content_sha256: place.contentSha256,
        },
      ],
    });
    return ledger;
  }
}
