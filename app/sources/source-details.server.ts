import { existsSync } from 'node:fs';
import { sourceAlarms } from '../../clickhouse/alarms';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { filesOfRuns, runsOfSource, sourceSummaries } from '../../clickhouse/ledger/queries';
import { openReasons, rejectPlaces, replayableOf } from '../../clickhouse/ledger/rejects';
import { cursorOf, isPulling } from '../../clickhouse/ledger/runs';
import { whyNoBackfill } from '../../clickhouse/sources/backfill';
import { runHistory } from '../../clickhouse/sources/history';
import { isPaused } from '../../clickhouse/sources/switches';
import { nextPulls, progressOfRuns, type RunProgress } from '../../jobs/queue/queues';
import type { Language } from '../text/define';
import { historyOfRuns } from './run-history.server';

/** How a source is set to run, and what may be ordered of it. */
interface SourceControls {
  isPaused: boolean;
  isPulling: boolean;
  /** Whether it is pulled by itself or on demand; otherwise its files are given by hand. */
  isPulled: boolean;
  canBackfill: boolean;
  /** Five-field cron in the city's zone. */
  schedule: string | null;
  next: Date | null;
  /** From when on the next pull asks for records, where its cursor tells a time. */
  since: string | null;
  /** Open rejects that would be read again. */
  replayable: number;
}

/** Everything the page of one source shows; undefined when there is no such source. */
export async function sourceDetails(source: string, language: Language) {
  const at = now();
  const [summaries, runs, reasons, places, alarms, paused, pulling, cursor, past, city] = await Promise.all([
    sourceSummaries({ at, source }),
    runsOfSource({ source }),
    openReasons({ source }),
    rejectPlaces({ source }),
    sourceAlarms({ at, source }),
    isPaused(source),
    isPulling(source),
    cursorOf(source),
    runHistory({ source }),
    currentCity(),
  ]);
  const summary = summaries[0];
  if (!summary) return undefined;
  const { profile } = city;
  const entry = profile.sumber.find((s) => s.id === source);
  const isPulled = Boolean(entry?.sambungan);
  const active = runs.filter((run) => run.state === 'antre' || run.state === 'berjalan');
  // Without the queue the page still tells what the warehouse knows.
  const [progress, next, files] = await Promise.all([
    progressOfRuns(active.map((run) => ({ run_id: run.runId, files: run.paths }))).catch(
      () => new Map<string, RunProgress>(),
    ),
    isPulled && entry?.jadwal ? nextPulls().catch(() => new Map<string, Date>()) : new Map<string, Date>(),
    filesOfRuns({ source, runs: runs.map((run) => run.runId) }),
  ]);
  const since = (cursor as { since?: unknown } | null)?.since;
  const controls: SourceControls = {
    isPaused: paused,
    isPulling: pulling,
    isPulled,
    canBackfill: entry ? whyNoBackfill(entry) === undefined : false,
    schedule: isPulled ? (entry?.jadwal ?? null) : null,
    next: next.get(source) ?? null,
    since: typeof since === 'string' && !Number.isNaN(Date.parse(since)) ? since : null,
    replayable: replayableOf(reasons),
  };
  return {
    now: at,
    source: summary,
    // Where files lie on the server is nobody's business in a browser.
    runs: runs.map(({ paths, ...run }) => ({
      ...run,
      isFetching: run.state === 'berjalan' && paths.length === 0,
      canRepeat: run.request !== '' || (paths.length > 0 && paths.every((path) => existsSync(path))),
      progress: progress.get(run.runId) ?? null,
    })),
    files,
    reasons,
    places,
    alarms,
    controls,
    history: historyOfRuns(past, language, profile.zona_waktu),
  };
}

export type SourceDetails = NonNullable<Awaited<ReturnType<typeof sourceDetails>>>;
