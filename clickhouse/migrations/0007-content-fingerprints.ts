import { DATABASE } from '../warehouse/client';
import { addColumns, type Layout, view } from './ddl';

/** A log is known by its content only when it has been read to its end; until then each of its chunks is. */
export const contentFingerprints = {
  id: 7,
  name: 'content-fingerprints',
  statements: (layout: Layout): string[] => [
    // SHA-256 of a log up to the end of the chunk, or of the chunk itself; '' = stored before this was kept.
    ...addColumns(layout, 'ingest_chunks', ['content_sha256 String']),
    // Each file as it is known last: the fingerprint is part of its key, and that of a log is empty until all of it is read.
    ...view(
      layout,
      'ingest_files_newest',
      `SELECT * REPLACE (toStringCutToZero(sha256) AS sha256) FROM ${DATABASE}.ingest_files
        ORDER BY version DESC, records DESC LIMIT 1 BY run_id, file_no`,
    ),
  ],
};
