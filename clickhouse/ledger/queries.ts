import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';

/** Times arrive as ISO text of the engine. */
const moment = z.string().transform((text) => new Date(text));

const runState = z.enum(['antre', 'berjalan', 'selesai', 'gagal']);

const counts = {
  read: z.number(),
  stored: z.number(),
  duplicate: z.number(),
  rejected: z.number(),
  ignored: z.number(),
};

/** The ledger of a run, summed over its chunks. */
const chunksByRun = `SELECT run_id, count() AS chunks,
    sum(read) AS read, sum(stored) AS stored, sum(duplicate) AS duplicate, sum(rejected) AS rejected, sum(ignored) AS ignored,
    sumMap(reasons) AS reasons, max(last_time) AS last_time, sum(duration_ms) AS duration_ms
  FROM ruang_kendali.ingest_chunks FINAL WHERE {source:String} = '' OR source_id = {source:String} GROUP BY run_id`;

/** What a run saw before it stored the first record. */
const filesByRun = `SELECT run_id, count() AS files, sum(records) AS records, sum(size_bytes) AS size_bytes
  FROM ruang_kendali.ingest_files_newest WHERE {source:String} = '' OR source_id = {source:String} GROUP BY run_id`;

const runsOf = `SELECT * FROM ruang_kendali.ingest_runs FINAL WHERE {source:String} = '' OR source_id = {source:String}`;

/**
 * Records of a run that the ledger does not explain: those read that have no outcome, and those counted in its files that
 * a finished run never read. Zero = the ledger balances.
 */
const unexplained = `abs(toInt64(c.read) - toInt64(c.stored + c.duplicate + c.rejected + c.ignored))
    + if(r.state = 'selesai' AND f.files > 0, abs(toInt64(f.records) - toInt64(c.read)), 0)`;

const sourceRow = z.object({
  id: z.string(),
  /** False for a source that once ran and is no longer in the profile. */
  inProfile: z.boolean(),
  name: z.string(),
  kind: z.string(),
  mapping: z.string(),
  skpd: z.string(),
  skpdName: z.string(),
  /** How often it should speak: the rule of the city, else its own entry; null = nothing is expected. */
  expectedEveryMinutes: z.number().nullable(),
  feeds: z.array(z.string()),
  runs: z.number(),
  /** Runs that wait or run. */
  activeRuns: z.number(),
  /** Runs with records that the ledger does not explain. */
  unbalancedRuns: z.number(),
  lastState: runState.nullable(),
  lastRequestedAt: moment.nullable(),
  lastFinishedAt: moment.nullable(),
  lastMessage: z.string(),
  /** The newest record. */
  watermark: moment.nullable(),
  /** The newest record that is not of the future; of complaints also the newest sight of their state. */
  heardAt: moment.nullable(),
  ...counts,
});
export type SourceSummary = z.output<typeof sourceRow>;

/** Every source of the profile in force, and any other that ever ran, with the sums of its ledger. */
export const sourceSummaries = defineQuery({
  name: 'ledger-sources',
  sql: `WITH
  profile AS (SELECT * FROM ruang_kendali.city_sources
    WHERE profile_version = (SELECT max(version) FROM ruang_kendali.city_profiles)),
  offices AS (SELECT skpd, short_name FROM ruang_kendali.city_skpd
    WHERE profile_version = (SELECT max(version) FROM ruang_kendali.city_profiles)),
  runs AS (${runsOf}),
  chunks AS (${chunksByRun}),
  files AS (${filesByRun}),
  rules AS (SELECT key, value FROM ruang_kendali.city_rules
    WHERE profile_version = (SELECT max(version) FROM ruang_kendali.city_profiles) AND kind = 'sumber_harap'),
  sights AS (SELECT source_id, max(observed_at) AS seen_at FROM ruang_kendali.complaints
    WHERE observed_at <= {at:DateTime64(3, 'UTC')} GROUP BY source_id),
  ledgers AS (
    SELECT r.source_id AS source_id, count() AS runs, countIf(${unexplained} > 0) AS unbalanced,
      countIf(r.state IN ('antre', 'berjalan')) AS active,
      argMax(r.state, r.requested_at) AS last_state, max(r.requested_at) AS last_requested_at,
      maxOrNullIf(r.finished_at, r.state = 'selesai' AND r.finished_at <= {at:DateTime64(3, 'UTC')}) AS last_finished_at, argMax(r.message, r.requested_at) AS last_message,
      maxOrNull(c.last_time) AS watermark,
      -- A time of the future is a mistake of its source, not news.
      maxOrNullIf(c.last_time, c.last_time <= {at:DateTime64(3, 'UTC')}) AS newest_record,
      sum(c.read) AS read, sum(c.stored) AS stored, sum(c.duplicate) AS duplicate,
      sum(c.rejected) AS rejected, sum(c.ignored) AS ignored
    FROM runs AS r
    LEFT JOIN chunks AS c ON c.run_id = r.run_id
    LEFT JOIN files AS f ON f.run_id = r.run_id
    GROUP BY r.source_id
  )
SELECT ids.source_id AS id, toBool(p.source_id != '') AS inProfile, if(inProfile, p.name, ids.source_id) AS name, p.kind AS kind,
  p.mapping AS mapping, p.skpd AS skpd, o.short_name AS skpdName, if(x.value > 0, toNullable(toFloat64(x.value)), toNullable(toFloat64(p.expected_every_minutes))) AS expectedEveryMinutes, p.feeds AS feeds,
  l.runs AS runs, l.active AS activeRuns, l.unbalanced AS unbalancedRuns,
  if(l.runs = 0, NULL, toNullable(toString(l.last_state))) AS lastState,
  if(l.runs = 0, NULL, toNullable(l.last_requested_at)) AS lastRequestedAt,
  l.last_finished_at AS lastFinishedAt, l.last_message AS lastMessage,
  l.watermark AS watermark,
  nullIf(greatest(coalesce(l.newest_record, toDateTime(0, 'UTC')), v.seen_at), toDateTime(0, 'UTC')) AS heardAt,
  l.read AS read, l.stored AS stored, l.duplicate AS duplicate, l.rejected AS rejected, l.ignored AS ignored
FROM (SELECT source_id FROM profile UNION DISTINCT SELECT source_id FROM runs) AS ids
LEFT JOIN profile AS p ON p.source_id = ids.source_id
LEFT JOIN offices AS o ON o.skpd = p.skpd
LEFT JOIN ledgers AS l ON l.source_id = ids.source_id
LEFT JOIN rules AS x ON x.key = ids.source_id
LEFT JOIN sights AS v ON v.source_id = ids.source_id
WHERE {source:String} = '' OR ids.source_id = {source:String}
ORDER BY inProfile DESC, id`,
  params: z.object({ at: z.date(), source: z.string().default('') }),
  row: sourceRow,
});

