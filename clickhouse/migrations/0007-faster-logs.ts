import { DATABASE } from '../warehouse/client';
import { addColumns, changeColumns, type Layout, view } from './ddl';

/** A log is known by its content only when it has been read to its end; until then each of its chunks is. */
export const fasterLogs = {
  id: 7,
  name: 'faster-logs',
  statements: (layout: Layout): string[] => [
    // The profile's YAML as JSON, which is read a hundred times as fast ('' = applied before this was kept).
    ...addColumns(layout, 'city_profiles', ['json String']),
    // SHA-256 of a log up to the end of the chunk, or of the chunk itself; '' = stored before this was kept.
    ...addColumns(layout, 'ingest_chunks', ['content_sha256 String']),
    // Each file as it is known last: the fingerprint is part of its key, and that of a log is empty until all of it is read.
    ...view(
      layout,
      'ingest_files_newest',
      `SELECT * REPLACE (toStringCutToZero(sha256) AS sha256) FROM ${DATABASE}.ingest_files
        ORDER BY version DESC, records DESC LIMIT 1 BY run_id, file_no`,
    ),
    // Requests are stored with a tenth less work, and read faster, for a seventh more room (49 bytes a request); keys do not pack.
    ...changeColumns(layout, 'web_hits', [
      'record_key UInt128 CODEC(NONE)',
      "time DateTime('UTC') CODEC(Delta, LZ4)",
      'path String CODEC(LZ4)',
      'bytes UInt64 CODEC(T64, LZ4)',
    ]),
  ],
};
