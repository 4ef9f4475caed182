import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';

/** What the newest ended runs of a source did with their records, oldest first; runs that read nothing are left out. */
export const runHistory = defineQuery({
  name: 'run-history',
  sql: `SELECT * FROM (
    SELECT r.started_at AS startedAt, c.stored AS stored, c.duplicate AS duplicate, c.rejected AS rejected
    FROM (SELECT run_id, assumeNotNull(started_at) AS started_at FROM ruang_kendali.ingest_runs FINAL
      WHERE source_id = {source:String} AND state IN ('selesai', 'gagal') AND started_at IS NOT NULL) AS r
    INNER JOIN (SELECT run_id, sum(read) AS read, sum(stored) AS stored, sum(duplicate) AS duplicate, sum(rejected) AS rejected
      FROM ruang_kendali.ingest_chunks FINAL WHERE source_id = {source:String} GROUP BY run_id HAVING read > 0) AS c
      ON c.run_id = r.run_id
    ORDER BY startedAt DESC LIMIT {limit:UInt32}) ORDER BY startedAt`,
  params: z.object({ source: z.string().min(1), limit: z.number().int().min(1).max(200).default(30) }),
  row: z.object({
    startedAt: z.string().transform((text) => new Date(text)),
    stored: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
  }),
});
export type RunOutcome = Awaited<ReturnType<typeof runHistory>>[number];