const runRow = z.object({
  runId: z.string(),
  state: runState,
  trigger: z.string(),
  requestedAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  message: z.string(),
  /** JSON of what was asked for beyond files; '' = nothing special. */
  request: z.string(),
  /** Whether it copied what it loaded itself, and when it had. */
  capturedAt: moment.nullable(),
  paths: z.array(z.string()),
  chunks: z.number(),
  files: z.number(),
  /** Records counted in the files of the run. */
  records: z.number(),
  sizeBytes: z.number(),
  ...counts,
  unexplained: z.number(),
  reasons: z.record(z.string(), z.number()),
  watermark: moment.nullable(),
});
export type RunSummary = z.output<typeof runRow>;

/** The newest runs of a source, each with its ledger. */
export const runsOfSource = defineQuery({
  name: 'ledger-runs',
  sql: `SELECT toString(r.run_id) AS runId, r.state AS state, r.trigger AS trigger, r.requested_at AS requestedAt,
  r.started_at AS startedAt, r.finished_at AS finishedAt, r.message AS message, r.request AS request,
  r.captured_at AS capturedAt, r.files AS paths,
  c.chunks AS chunks, f.files AS files, f.records AS records, f.size_bytes AS sizeBytes,
  c.read AS read, c.stored AS stored, c.duplicate AS duplicate, c.rejected AS rejected, c.ignored AS ignored,
  ${unexplained} AS unexplained, c.reasons AS reasons, c.last_time AS watermark
FROM (${runsOf}) AS r
LEFT JOIN (${chunksByRun}) AS c ON c.run_id = r.run_id
LEFT JOIN (${filesByRun}) AS f ON f.run_id = r.run_id
ORDER BY r.requested_at DESC, r.run_id LIMIT {limit:UInt32}`,
  params: z.object({ source: z.string().min(1), limit: z.number().int().max(500).default(30) }),
  row: runRow,
});

const fileRow = z.object({
  runId: z.string(),
  fileNo: z.number(),
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  records: z.number(),
  observedAt: moment,
  format: z.string(),
  ...counts,
});
export type FileSummary = z.output<typeof fileRow>;

/** The files of some runs of a source, in the order of the run. */
export const filesOfRuns = defineQuery({
  name: 'ledger-files',
  sql: `SELECT toString(f.run_id) AS runId, f.file_no AS fileNo, f.name AS name, f.sha256 AS sha256,
  f.size_bytes AS sizeBytes, f.records AS records, f.observed_at AS observedAt, f.format AS format,
  c.read AS read, c.stored AS stored, c.duplicate AS duplicate, c.rejected AS rejected, c.ignored AS ignored
FROM (SELECT * FROM ruang_kendali.ingest_files_newest
  WHERE source_id = {source:String} AND has({runs:Array(UUID)}, run_id)) AS f
LEFT JOIN (
  SELECT run_id, file_no, sum(read) AS read, sum(stored) AS stored, sum(duplicate) AS duplicate,
    sum(rejected) AS rejected, sum(ignored) AS ignored
  FROM ruang_kendali.ingest_chunks FINAL WHERE has({runs:Array(UUID)}, run_id) GROUP BY run_id, file_no
) AS c ON c.run_id = f.run_id AND c.file_no = f.file_no
ORDER BY f.run_id, f.file_no LIMIT 500`,
  params: z.object({ source: z.string().min(1), runs: z.array(z.uuid()) }),
  row: fileRow,
});
