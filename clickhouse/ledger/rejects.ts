import { z } from 'zod';
import { secrets } from '../data-folder/secrets';
import { defineQuery } from '../warehouse/define-query';

/** Records whose text makes no sense in itself: only a mended file helps them, no better mapping. */
export const DAMAGED = ['kutip_rusak', 'json_rusak', 'jumlah_kolom_berbeda'];

const NOBODY = "toUUID('00000000-0000-0000-0000-000000000000')";

/** The text of a rejected record; '' when it was not kept or the key is another. */
export const DECIPHERED = `if(length(text_encrypted) > 16,
  ifNull(tryDecrypt('aes-256-gcm', text_encrypted, unhex({reject_key:String}), iv), ''), '')`;

/**
 * The rejected records of {source} that are still open, at the place where each first stood: those that no replay has read, and
 * those that their newest replay rejected again (then with that replay's reason). What a replay stores or finds stored closes by
 * that alone, so nothing has to be marked afterwards and a crash leaves nothing half closed.
 *
 * A source that repeats its whole list repeats its bad records: the same text (told by decrypting it, with the bound key) is the
 * same record, as often as one run holds it. `shown` is the newest place of a record; rows of the same record share it.
 * {runs} leaves out what none of these runs rejected, {skip} some reasons; empty = nothing.
 */
export const openRejectsSql = `
  WITH
    rejects AS (SELECT run_id, file_no, line, any(reason) AS reason, any(detail) AS detail
      FROM ruang_kendali.ingest_rejects WHERE source_id = {source:String} GROUP BY run_id, file_no, line),
    texts AS (SELECT run_id, file_no, line,
        any(${DECIPHERED}) AS text
      FROM ruang_kendali.ingest_rejects WHERE source_id = {source:String} GROUP BY run_id, file_no, line),
    plans AS (SELECT * FROM ruang_kendali.ingest_replays FINAL
      WHERE source_id = {source:String} AND (replay_run, version) IN (
        SELECT replay_run, max(version) FROM ruang_kendali.ingest_replays
        WHERE source_id = {source:String} GROUP BY replay_run)),
    replayed AS (SELECT run_id, file_no, line, argMax((replay_run, replay_file_no, replay_line), version) AS again
      FROM plans GROUP BY run_id, file_no, line),
    runs AS (SELECT run_id, requested_at, state FROM ruang_kendali.ingest_runs FINAL WHERE source_id = {source:String}),
    open AS (SELECT first.run_id AS run_id, first.file_no AS file_no, first.line AS line,
        if(newest.reason = '', first.reason, newest.reason) AS why,
        if(newest.reason = '', first.detail, newest.detail) AS what
      FROM rejects AS first
      LEFT JOIN replayed AS p ON p.run_id = first.run_id AND p.file_no = first.file_no AND p.line = first.line
      LEFT JOIN rejects AS newest
        ON newest.run_id = p.again.1 AND newest.file_no = p.again.2 AND newest.line = p.again.3
      WHERE first.run_id NOT IN (SELECT replay_run FROM plans)
        AND (p.run_id = ${NOBODY} OR newest.reason != ''
          OR p.again.1 NOT IN (SELECT run_id FROM runs WHERE state = 'selesai'))
        AND NOT has({skip:Array(String)}, why)),
    counted AS (SELECT o.run_id AS run_id, o.file_no AS file_no, o.line AS line, o.why AS why, o.what AS what, t.text AS text,
        if(t.text = '', sipHash128(o.run_id, o.file_no, o.line), sipHash128(t.text)) AS same,
        row_number() OVER (PARTITION BY o.run_id, same ORDER BY o.file_no, o.line) AS nth, r.requested_at AS asked
      FROM open AS o
      INNER JOIN texts AS t ON t.run_id = o.run_id AND t.file_no = o.file_no AND t.line = o.line
      LEFT JOIN runs AS r ON r.run_id = o.run_id)
  SELECT run_id, file_no, line, why, what, text, asked, shown FROM (
    SELECT *, first_value((run_id, file_no, line)) OVER (PARTITION BY same, nth ORDER BY asked DESC, run_id DESC) AS shown,
      max(empty({runs:Array(UUID)}) OR has({runs:Array(UUID)}, run_id)) OVER (PARTITION BY same, nth) AS is_meant
    FROM counted)
  WHERE is_meant`;

/** What every question about open rejects binds. */
export const openRejectsParams = (source: string, only: { runs?: string[]; skip?: string[] } = {}) => ({
  source,
  runs: only.runs ?? [],
  skip: only.skip ?? [],
  reject_key: secrets().rejectKey,
});
const bound = {
  source: z.string().min(1),
  runs: z.array(z.uuid()),
  skip: z.array(z.string()),
  reject_key: z.string(),
};

/** Each open record once. */
const eachOnce = `SELECT * FROM (${openRejectsSql}) WHERE shown = (run_id, file_no, line)`;

const page = defineQuery({
  name: 'open-rejects',
  sql: `SELECT toString(o.run_id) AS runId, o.file_no AS fileNo, o.line AS line, o.why AS reason, o.what AS detail, f.name AS file
    FROM (${eachOnce}) AS o
    LEFT JOIN (SELECT run_id, file_no, name FROM ruang_kendali.ingest_files_newest WHERE source_id = {source:String}) AS f
      ON f.run_id = o.run_id AND f.file_no = o.file_no
    WHERE {reason:String} = '' OR o.why = {reason:String}
    ORDER BY o.asked DESC, o.run_id, o.file_no, o.line
    LIMIT {perReason:UInt32} BY reason LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
  params: z.object({
    ...bound,
    reason: z.string(),
    perReason: z.number().int(),
    limit: z.number().int(),
    offset: z.number().int(),
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
export type OpenReject = Awaited<ReturnType<typeof page>>[number];

const EVERY = 2 ** 32 - 1;

/** Open rejects, newest run first, a page of them. Their text is not told. */
export const openRejects = ({
  source,
  reason = '',
  limit,
  offset = 0,
}: {
  source: string;
  reason?: string;
  limit: number;
  offset?: number;
}) => page({ ...openRejectsParams(source), reason, perReason: EVERY, limit, offset });

/** Where open rejects stand, newest run first, at most 25 for each reason. */
export const rejectPlaces = ({ source }: { source: string }) =>
  page({ ...openRejectsParams(source), reason: '', perReason: 25, limit: 1_000, offset: 0 });

const reasons = defineQuery({
  name: 'open-reasons',
  sql: `SELECT why AS reason, count() AS records, uniqExact(run_id) AS runs
    FROM (${eachOnce}) GROUP BY reason ORDER BY records DESC, reason`,
  params: z.object(bound),
  row: z.object({ reason: z.string(), records: z.number(), runs: z.number() }),
});

/** How often each reason keeps a record of a source open, the most frequent first. */
export const openReasons = ({ source }: { source: string }) => reasons(openRejectsParams(source));

/** How many of the records that these reasons keep open a replay would read again. */
export const replayableOf = (open: { reason: string; records: number }[]) =>
  open.reduce((sum, { reason, records }) => (DAMAGED.includes(reason) ? sum : sum + records), 0);

/** How many open rejects of a source (of these runs; of all with an empty list) a replay would read again. */
export async function countReplayable(source: string, runs: string[]): Promise<number> {
  return replayableOf(await reasons(openRejectsParams(source, { runs })));
}
