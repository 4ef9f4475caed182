import { z } from 'zod';
import { freshnessOf } from '../ledger/freshness';
import { sourceSummaries } from '../ledger/queries';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { pausedSources } from './switches';

/** sunyi = a source fell silent, by the rule of freshness; gagal = its last run failed. */
type AlarmKind = 'sunyi' | 'gagal';

const moment = z.string().transform((text) => new Date(text));

const alarmRow = z.object({
  source: z.string(),
  kind: z.enum(['sunyi', 'gagal']),
  startedAt: moment,
  /** Of failed runs: why the last one failed. */
  message: z.string(),
});
export type Alarm = z.output<typeof alarmRow>;

/** Alarms that stand now, oldest first. A paused source has none. */
export const openAlarms = defineQuery({
  name: 'open-alarms',
  sql: `SELECT source_id AS source, kind, started_at AS startedAt, message FROM ruang_kendali.source_alarms FINAL
    WHERE ended_at IS NULL AND ({source:String} = '' OR source_id = {source:String})
      AND source_id NOT IN (SELECT source_id FROM ruang_kendali.source_switches FINAL WHERE paused)
    ORDER BY started_at, source, kind`,
  params: z.object({ source: z.string().default('') }),
  row: alarmRow,
});

const lastEnded = defineQuery({
  name: 'last-ended-runs',
  sql: `SELECT source_id AS source, argMax(r.state, r.finished_at) AS state, argMax(r.message, r.finished_at) AS message
    FROM ruang_kendali.ingest_runs AS r FINAL
    WHERE r.state IN ('selesai', 'gagal') AND r.finished_at <= {at:DateTime64(3, 'UTC')} GROUP BY source_id`,
  params: z.object({ at: z.date() }),
  row: z.object({ source: z.string(), state: z.string(), message: z.string() }),
});

/** Which alarms the sources of the profile call for at a moment. */
async function wantedAlarms(at: Date): Promise<Omit<Alarm, 'startedAt'>[]> {
  const [sources, paused, ended] = await Promise.all([sourceSummaries({ at }), pausedSources(), lastEnded({ at })]);
  const failed = new Map(ended.filter((run) => run.state === 'gagal').map((run) => [run.source, run.message]));
  return sources
    .filter((source) => source.inProfile && !paused.has(source.id))
    .flatMap((source) => {
      const silent = freshnessOf(source, at).freshness === 'terlambat';
      const message = failed.get(source.id);
      return [
        ...(silent ? [{ source: source.id, kind: 'sunyi' as const, message: '' }] : []),
        ...(message === undefined ? [] : [{ source: source.id, kind: 'gagal' as const, message }]),
      ];
    });
}

/**
 * Raises the alarms that the sources call for and ends those that they no longer do. An alarm that stands is not raised twice.
 * With `raiseSilence` false no new silence is told: after a stop of the product its sources first get time to speak.
 */
export async function watchAlarms(at: Date, { raiseSilence = true } = {}): Promise<void> {
  const [wanted, open] = await Promise.all([wantedAlarms(at), openAlarmsOfAll({})]);
  const key = ({ source, kind }: { source: string; kind: AlarmKind }) => `${source} ${kind}`;
  const standing = new Map(open.map((alarm) => [key(alarm), alarm]));
  const calledFor = new Map(wanted.map((alarm) => [key(alarm), alarm]));
  const raised = wanted
    .filter((alarm) => standing.get(key(alarm))?.message !== alarm.message)
    .filter((alarm) => raiseSilence || alarm.kind !== 'sunyi' || standing.has(key(alarm)))
    .map((alarm) => ({ ...alarm, startedAt: standing.get(key(alarm))?.startedAt ?? at, endedAt: null }));
  const ended = open.filter((alarm) => !calledFor.has(key(alarm))).map((alarm) => ({ ...alarm, endedAt: at }));
  const rows = [...raised, ...ended];
  if (rows.length === 0) return;
  await warehouse().insert({
    table: `${DATABASE}.source_alarms`,
    format: 'JSONEachRow',
    values: rows.map(({ source, kind, startedAt, endedAt, message }) => ({
      source_id: source,
      kind,
      started_at: startedAt.toISOString(),
      version: Date.now(),
      ended_at: endedAt?.toISOString() ?? null,
      message,
    })),
  });
}

const openAlarmsOfAll = defineQuery({
  name: 'standing-alarms',
  sql: `SELECT source_id AS source, kind, started_at AS startedAt, message FROM ruang_kendali.source_alarms FINAL
    WHERE ended_at IS NULL`,
  params: z.object({}),
  row: alarmRow,
});
