import { z } from 'zod';
import { now } from '../clock';
import { defineQuery } from '../warehouse/define-query';
import { probeById } from './catalogue';
import { monthBounds } from './period';
import { readOffices } from './sql/offices';
import { type Confirmation, citySentence, cityStage, confirmations, type Movement, movementOf, stageOf } from './stage';
import { type EvidenceRow, type ResultRow, readComputedAt, readEvidence, readInstruments, readResults } from './stored';
import { ENOUGH_COVERAGE } from './thresholds';
import type { Bilingual, ProbeId, ProbeInfo, ProbeResult, Reached, StageResult, Tahap } from './types';
import { changesIn, STANDARD, type ThresholdChange, versionInForce } from './versions';

export interface BoardRow {
  skpd: string;
  name: string;
  shortName: string;
  /** Cluster of work: offices are compared within it. */
  cluster: string;
  /** What the board shows: the confirmed stage, or a higher one of this month marked `baru`. */
  reached: Reached;
  /** Stage of this month alone. */
  observed: Reached;
  /** Held two months in a row and not lost since. */
  confirmed: Reached;
  /** At least `reached`. */
  possible: Reached;
  /** Towards the stage after the shown one; null also while an office stands at risk below it. */
  progress: number | null;
  coverage: number;
  provisional: boolean;
  /** This month stands above the confirmed stage. */
  baru: boolean;
  /** This month stands below the confirmed stage. */
  terancam: boolean;
  /** Against the assessed month before; null = there is none. */
  movement: Movement | null;
  /** The stage shown in the assessed month before. */
  before: Reached | null;
  /** Newest evidence of any of its sources. */
  watermark: Date | null;
  sha256: string;
}

