import { z } from 'zod';
import { time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';

/** When the newest stored record of each fact table happened, as the ledger tells; tables without records are left out. */
export const newestRecords = defineQuery({
  name: 'ledger_newest_records',
  sql: `SELECT fact, toDateTime(max(last), 'UTC') AS newest
    FROM (
      SELECT toString(arrayJoin(feeds)) AS fact, source_id FROM city_sources
      WHERE profile_version = (SELECT max(version) FROM city_profiles)
    ) AS fed
    INNER JOIN (
      SELECT source_id, max(assumeNotNull(last_time)) AS last FROM ingest_chunks WHERE last_time IS NOT NULL GROUP BY source_id
    ) AS told ON told.source_id = fed.source_id
    GROUP BY fact`,
  params: z.object({}),
  row: z.object({ fact: z.string(), newest: time }),
});
