import { type BoardMonth, type BoardRow, boardOf, type MaturityBoard, thresholdsOf, versionOf } from './board';
import { type ScoredProbe, scoreAgain } from './score';
import { readOffices } from './sql/offices';
import { stageOf } from './stage';
import { type EvidenceRow, readEvidence, readResults, type StoredMonth, storedMonths } from './stored';
import type { Threshold, ThresholdChanges } from './thresholds';
import type { Outcome, ProbeId } from './types';
import { changedThresholds, changesIn, type ThresholdChange } from './versions';

/** What a probe of one office may be supposed to say. */
export type Supposed = Extract<Outcome, 'terpenuhi' | 'belum' | 'tidak_berlaku'>;

/** What someone asks "what if" of. Nothing of it is ever stored. */
export interface Supposition {
  /** For every office. */
  thresholds: ThresholdChanges;
  /** SKPD -> probe -> what it would say in the month. */
  outcomes: Readonly<Record<string, Partial<Record<ProbeId, Supposed>>>>;
}

type Thresholds = Readonly<Record<ProbeId, Threshold>>;

/** The probes of one month as they would be. */
function supposedProbes(
  stored: StoredMonth,
  thresholds: Thresholds,
  outcomes: Partial<Record<ProbeId, Supposed>> = {},
): ScoredProbe[] {
  return scoreAgain(thresholds, stored.probes, stored.clock).map((probe) => {
    const outcome = outcomes[probe.probe];
    return outcome ? { ...probe, outcome } : probe;
  });
}

/** One month of one office as it would be. A supposition has no fingerprint: it is no result. */
function supposedMonth(stored: StoredMonth, probes: readonly ScoredProbe[]): BoardMonth {
  const { skpd, month, watermark } = stored.result;
  const { reached, possible, progress, coverage } = stageOf(probes);
  return { skpd, month, watermark, reached, possible, progress, coverage, sha256: '' };
}

type Board = Pick<MaturityBoard, 'city' | 'rows'>;

interface TwoBoards {
  month: string;
  asIs: Board;
  supposed: Board;
}

export interface WhatIf extends TwoBoards {
  instrument: string;
  versions: string[];
  /** What the version at hand judges by, before anything is supposed. */
  thresholds: Thresholds;
  /** Where the supposed thresholds differ from the instrument's own. */
  changes: ThresholdChange[];
  /** The same month of the year before under the same thresholds; outcomes are supposed of this month alone. Null = not assessed. */
  yearBefore: TwoBoards | null;
  /** Every probe of every office as it stands and as it would. */
  probes: Record<string, { stored: EvidenceRow; supposed: Outcome }[]>;
}

const monthsBefore = (month: string, years: number) => `${Number(month.slice(0, 4)) - years}${month.slice(4)}`;
const EVER = '2000-01-01';

/** The board of a month as it is and as it would be, from stored evidence alone. Writes nothing. */
export async function whatIf(input: {
  month: string;
  version?: string | null;
  suppose: Supposition | ((thresholds: Thresholds) => Supposition);
}): Promise<WhatIf> {
  const { month } = input;
  const earlier = monthsBefore(month, 1);
  const { instrument, versions } = await versionOf(input);
  const [offices, results, now, before] = await Promise.all([
    readOffices({}),
    readResults({ instrument, first: `${month}-01`, skpd: '' }),
    readEvidence({ instrument, since: `${month}-01`, first: `${month}-01` }),
    readEvidence({ instrument, since: `${earlier}-01`, first: `${earlier}-01` }),
  ]);
  const base = thresholdsOf(now);
  const supposition = typeof input.suppose === 'function' ? input.suppose(base) : input.suppose;
  const thresholds = changedThresholds(supposition.thresholds, base);
  const asIs = (of: string) =>
    boardOf(
      of,
      offices,
      results.filter((row) => row.month <= of),
    );
  const whole = storedMonths(results, [...before, ...now]);
  const supposed = new Map<string, BoardMonth>();
  const put = (row: BoardMonth) => supposed.set(`${row.skpd} ${row.month}`, row);
  if (Object.keys(supposition.thresholds).length > 0) {
    // The two-months rule looks at every month, of which the mandatory probes alone make the stage.
    const mandatory = await readEvidence({ instrument, since: EVER, first: `${month}-01`, only: 'wajib' });
    for (const stored of storedMonths(results, mandatory))
      put(supposedMonth(stored, supposedProbes(stored, thresholds)));
    for (const stored of whole) put(supposedMonth(stored, supposedProbes(stored, thresholds)));
  }
  const probes: WhatIf['probes'] = {};
  for (const stored of whole.filter((each) => each.month === month)) {
    const scored = supposedProbes(stored, thresholds, supposition.outcomes[stored.skpd]);
    put(supposedMonth(stored, scored));
    probes[stored.skpd] = stored.probes.map((row, i) => ({ stored: row, supposed: scored[i]!.outcome }));
  }
  const history = results.map((row) => supposed.get(`${row.skpd} ${row.month}`) ?? row);
  const two = (of: string): TwoBoards => ({
    month: of,
    asIs: asIs(of),
    supposed: boardOf(
      of,
      offices,
      history.filter((row) => row.month <= of),
    ),
  });
  return {
    ...two(month),
    instrument,
    versions,
    thresholds: base,
    changes: changesIn(thresholds),
    yearBefore: before.length > 0 ? two(earlier) : null,
    probes,
  };
}

/** The order in which offices stand: the stage, what it could be, how far to the next. */
const byStanding = (a: BoardRow, b: BoardRow) =>
  b.reached - a.reached || b.possible - a.possible || (b.progress ?? -1) - (a.progress ?? -1);

/** The rank of every office with enough evidence; equals share theirs. Who has too little evidence is not ranked. */
export function ranksOf(rows: readonly BoardRow[]): Record<string, number> {
  const ranked = rows.filter((row) => !row.provisional).sort(byStanding);
  const ranks: Record<string, number> = {};
  for (const [i, row] of ranked.entries()) {
    const before = ranked[i - 1];
    ranks[row.skpd] = before && byStanding(before, row) === 0 ? ranks[before.skpd]! : i + 1;
  }
  return ranks;
}
