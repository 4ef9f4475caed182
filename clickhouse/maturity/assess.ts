import { z } from 'zod';
import { localDate } from '../local-time';
import { instant } from '../metrics/sql/types';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { PROBES } from './catalogue';
import { plainMessage } from './failure';
import type { Measured } from './outcome';
import { monthBounds } from './period';
import type { Probe } from './probe';
import { resultOf, type ScoredProbe, scoreAgain, scoreProbes } from './score';
import { readExcuses, readOffices, readWatermarks } from './sql/offices';
import { readEvidence, readMonthsToRestate, readResults, storedMonths, storedParams } from './stored';
import type { ProbeId } from './types';
import { type InstrumentVersion, versionsToJudge } from './versions';

export interface AssessInput {
  /** Half-open period in UTC, usually a local month. */
  from: Date;
  to: Date;
  timezone: string;
  /** A period still running is judged by what was there until now. */
  now: Date;
}

export interface AssessSummary {
  /** Rows written to maturity_results and maturity_evidence. */
  results: number;
  evidence: number;
  /** Probes that failed, each with a message without data. */
  failures: { probe: ProbeId; message: string }[];
  /** Milliseconds per probe. */
  timings: Record<string, number>;
  /** SKPD -> sha256 of its result, under the version in force. */
  hashes: Record<string, string>;
}

/** How many probes ask the engine at once. */
const PARALLEL = 3;

const measuredRow = z.object({
  skpd: z.string(),
  value: z.number().nullable(),
  n: z.number(),
  detail: z.string(),
  holds: z.union([z.boolean(), z.number().transform((x) => x !== 0)]).optional(),
  limit: z.number().nullable().optional(),
  at_least: z.number().default(0),
});

const probeParams = z.object({ from: instant, to: instant, timezone: z.string(), skpd: z.string() });

const queries = new Map(
  PROBES.filter((probe) => probe.query).map((probe) => [
    probe.id,
    defineQuery({ name: `probe_${probe.id}`, sql: probe.query!, params: probeParams, row: measuredRow }),
  ]),
);

interface Run {
  rows: Map<string, Measured>;
  failure: string | null;
  ms: number;
}

async function runProbe(probe: Probe, params: z.input<typeof probeParams>): Promise<Run> {
  const started = performance.now();
  const done = (rows: Map<string, Measured>, failure: string | null): Run => ({
    rows,
    failure,
    ms: performance.now() - started,
  });
  const query = queries.get(probe.id);
  if (!query) return done(new Map(), null);
  try {
    return done(
      new Map((await query(params)).map(({ skpd, at_least, ...row }) => [skpd, { ...row, atLeast: at_least !== 0 }])),
      null,
    );
  } catch (error) {
    return done(new Map(), plainMessage(error));
  }
}

