import { z } from 'zod';
import { localDate } from '../local-time';
import { instant } from '../metrics/sql/types';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { rounded, sha256 } from './canonical';
import { PROBES } from './catalogue';
import { plainMessage } from './failure';
import { INSTRUMENT } from './instrument';
import { judge, type Measured } from './outcome';
import type { Probe } from './probe';
import { readExcuses, readOffices, readWatermarks } from './sql/offices';
import { stageOf } from './stage';
import type { ProbeId, ProbeResult } from './types';

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
  /** SKPD -> sha256 of its result. */
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
    return done(new Map((await query(params)).map((row) => [row.skpd, row])), null);
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

/** Runs every probe once for all SKPD and stores what they found. The same data gives the same hashes. */
export async function assessMaturity(input: AssessInput): Promise<AssessSummary> {
  const end = new Date(Math.min(input.to.getTime(), Math.max(input.now.getTime(), input.from.getTime())));
  const start = localDate(input.from, input.timezone).iso;
  const last = localDate(new Date(input.to.getTime() - 1), input.timezone).iso;
  const params = { from: input.from, to: end, timezone: input.timezone, skpd: '' };
  const [offices, excuses, watermarks] = await Promise.all([
    readOffices({}),
    readExcuses({ start }),
    readWatermarks({ to: end }),
  ]);
  const runs = await runAll(params);
  const excused = new Map(excuses.map((e) => [`${e.skpd} ${e.probe}`, e.why]));
  const newest = new Map(watermarks.map((w) => [`${w.skpd} ${w.fact}`, w.newest]));
  const version = input.now.getTime();
  const common = { period_start: start, period_end: last, instrument: INSTRUMENT, version };
  const hashes: Record<string, string> = {};
  const results: Record<string, unknown>[] = [];
  const evidence: Record<string, unknown>[] = [];
  for (const office of offices) {
    const probes = PROBES.map((probe): ProbeResult => {
      const run = runs.get(probe.id)!;
      const marks = probe.tables.map((table) => newest.get(`${office.skpd} ${table}`)?.getTime() ?? 0);
      const judgement = judge(probe, run.rows.get(office.skpd) ?? null, {
        failed: run.failure !== null,
        declaredOnly: !probe.query,
        notApplicable: office.not_applicable[probe.id],
        excused: excused.get(`${office.skpd} ${probe.id}`),
        freshness: marks.length === 0 ? null : { newest: new Date(Math.max(...marks)), end },
      });
      return {
        probe: probe.id,
        tahap: probe.tahap,
        mandatory: probe.mandatory,
        ...judgement,
        value: rounded(judgement.value),
      };
    });
    const stage = stageOf(probes);
    const watermark = Object.fromEntries(
      watermarks.filter((w) => w.skpd === office.skpd && w.newest).map((w) => [w.fact, w.newest!.toISOString()]),
    );
    const bound = {
      from: input.from.toISOString(),
      to: end.toISOString(),
      timezone: input.timezone,
      skpd: office.skpd,
    };
    const hash = sha256({
      instrument: INSTRUMENT,
      skpd: office.skpd,
      period: [start, last],
      params: bound,
      watermark,
      probes: probes.map(({ probe, outcome, value, threshold, n }) => ({
        probe,
        outcome,
        value,
        threshold: rounded(threshold),
        n,
      })),
    });
    hashes[office.skpd] = hash;
    results.push({
      skpd: office.skpd,
      ...common,
      reached: stage.reached,
      possible: stage.possible,
      progress: stage.progress,
      coverage: stage.coverage,
      watermark: JSON.stringify(watermark),
      sha256: hash,
      computed_at: input.now.toISOString(),
    });
    for (const p of probes)
      evidence.push({
        skpd: office.skpd,
        ...common,
        probe: p.probe,
        tahap: p.tahap,
        mandatory: p.mandatory,
        outcome: p.outcome,
        value: p.value,
        threshold: p.threshold,
        n: p.n,
        detail: p.detail,
        params: JSON.stringify(bound),
      });
  }
  // The evidence goes first: a result is never there without its probes.
  await insert('maturity_evidence', evidence);
  await insert('maturity_results', results);
  return {
    results: results.length,
    evidence: evidence.length,
    failures: [...runs].flatMap(([probe, run]) => (run.failure === null ? [] : [{ probe, message: run.failure }])),
    timings: Object.fromEntries([...runs].map(([probe, run]) => [probe, Math.round(run.ms)])),
    hashes,
  };
}

async function insert(table: string, values: Record<string, unknown>[]): Promise<void> {
  if (values.length === 0) return;
  await warehouse().insert({ table, values, format: 'JSONEachRow' });
}