export interface MaturityBoard {
  month: string;
  /** The version of the instrument that this board is read under. */
  instrument: string;
  /** Every version that the month was judged under, the one in force first. */
  versions: string[];
  /** Where the thresholds of this version differ from the instrument's own. */
  changes: ThresholdChange[];
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

/** What a board needs of one assessed month of one SKPD. */
export type BoardMonth = Omit<ResultRow, 'computed_at' | 'version'>;
type Office = Awaited<ReturnType<typeof readOffices>>[number];

function newestMark({ watermark }: BoardMonth): Date | null {
  const times = Object.values(watermark).map((text) => Date.parse(text));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** The rows of a board and what the city amounts to, from every assessed month up to this one. */
export function boardOf(
  month: string,
  offices: readonly Office[],
  results: readonly BoardMonth[],
): Pick<MaturityBoard, 'city' | 'rows'> {
  const histories = new Map<string, BoardMonth[]>();
  for (const row of results) {
    const history = histories.get(row.skpd);
    if (history) history.push(row);
    else histories.set(row.skpd, [row]);
  }
  const rows = offices.flatMap((office): BoardRow[] => {
    const history = confirmations(histories.get(office.skpd) ?? []);
    const [current, before] = [history.at(-1), history.at(-2)];
    if (current?.month !== month) return [];
    return [
      {
        skpd: office.skpd,
        name: office.name,
        shortName: office.short_name,
        cluster: office.cluster,
        reached: current.shown,
        observed: current.reached,
        confirmed: current.confirmed,
        possible: Math.max(current.possible, current.shown) as Reached,
        progress: current.terancam ? null : current.progress,
        coverage: current.coverage,
        provisional: current.coverage < ENOUGH_COVERAGE,
        baru: current.baru,
        terancam: current.terancam,
        movement: movementOf(before, current),
        before: before?.shown ?? null,
        watermark: newestMark(current),
        sha256: current.sha256,
      },
    ];
  });
  const at = (s: Reached) => rows.filter((row) => row.reached === s).length;
  return {
    city: {
      headlineTahap: cityStage(rows),
      sentence: citySentence(rows),
      distribution: { belum: at(0), t1: at(1), t2: at(2), t3: at(3), t4: at(4) },
      coverage: rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row.coverage, 0) / rows.length,
      movedUp: rows.filter((row) => row.movement === 'naik').map((row) => row.skpd),
    },
    rows,
  };
}

/**
 * The version that a month is read under: the one asked for when the month was judged under it, else the one in force, else
 * the standard.
 */
export async function versionOf(input: {
  month: string;
  version?: string | null;
}): Promise<{ instrument: string; versions: string[] }> {
  const [inForce, found] = await Promise.all([versionInForce(), readInstruments({ first: `${input.month}-01` })]);
  const judged = found.map((row) => row.instrument);
  const preferred = [inForce.instrument, STANDARD.instrument].filter((name) => judged.includes(name));
  const versions = [...new Set([...preferred, ...judged])];
  const asked = versions.find((name) => name === input.version);
  return { instrument: asked ?? versions[0] ?? inForce.instrument, versions };
}

/** The thresholds that the probes of a month were judged by; where none was, the instrument's own. */
export function thresholdsOf(evidence: readonly Pick<EvidenceRow, 'probe' | 'threshold' | 'minimumN'>[]) {
  const thresholds = { ...STANDARD.thresholds };
  for (const { probe, threshold, minimumN } of evidence) thresholds[probe] = { threshold, minimumN };
  return thresholds;
}

/** The maturity of every SKPD in one month (`YYYY-MM`). Empty rows when the month was never assessed. */
export async function maturityBoard(input: {
  month: string;
  timezone: string;
  version?: string | null;
}): Promise<MaturityBoard> {
  const { instrument, versions } = await versionOf(input);
  const first = `${input.month}-01`;
  const [offices, results] = await Promise.all([readOffices({}), readResults({ instrument, first, skpd: '' })]);
  const board = boardOf(input.month, offices, results);
  const judged = board.rows[0];
  const isStandard = instrument === STANDARD.instrument;
  const evidence =
    judged && !isStandard ? await readEvidence({ instrument, since: first, first, skpd: judged.skpd }) : [];
  return { month: input.month, instrument, versions, changes: changesIn(thresholdsOf(evidence)), ...board };
}

export type ProbeReading = ProbeResult &
  Pick<ProbeInfo, 'question' | 'remedy' | 'effort' | 'origin' | 'unit' | 'higherIsBetter'> & {
    /** First month of the unbroken run of months with this outcome; null = it never was another in the last two years. */
    since: string | null;
    /** Values of the last twelve assessed months, oldest first; the last is this month's. */
    trend: (number | null)[];
    /** The instrument's own threshold, where the city judges by a looser one. */
    loosened: boolean;
  };

/** One assessed month in the history of an SKPD. */
export interface HistoryMonth extends Confirmation {
  month: string;
  reached: Reached;
  possible: Reached;
  coverage: number;
  movement: Movement | null;
}

export interface SkpdMaturity {
  skpd: string;
  name: string;
  shortName: string;
  month: string;
  instrument: string;
  versions: string[];
  changes: ThresholdChange[];
  stage: StageResult & {
    shown: Reached;
    confirmed: Reached;
    baru: boolean;
    terancam: boolean;
    /** First month of the unbroken run with this confirmed stage; null = none is, or it never was another. */
    since: string | null;
  };
  /** The smallest set of probes to flip for the next stage: the mandatory ones not met, cheapest first. Null at stage 4. */
  toNext: { tahap: Tahap; probes: ProbeId[] } | null;
  probes: ProbeReading[];
  /** Assessed months, oldest first, at most 24. */
  history: HistoryMonth[];
  /** Newest evidence per fact table, ISO 8601. */
  watermark: Record<string, string>;
  sha256: string;
}

const EFFORTS = ['ringan', 'sedang', 'berat'];
const HISTORY_MONTHS = 24;
const TREND_MONTHS = 12;

/** One SKPD in one month with every probe; null when the office or its result is not there. */
export async function skpdMaturity(input: {
  skpd: string;
  month: string;
  version?: string | null;
}): Promise<SkpdMaturity | null> {
  const { instrument, versions } = await versionOf(input);
  const asked = { instrument, first: `${input.month}-01`, skpd: input.skpd };
  const since = `${Number(input.month.slice(0, 4)) - 2}${input.month.slice(4)}-01`;
  const [offices, results, evidence] = await Promise.all([
    readOffices({}),
    readResults(asked),
    readEvidence({ ...asked, since }),
  ]);
  const office = offices.find((o) => o.skpd === input.skpd);
  const history = confirmations(results);
  const current = history.at(-1);
  if (!office || !input.skpd || current?.month !== input.month) return null;
  const months = results.map(({ month }) => month);
  const runs = probeRuns(evidence);
  const here = evidence.filter(({ month }) => month === input.month);
  const changes = changesIn(thresholdsOf(here));
  const probes = here.map(({ skpd, month, from, end, holds, atLeast, minimumN, ...row }): ProbeReading => {
    const { question, remedy, effort, origin, unit, higherIsBetter } = probeById(row.probe);
    const run = runs.get(row.probe) ?? [];
    return {
      ...row,
      question,
      remedy,
      effort,
      origin,
      unit,
      higherIsBetter,
      since: sinceOf(run, ({ outcome }) => outcome),
      trend: months.slice(-TREND_MONTHS).map((each) => run.find((r) => r.month === each)?.value ?? null),
      loosened: changes.some((change) => change.probe === row.probe && change.isLooser),
    };
  });
  const { shown, confirmed, baru, terancam } = current;
  const computed = stageOf(probes);
  return {
    skpd: office.skpd,
    name: office.name,
    shortName: office.short_name,
    month: input.month,
    instrument,
    versions,
    changes,
    stage: {
      ...computed,
      shown,
      confirmed,
      baru,
      terancam,
      since: confirmed === 0 ? null : sinceOf(history, (row) => String(row.confirmed)),
    },
    toNext: nextStep(computed.reached, probes),
    probes,
    history: history
      .map(
        ({ month, reached, possible, coverage, ...row }, i): HistoryMonth => ({
          month,
          reached,
          possible,
          coverage,
          shown: row.shown,
          confirmed: row.confirmed,
          baru: row.baru,
          terancam: row.terancam,
          movement: movementOf(history[i - 1], row),
        }),
      )
      .slice(-HISTORY_MONTHS),
    watermark: current.watermark,
    sha256: current.sha256,
  };
}

/** The months of each probe, oldest first. */
function probeRuns(evidence: readonly EvidenceRow[]): Map<ProbeId, EvidenceRow[]> {
  const runs = new Map<ProbeId, EvidenceRow[]>();
  for (const row of evidence) runs.set(row.probe, [...(runs.get(row.probe) ?? []), row]);
  return runs;
}

/** The first month of the run at the end in which something stayed as it is; null where it never changed. */
function sinceOf<Row extends { month: string }>(rows: readonly Row[], what: (row: Row) => string): string | null {
  const last = rows.at(-1);
  if (!last) return null;
  const changed = rows.findLastIndex((row) => what(row) !== what(last));
  return changed < 0 ? null : rows[changed + 1]!.month;
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
  version?: string | null;
}): Promise<ProbeEvidence> {
  const probe = probeById(input.probe);
  if (!probe.evidence) return { table: '', columns: [], rows: [] };
  const { from, to } = monthBounds(input.month, input.timezone);
  const { instrument } = await versionOf(input);
  const computed = await readComputedAt({ instrument, skpd: input.skpd, first: `${input.month}-01` });
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