async function runAll(params: z.input<typeof probeParams>): Promise<Map<ProbeId, Run>> {
  const waiting = [...PROBES];
  const runs = new Map<ProbeId, Run>();
  const worker = async () => {
    for (let probe = waiting.shift(); probe; probe = waiting.shift()) runs.set(probe.id, await runProbe(probe, params));
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return runs;
}

/** What every probe says of every SKPD in a period, under the standard instrument and beside it under the city's thresholds. */
export interface Judged extends Pick<AssessSummary, 'failures' | 'timings'> {
  versions: InstrumentVersion[];
  results: Judgement[];
}

/** Runs every probe once for all SKPD and judges what they found; stores nothing. The same data gives the same. */
export async function judgePeriod(input: AssessInput): Promise<Judged> {
  const end = new Date(Math.min(input.to.getTime(), Math.max(input.now.getTime(), input.from.getTime())));
  const start = localDate(input.from, input.timezone).iso;
  const last = localDate(new Date(input.to.getTime() - 1), input.timezone).iso;
  const [offices, excuses, watermarks, versions, runs] = await Promise.all([
    readOffices({}),
    readExcuses({ start }),
    readWatermarks({ to: end }),
    versionsToJudge(),
    runAll({ from: input.from, to: end, timezone: input.timezone, skpd: '' }),
  ]);
  const failed = new Set([...runs].flatMap(([probe, run]) => (run.failure === null ? [] : [probe])));
  const excused = new Map(excuses.map((e) => [`${e.skpd} ${e.probe}`, e.why]));
  const params = { from: input.from.toISOString(), to: end.toISOString(), timezone: input.timezone };
  const results = versions.flatMap((version) =>
    offices.map(({ skpd, not_applicable }): Judgement => {
      const watermark = Object.fromEntries(
        watermarks.filter((w) => w.skpd === skpd && w.newest).map((w) => [w.fact, w.newest!.toISOString()]),
      );
      const probes = scoreProbes(version, {
        measured: new Map([...runs].map(([probe, run]) => [probe, run.rows.get(skpd) ?? null])),
        failed,
        notApplicable: not_applicable,
        excused: (probe) => excused.get(`${skpd} ${probe}`),
        clock: { watermark, end },
      });
      return {
        instrument: version.instrument,
        period: [start, last],
        params: { ...params, skpd },
        watermark,
        probes,
        computedAt: input.now,
        version: input.now.getTime(),
      };
    }),
  );
  return {
    versions,
    results,
    failures: [...runs].flatMap(([probe, run]) => (run.failure === null ? [] : [{ probe, message: run.failure }])),
    timings: Object.fromEntries([...runs].map(([probe, run]) => [probe, Math.round(run.ms)])),
  };
}

/**
 * Judges a period and stores what came out. Months that were judged before the city set thresholds of its own are then judged
 * under them too, from their stored evidence.
 */
export async function assessMaturity(input: AssessInput): Promise<AssessSummary> {
  const { versions, results, failures, timings } = await judgePeriod(input);
  const stored = await store(results);
  await restateEarlier(versions, input.timezone);
  return { ...stored, failures, timings };
}

/** The result of one SKPD under one version. */
export interface Judgement {
  instrument: string;
  period: [string, string];
  /** What the evidence was asked with; holds the SKPD. */
  params: { from: string; to: string; timezone: string; skpd: string };
  watermark: Record<string, string>;
  probes: ScoredProbe[];
  computedAt: Date;
  version: number;
}

async function store(all: readonly Judgement[]): Promise<Pick<AssessSummary, 'results' | 'evidence' | 'hashes'>> {
  const hashes: Record<string, string> = {};
  const results: Record<string, unknown>[] = [];
  const evidence: Record<string, unknown>[] = [];
  for (const { instrument, period, params, watermark, probes, computedAt, version } of all) {
    const { skpd } = params;
    const { stage, sha256 } = resultOf(instrument, { skpd, period, params, watermark, probes });
    const common = { skpd, period_start: period[0], period_end: period[1], instrument, version };
    hashes[skpd] = sha256;
    results.push({
      ...common,
      reached: stage.reached,
      possible: stage.possible,
      progress: stage.progress,
      coverage: stage.coverage,
      watermark: JSON.stringify(watermark),
      sha256,
      computed_at: computedAt.toISOString(),
    });
    for (const p of probes)
      evidence.push({
        ...common,
        probe: p.probe,
        tahap: p.tahap,
        mandatory: p.mandatory,
        outcome: p.outcome,
        value: p.value,
        threshold: p.threshold,
        n: p.n,
        detail: p.detail,
        params: storedParams(params, p),
      });
  }
  // The evidence goes first: a result is never there without its probes.
  await insert('maturity_evidence', evidence);
  await insert('maturity_results', results);
  return { results: results.length, evidence: evidence.length, hashes };
}

/** Judges the stored evidence of every month under the city's thresholds that was judged under the standard ones alone. */
async function restateEarlier([standard, city]: readonly InstrumentVersion[], timezone: string): Promise<void> {
  if (!standard || !city) return;
  for (const { month } of await readMonthsToRestate({ from: standard.instrument, to: city.instrument })) {
    const asked = { instrument: standard.instrument, first: `${month}-01`, skpd: '' };
    const [results, evidence] = await Promise.all([readResults(asked), readEvidence({ ...asked, since: asked.first })]);
    const months = storedMonths(
      results.filter((row) => row.month === month),
      evidence,
    );
    await store(
      months.map(({ skpd, clock, probes, result }): Judgement => {
        const { from, to } = monthBounds(month, timezone);
        const bounds = [from, new Date(to.getTime() - 1)].map((at) => localDate(at, timezone).iso);
        return {
          instrument: city.instrument,
          period: [bounds[0]!, bounds[1]!],
          params: { from: probes[0]!.from.toISOString(), to: clock.end.toISOString(), timezone, skpd },
          watermark: result.watermark,
          probes: scoreAgain(city.thresholds, probes, clock),
          computedAt: result.computed_at,
          version: result.version,
        };
      }),
    );
  }
}

async function insert(table: string, values: Record<string, unknown>[]): Promise<void> {
  if (values.length === 0) return;
  await warehouse().insert({ table, values, format: 'JSONEachRow' });
}
