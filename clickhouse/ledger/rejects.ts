import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';

/** Records whose text makes no sense in itself: only a mended file helps them, no better mapping. */
export const DAMAGED = ['kutip_rusak', 'json_rusak', 'jumlah_kolom_berbeda'];

const NOBODY = "toUUID('00000000-0000-0000-0000-000000000000')";

/**
 * The rejected records of {source} that are still open, each once, at the place where it first stood: those that no replay has
 * read, and those that their newest replay rejected again (then with that replay's reason). What a replay stores or finds stored
 * closes by that alone, so nothing has to be marked afterwards and a crash leaves nothing half closed. `deciphered` adds the text
 * that was kept, with the bound key {reject_key}.
 */
export const openRejectsSql = (deciphered = false) => `
  WITH
    rejects AS (SELECT run_id, file_no, line, any(reason) AS reason, any(detail) AS detail${
      deciphered ? ", any(decrypt('aes-256-gcm', text_encrypted, unhex({reject_key:String}), iv)) AS text" : ''
    }
      FROM ruang_kendali.ingest_rejects WHERE source_id = {source:String} GROUP BY run_id, file_no, line),
    plans AS (SELECT * FROM ruang_kendali.ingest_replays FINAL
      WHERE source_id = {source:String} AND (replay_run, version) IN (
        SELECT replay_run, max(version) FROM ruang_kendali.ingest_replays
        WHERE source_id = {source:String} GROUP BY replay_run)),
    replayed AS (SELECT run_id, file_no, line, argMax((replay_run, replay_file_no, replay_line), version) AS again
      FROM plans GROUP BY run_id, file_no, line),
    done AS (SELECT run_id FROM ruang_kendali.ingest_runs FINAL
      WHERE source_id = {source:String} AND state = 'selesai')
  SELECT first.run_id AS run_id, first.file_no AS file_no, first.line AS line,
    if(newest.reason = '', first.reason, newest.reason) AS why,
    if(newest.reason = '', first.detail, newest.detail) AS what${deciphered ? ', first.text AS text' : ''}
  FROM rejects AS first
  LEFT JOIN replayed AS p ON p.run_id = first.run_id AND p.file_no = first.file_no AND p.line = first.line
  LEFT JOIN rejects AS newest
    ON newest.run_id = p.again.1 AND newest.file_no = p.again.2 AND newest.line = p.again.3
  WHERE first.run_id NOT IN (SELECT replay_run FROM plans)
    AND (p.run_id = ${NOBODY} OR p.again.1 NOT IN (SELECT run_id FROM done) OR newest.reason != '')`;

const files = `SELECT run_id, file_no, name, header, observed_at FROM ruang_kendali.ingest_files FINAL
  WHERE source_id = {source:String}`;
const runs = `SELECT run_id, requested_at FROM ruang_kendali.ingest_runs FINAL WHERE source_id = {source:String}`;

/** Open rejects, newest run first, a page of them. Their text is not read here. */
export const openRejects = defineQuery({
  name: 'open-rejects',
  sql: `SELECT toString(o.run_id) AS runId, o.file_no AS fileNo, o.line AS line, o.why AS reason, o.what AS detail, f.name AS file
    FROM (${openRejectsSql()}) AS o
    LEFT JOIN (${files}) AS f ON f.run_id = o.run_id AND f.file_no = o.file_no
    LEFT JOIN (${runs}) AS r ON r.run_id = o.run_id
    WHERE {reason:String} = '' OR o.why = {reason:String}
    ORDER BY r.requested_at DESC, o.run_id, o.file_no, o.line
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
  params: z.object({
    source: z.string().min(1),
    reason: z.string().default(''),
    limit: z.number().int().min(1).max(10_000),
    offset: z.number().int().min(0).default(0),
  }),
  row: z.object({
    runId: z.string(),
    fileNo: z.number(),
    line: z.number(),
    reason: z.string(),
    detail: z.string(),
    file: z.string(),
  }),
});
export type OpenReject = Awaited<ReturnType<typeof openRejects>>[number];

/** How often each reason keeps a record of a source open, the most frequent first. */
export const openReasons = defineQuery({
  name: 'open-reasons',
  sql: `SELECT why AS reason, count() AS records, uniqExact(run_id) AS runs
    FROM (${openRejectsSql()}) GROUP BY reason ORDER BY records DESC, reason`,
  params: z.object({ source: z.string().min(1) }),
  row: z.object({ reason: z.string(), records: z.number(), runs: z.number() }),
});

const replayable = defineQuery({
  name: 'replayable-rejects',
  sql: `SELECT count() AS records FROM (${openRejectsSql()})
    WHERE NOT has({damaged:Array(String)}, why) AND (empty({runs:Array(UUID)}) OR has({runs:Array(UUID)}, run_id))`,
  params: z.object({ source: z.string().min(1), runs: z.array(z.uuid()), damaged: z.array(z.string()) }),
  row: z.object({ records: z.number() }),
});

/** How many open rejects of a source (of these runs; of all with an empty list) a replay would read again. */
export async function countReplayable(source: string, runs: string[]): Promise<number> {
  return (await replayable({ source, runs, damaged: DAMAGED }))[0]?.records ?? 0;
}
