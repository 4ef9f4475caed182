import { z } from 'zod';
import { nullableTime, time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';
import type { EvidenceClock, ScoredProbe, StoredProbe } from './score';
import { THRESHOLDS } from './thresholds';
import { OUTCOMES, PROBE_IDS, type Reached, type Tahap } from './types';

const stage = z
  .number()
  .int()
  .min(0)
  .max(4)
  .transform((n) => n as Reached);

const marks = z.record(z.string(), z.string());

const resultRow = z.object({
  skpd: z.string(),
  month: z.string(),
  reached: stage,
  possible: stage,
  progress: z.number().nullable(),
  coverage: z.number(),
  watermark: z.string().transform((text) => marks.parse(JSON.parse(text || '{}'))),
  sha256: z.string(),
  computed_at: time,
  version: z.number(),
});
/** One assessed month of one SKPD. */
export type ResultRow = z.output<typeof resultRow>;

const wholeMonth = 'toDayOfMonth(period_start) = 1 AND period_end = toLastDayOfMonth(period_start)';

/** Every assessed month up to and including one, newest version each; {skpd} '' = all. */
export const readResults = defineQuery({
  name: 'maturity_results',
  sql: `SELECT skpd, formatDateTime(period_start, '%Y-%m') AS month, reached, possible, progress, coverage, watermark, toString(sha256) AS sha256, computed_at, version
    FROM maturity_results FINAL
    WHERE instrument = {instrument:String} AND period_start <= {first:Date} AND ({skpd:String} = '' OR skpd = {skpd:String})
      AND ${wholeMonth}
    ORDER BY period_start, skpd`,
  params: z.object({ instrument: z.string(), first: z.string(), skpd: z.string() }),
  row: resultRow,
});

/** What the columns of a result do not say of its evidence. Kept with the parameters; absent = as usual. */
interface Extras {
  holds?: false;
  atLeast?: true;
  minimumN?: number;
}

/** The parameters a result was computed with, and what else judging it again needs. */
export const storedParams = (params: Record<string, string>, probe: ScoredProbe): string => {
  const extras: Extras = {
    ...(probe.holds ? {} : { holds: false }),
    ...(probe.atLeast ? { atLeast: true } : {}),
    ...(probe.minimumN === THRESHOLDS[probe.probe].minimumN ? {} : { minimumN: probe.minimumN }),
  };
  return JSON.stringify({ ...params, ...extras });
};

const evidenceRow = z
  .object({
    skpd: z.string(),
    month: z.string(),
    probe: z.enum(PROBE_IDS),
    tahap: z.number().transform((n) => n as Tahap),
    mandatory: z.boolean(),
    outcome: z.enum(OUTCOMES),
    value: z.number().nullable(),
    threshold: z
      .number()
      .nullable()
      .transform((x) => x ?? 0),
    n: z.number(),
    detail: z.string(),
    from: time,
    end: time,
    holds: z.boolean().nullable(),
    at_least: z.boolean().nullable(),
    minimum_n: z.number().nullable(),
  })
  .transform(({ holds, at_least, minimum_n, ...row }) => ({
    ...row,
    holds: holds ?? true,
    atLeast: at_least ?? false,
    minimumN: minimum_n ?? THRESHOLDS[row.probe].minimumN,
  }));
export type EvidenceRow = z.output<typeof evidenceRow>;

/** The probes of whole months from {since} to {first}; {skpd} '' = all. {only} 'wajib' leaves the supporting ones and all words out. */
export const readEvidence = defineQuery({
  name: 'maturity_evidence',
  sql: `SELECT skpd, formatDateTime(period_start, '%Y-%m') AS month, probe, tahap, mandatory, outcome, value, threshold, n,
      if({only:String} = 'wajib' AND outcome NOT IN ('tidak_berlaku', 'dikecualikan'), '', detail) AS detail,
      JSONExtractString(params, 'from') AS from, JSONExtractString(params, 'to') AS end,
      JSONExtract(params, 'holds', 'Nullable(Bool)') AS holds, JSONExtract(params, 'atLeast', 'Nullable(Bool)') AS at_least,
      JSONExtract(params, 'minimumN', 'Nullable(UInt32)') AS minimum_n
    FROM maturity_evidence FINAL
    WHERE instrument = {instrument:String} AND ({skpd:String} = '' OR skpd = {skpd:String})
      AND period_start >= {since:Date} AND period_start <= {first:Date} AND ${wholeMonth}
      AND ({only:String} != 'wajib' OR mandatory)
    ORDER BY period_start, skpd, indexOf({order:Array(String)}, probe)`,
  params: z.object({
    instrument: z.string(),
    since: z.string(),
    first: z.string(),
    skpd: z.string().default(''),
    only: z.enum(['semua', 'wajib']).default('semua'),
    order: z.array(z.string()).default([...PROBE_IDS]),
  }),
  row: evidenceRow,
});

/** The evidence of one SKPD in one month, with the clock it is judged by. */
export interface StoredMonth {
  skpd: string;
  month: string;
  clock: EvidenceClock;
  probes: (EvidenceRow & StoredProbe)[];
  result: ResultRow;
}

/** Puts results and their evidence together; a result without evidence is left out. */
export function storedMonths(results: readonly ResultRow[], evidence: readonly EvidenceRow[]): StoredMonth[] {
  const key = (row: { skpd: string; month: string }) => `${row.skpd} ${row.month}`;
  const rows = new Map<string, EvidenceRow[]>();
  for (const row of evidence) {
    const list = rows.get(key(row));
    if (list) list.push(row);
    else rows.set(key(row), [row]);
  }
  return results.flatMap((result): StoredMonth[] => {
    const probes = rows.get(key(result));
    if (!probes) return [];
    const { skpd, month, watermark } = result;
    return [{ skpd, month, clock: { watermark, end: probes[0]!.end }, probes, result }];
  });
}

/** When the newest result of the month was computed. */
export const readComputedAt = defineQuery({
  name: 'maturity_computed_at',
  sql: `SELECT if(count() = 0, NULL, toNullable(max(computed_at))) AS at FROM maturity_results
    WHERE instrument = {instrument:String} AND skpd = {skpd:String} AND period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date})`,
  params: z.object({ instrument: z.string(), skpd: z.string(), first: z.string() }),
  row: z.object({ at: nullableTime }),
});

/** Under which versions of the instrument a month was judged, the newest judgement first. */
export const readInstruments = defineQuery({
  name: 'maturity_instruments',
  sql: `SELECT instrument, max(computed_at) AS at FROM maturity_results
    WHERE period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date}) GROUP BY instrument ORDER BY at DESC, instrument`,
  params: z.object({ first: z.string() }),
  row: z.object({ instrument: z.string(), at: time }),
});

/** Months judged under one version and not under another. */
export const readMonthsToRestate = defineQuery({
  name: 'maturity_months_to_restate',
  sql: `SELECT formatDateTime(period_start, '%Y-%m') AS month FROM maturity_results
    WHERE instrument IN ({from:String}, {to:String}) AND ${wholeMonth}
    GROUP BY period_start
    HAVING maxIf(version, instrument = {from:String}) > maxIf(version, instrument = {to:String})
    ORDER BY period_start`,
  params: z.object({ from: z.string(), to: z.string() }),
  row: z.object({ month: z.string() }),
});
