import { z } from 'zod';
import { newestProfile } from '../../metrics/sql/city';
import { instant, nullableTime } from '../../metrics/sql/types';
import type { FactTable } from '../../metrics/types';
import { defineQuery } from '../../warehouse/define-query';

/** The SKPD in force, in the order of the profile. */
export const readOffices = defineQuery({
  name: 'maturity_offices',
  sql: `SELECT skpd, name, short_name, cluster, not_applicable FROM city_skpd WHERE profile_version = ${newestProfile} ORDER BY sort, skpd`,
  params: z.object({}),
  row: z.object({
    skpd: z.string(),
    name: z.string(),
    short_name: z.string(),
    cluster: z.string(),
    not_applicable: z.record(z.string(), z.string()),
  }),
});

/**
 * Appeals accepted for a month or an earlier one whose end date is not over when the month begins: what `excuses` in
 * appeals.ts says, for all of them at once. FINAL: an appeal is its newest version.
 */
export const readExcuses = defineQuery({
  name: 'maturity_excuses',
  sql: `SELECT skpd, probe, argMax(if(decision = '', 'Dikecualikan karena keberatannya diterima.', decision), written_at) AS why
    FROM appeals FINAL
    WHERE state = 'diterima' AND period_start <= {start:Date} AND (valid_until IS NULL OR valid_until >= {start:Date})
    GROUP BY skpd, probe`,
  params: z.object({ start: z.string() }),
  row: z.object({ skpd: z.string(), probe: z.string(), why: z.string() }),
});

const TABLES: readonly FactTable[] = [
  'web_hits',
  'service_events',
  'complaints',
  'interactions',
  'participation',
  'survey_answers',
  'site_observations',
];
const clock = (table: FactTable) => (table === 'complaints' ? 'greatest(t.time, t.observed_at)' : 't.time');

/**
 * Newest evidence before {to} per office and fact table: of the sources that told of the office within a year, the one
 * that spoke last (about any office), because a source that speaks covers the silent office too.
 */
export const readWatermarks = defineQuery({
  name: 'maturity_watermarks',
  sql: `SELECT fact, skpd, max(newest_of_source) AS newest FROM (
      SELECT fact, skpd, source_id, newest, max(newest) OVER (PARTITION BY fact, source_id) AS newest_of_source
      FROM (${TABLES.map(
        (table) => `SELECT '${table}' AS fact, t.skpd AS skpd, t.source_id AS source_id, max(${clock(table)}) AS newest
        FROM ${table} AS t
        WHERE t.time < {to:DateTime('UTC')} AND t.time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 12 MONTH
          ${table === 'complaints' ? `AND t.observed_at < {to:DateTime('UTC')}` : ''}
        GROUP BY t.skpd, t.source_id`,
      ).join('\nUNION ALL\n')})
    ) GROUP BY fact, skpd ORDER BY fact, skpd`,
  params: z.object({ to: instant }),
  row: z.object({ fact: z.string(), skpd: z.string(), newest: nullableTime }),
});
