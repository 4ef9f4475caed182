import { z } from 'zod';
import { freshnessOf } from '../ledger/freshness';
import { sourceSummaries } from '../ledger/queries';
import { silenceWords } from '../ledger/silence';
import { pausedSources } from '../sources/switches';
import { defineQuery } from '../warehouse/define-query';
import type { Rule, Sighting } from './rule';
import { SOURCE_RULES } from './standing';

const lastEnded = defineQuery({
  name: 'last-ended-runs',
  sql: `SELECT source_id AS source, argMax(r.state, r.finished_at) AS state, argMax(r.message, r.finished_at) AS message
    FROM ruang_kendali.ingest_runs AS r FINAL
    WHERE r.state IN ('selesai', 'gagal') AND r.finished_at <= {at:DateTime64(3, 'UTC')} GROUP BY source_id`,
  params: z.object({ at: z.date() }),
  row: z.object({ source: z.string(), state: z.string(), message: z.string() }),
});

/** What is to be said of the sources of the profile: whether each still speaks, and whether its last run went well. */
export async function lookAtSources(
  at: Date,
  timezone: string,
  rules: readonly Pick<Rule, 'id' | 'severity' | 'owner' | 'hold'>[],
): Promise<Sighting[]> {
  const [sources, paused, ended] = await Promise.all([sourceSummaries({ at }), pausedSources(), lastEnded({ at })]);
  const last = new Map(ended.map((run) => [run.source, run]));
  return sources
    .filter((source) => source.inProfile && !paused.has(source.id))
    .flatMap((source): Sighting[] => {
      const { freshness } = freshnessOf(source, at);
      const run = last.get(source.id);
      const common = {
        subject: source.id,
        value: null,
        against: null,
        link: `/sumber/${encodeURIComponent(source.id)}`,
      };
      const seen = {
        [SOURCE_RULES.silent]: {
          look: freshness === 'terlambat' ? 'beyond' : 'within',
          ...silenceWords(source, timezone),
        },
        [SOURCE_RULES.failed]: {
          look: run?.state === 'gagal' ? 'beyond' : 'within',
          textId: `${source.name}: ${run?.message || 'proses terakhir gagal.'}`,
          textEn: `${source.name}: ${run?.message || 'the last run failed.'}`,
        },
      } as const;
      return rules.map(({ id, severity, owner, hold }) => ({
        ...common,
        ...seen[id as keyof typeof seen],
        rule: id,
        severity,
        skpd: owner ?? (source.skpd || null),
        hold,
      }));
    });
}
