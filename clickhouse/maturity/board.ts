import { z } from 'zod';
import { now } from '../clock';
import { nullableTime, time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';
import { probeById } from './catalogue';
import { INSTRUMENT } from './instrument';
import { monthBounds } from './period';
import { readOffices } from './sql/offices';
import { citySentence, cityStage, confirm, stageOf } from './stage';
import { ENOUGH_COVERAGE } from './thresholds';
import {
  type Bilingual,
  OUTCOMES,
  PROBE_IDS,
  type ProbeId,
  type ProbeInfo,
  type ProbeResult,
  type Reached,
  type StageResult,
  type Tahap,
} from './types';

export interface BoardRow {
  skpd: string;
  name: string;
  shortName: string;
  /** What the board shows: the confirmed stage, or a higher one of this month marked `baru`. */
  reached: Reached;
  /** Stage of this month alone. */
  observed: Reached;
  /** Held two months in a row and not lost since. */
  confirmed: Reached;
  /** At least `reached`. */
  possible: Reached;
  progress: number | null;
  coverage: number;
  provisional: boolean;
  /** This month stands above the confirmed stage. */
  baru: boolean;
  /** This month stands below the confirmed stage. */
  terancam: boolean;
  /** Newest evidence of any of its sources. */
  watermark: Date | null;
  sha256: string;
}

export interface MaturityBoard {
  month: string;
  instrument: string;
  city: {
    /** Highest stage reached by at least half of the SKPD with enough evidence; null when none has enough. */
    headlineTahap: Reached | null;
    /** "Kota di Tahap 2, 6 SKPD sudah di Tahap 3". */
    sentence: Bilingual;
    /** SKPD per stage; `belum` = none reached. Provisional ones included. */
    distribution: { belum: number; t1: number; t2: number; t3: number; t4: number };
    /** Mean coverage of the SKPD, 0..1. */
    coverage: number;
    /** SKPD whose shown stage rose against the month before. */
    movedUp: string[];
  };
  rows: BoardRow[];
}

const stage = z
  .number()
  .int()
  .min(0)
  .max(4)
  .transform((n) => n as Reached);

const resultRow = z.object({
  skpd: z.string(),
  month: z.string(),
  reached: stage,
  possible: stage,
  progress: z.number().nullable(),
  coverage: z.number(),
  watermark: z.string(),
  sha256: z.string(),
  computed_at: time,
});

/** Every assessed month up to and including one, newest version each; {skpd} '' = all. */
const readResults = defineQuery({
  name: 'maturity_results',
  sql: `SELECT skpd, formatDateTime(period_start, '%Y-%m') AS month, reached, possible, progress, coverage, watermark, toString(sha256) AS sha256, computed_at
    FROM maturity_results FINAL
    WHERE instrument = {instrument:String} AND period_start <= {first:Date} AND ({skpd:String} = '' OR skpd = {skpd:String})
      AND toDayOfMonth(period_start) = 1 AND period_end = toLastDayOfMonth(period_start)
    ORDER BY period_start, skpd`,
  params: z.object({ instrument: z.string(), first: z.string(), skpd: z.string() }),
  row: resultRow,
});
type ResultRow = z.output<typeof resultRow>;

const readEvidence = defineQuery({
  name: 'maturity_evidence',
  sql: `SELECT probe, tahap, mandatory, outcome, value, threshold, n, detail FROM maturity_evidence FINAL
    WHERE instrument = {instrument:String} AND skpd = {skpd:String} AND period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date})`,
  params: z.object({ instrument: z.string(), first: z.string(), skpd: z.string() }),
  row: z.object({
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
  }),
});

const marks = z.record(z.string(), z.string());
const marksOf = (row: ResultRow) => marks.parse(JSON.parse(row.watermark || '{}'));

function newestMark(row: ResultRow): Date | null {
  const times = Object.values(marksOf(row)).map((text) => Date.parse(text));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** The maturity of every SKPD in one month (`YYYY-MM`). Empty rows when the month was never assessed. */
export async function maturityBoard(input: { month: string; timezone: string }): Promise<MaturityBoard> {
  const [offices, results] = await Promise.all([
    readOffices({}),
    readResults({ instrument: INSTRUMENT, first: `${input.month}-01`, skpd: '' }),
  ]);
  const histories = new Map<string, ResultRow[]>();
  for (const row of results) histories.set(row.skpd, [...(histories.get(row.skpd) ?? []), row]);
  const movedUp: string[] = [];
  const rows = offices.flatMap((office): BoardRow[] => {
    const history = histories.get(office.skpd) ?? [];
    const current = history.at(-1);
    if (current?.month !== input.month) return [];
    const state = confirm(history);
    const earlier = history.slice(0, -1);
    if (earlier.length > 0 && state.shown > confirm(earlier).shown) movedUp.push(office.skpd);
    return [
      {
        skpd: office.skpd,
        name: office.name,
        shortName: office.short_name,
        reached: state.shown,
        observed: current.reached,
        confirmed: state.confirmed,
        possible: Math.max(current.possible, state.shown) as Reached,
        progress: current.progress,
        coverage: current.coverage,
        provisional: current.coverage < ENOUGH_COVERAGE,
        baru: state.baru,
        terancam: state.terancam,
        watermark: newestMark(current),
        sha256: current.sha256,
      },
    ];
  });
  const at = (s: Reached) => rows.filter((row) => row.reached === s).length;
  return {
    month: input.month,
    instrument: INSTRUMENT,
    city: {
      headlineTahap: cityStage(rows),
      sentence: citySentence(rows),
      distribution: { belum: at(0), t1: at(1), t2: at(2), t3: at(3), t4: at(4) },
      coverage: rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row.coverage, 0) / rows.length,
      movedUp,
    },
    rows,
  };
}

export type ProbeReading = ProbeResult &
  Pick<ProbeInfo, 'question' | 'remedy' | 'effort' | 'origin' | 'unit' | 'higherIsBetter'>;

export interface SkpdMaturity {
  skpd: string;
  name: string;
  shortName: string;
  month: string;
  stage: StageResult & { shown: Reached; confirmed: Reached; baru: boolean; terancam: boolean };
  /** The smallest set of probes to flip for the next stage: the mandatory ones not met, cheapest first. Null at stage 4. */
  toNext: { tahap: Tahap; probes: ProbeId[] } | null;
  probes: ProbeReading[];
  /** Reached stage per assessed month, oldest first, at most 24. */
  history: { month: string; reached: Reached; possible: Reached }[];
  /** Newest evidence per fact table, ISO 8601. */
  watermark: Record<string, string>;
  sha256: string;
}

const EFFORTS = ['ringan', 'sedang', 'berat'];

/** One SKPD in one month with every probe; null when the office or its result is not there. */
export async function skpdMaturity(input: { skpd: string; month: string }): Promise<SkpdMaturity | null> {
  const asked = { instrument: INSTRUMENT, first: `${input.month}-01`, skpd: input.skpd };
  const [offices, history, evidence] = await Promise.all([readOffices({}), readResults(asked), readEvidence(asked)]);
  const office = offices.find((o) => o.skpd === input.skpd);
  const current = history.at(-1);
  if (!office || !input.skpd || current?.month !== input.month) return null;
  const probes = evidence
    .map((row): ProbeReading => {
      const { question, remedy, effort, origin, unit, higherIsBetter } = probeById(row.probe);
      return { ...row, question, remedy, effort, origin, unit, higherIsBetter };
    })
    .sort((a, b) => PROBE_IDS.indexOf(a.probe) - PROBE_IDS.indexOf(b.probe));
  const { shown, confirmed, baru, terancam } = confirm(history);
  const computed = stageOf(probes);
  return {
    skpd: office.skpd,
    name: office.name,
    shortName: office.short_name,
    month: input.month,
    stage: { ...computed, shown, confirmed, baru, terancam },
    toNext: nextStep(computed.reached, probes),
    probes,
    history: history.slice(-24).map(({ month, reached, possible }) => ({ month, reached, possible })),
    watermark: marksOf(current),
    sha256: current.sha256,
  };
}

function nextStep(reached: Reached, probes: readonly ProbeReading[]): SkpdMaturity['toNext'] {
  const missing = probes.filter(
    (p) => p.mandatory && (p.outcome === 'belum' || p.outcome === 'bukti_kurang' || p.outcome === 'galat'),
  );
  const next = Math.min(...missing.filter((p) => p.tahap > reached).map((p) => p.tahap));
  if (!Number.isFinite(next)) return null;
  const ranked = missing
    .filter((p) => p.tahap <= next)
    .sort((a, b) => EFFORTS.indexOf(a.effort) - EFFORTS.indexOf(b.effort));
  return { tahap: next as Tahap, probes: ranked.map((p) => p.probe) };
}

export interface ProbeEvidence {
  /** Table the rows come from; '' when the probe is declared only. */
  table: string;
  columns: string[];
  rows: (string | number | boolean | null)[][];
}

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** When the newest result of the month was computed. */
const readComputedAt = defineQuery({
  name: 'maturity_computed_at',
  sql: `SELECT if(count() = 0, NULL, toNullable(max(computed_at))) AS at FROM maturity_results
    WHERE instrument = {instrument:String} AND skpd = {skpd:String} AND period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date})`,
  params: z.object({ instrument: z.string(), skpd: z.string(), first: z.string() }),
  row: z.object({ at: nullableTime }),
});

const evidenceParams = z.object({
  from: z.date().transform((d) => d.getTime() / 1000),
  to: z.date().transform((d) => Math.floor(d.getTime() / 1000)),
  timezone: z.string(),
  skpd: z.string().min(1),
});

/** The rows that prove one probe of one SKPD: keys and times, no personal data. At most 200. */
export async function probeEvidence(input: {
  skpd: string;
  probe: ProbeId;
  month: string;
  timezone: string;
}): Promise<ProbeEvidence> {
  const probe = probeById(input.probe);
  if (!probe.evidence) return { table: '', columns: [], rows: [] };
  const { from, to } = monthBounds(input.month, input.timezone);
  const computed = await readComputedAt({ instrument: INSTRUMENT, skpd: input.skpd, first: `${input.month}-01` });
  const seen = computed[0]?.at ?? now();
  const end = new Date(Math.min(to.getTime(), Math.max(seen.getTime(), from.getTime())));
  const query = defineQuery({
    name: `probe_evidence_${probe.id}`,
    sql: probe.evidence.sql,
    params: evidenceParams,
    row: z.record(z.string(), cell),
  });
  const rows = await query({ from, to: end, timezone: input.timezone, skpd: input.skpd });
  const columns = Object.keys(rows[0] ?? {});
  return { table: probe.evidence.table, columns, rows: rows.map((row) => columns.map((c) => row[c] ?? null)) };
}
