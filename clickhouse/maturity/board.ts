import type { Bilingual, ProbeId, ProbeInfo, ProbeResult, Reached, StageResult, Tahap } from './types';

export interface BoardRow {
  skpd: string;
  name: string;
  shortName: string;
  /** Confirmed stage: held two months in a row, lost after two months below. */
  reached: Reached;
  /** Stage of this month alone. */
  observed: Reached;
  possible: Reached;
  progress: number | null;
  coverage: number;
  provisional: boolean;
  /** This month stands above the confirmed stage, for the first month. */
  baru: boolean;
  /** This month stands below the confirmed stage, for the first month. */
  terancam: boolean;
  watermark: Date | null;
  sha256: string;
}

export interface MaturityBoard {
  month: string;
  city: {
    /** Highest stage reached by at least half of the SKPD with enough evidence; null when none has enough. */
    headlineTahap: Reached | null;
    /** "Kota di Tahap 2, 6 SKPD sudah di Tahap 3". */
    sentence: Bilingual;
    /** SKPD per stage; `belum` = none reached. Provisional ones included. */
    distribution: { belum: number; t1: number; t2: number; t3: number; t4: number };
    /** Mean coverage of the SKPD, 0..1. */
    coverage: number;
    /** SKPD whose confirmed stage rose against the month before. */
    movedUp: string[];
  };
  rows: BoardRow[];
}

/** The maturity of every SKPD in one month (`YYYY-MM`). Empty rows when the month was never assessed. */
export async function maturityBoard(_input: { month: string; timezone: string }): Promise<MaturityBoard> {
  throw new Error('not implemented');
}

export type ProbeReading = ProbeResult &
  Pick<ProbeInfo, 'question' | 'remedy' | 'effort' | 'origin' | 'unit' | 'higherIsBetter'>;

export interface SkpdMaturity {
  skpd: string;
  name: string;
  shortName: string;
  month: string;
  stage: StageResult & { confirmed: Reached; baru: boolean; terancam: boolean };
  /** The smallest set of probes to flip for the next stage, cheapest first; unknown ones are to be connected first. */
  toNext: { tahap: Tahap; probes: ProbeId[] } | null;
  probes: ProbeReading[];
  /** Reached stage per assessed month, oldest first, at most 24. */
  history: { month: string; reached: Reached; possible: Reached }[];
  watermark: Record<string, string>;
  sha256: string;
}

/** One SKPD in one month with every probe; null when the office or its result is not there. */
export async function skpdMaturity(_input: { skpd: string; month: string }): Promise<SkpdMaturity | null> {
  throw new Error('not implemented');
}

export interface ProbeEvidence {
  /** Fact table the rows come from; '' when the probe is declared only. */
  table: string;
  columns: string[];
  rows: (string | number | boolean | null)[][];
}

/** The rows that prove one probe of one SKPD: keys and times, no personal data. At most 200. */
export async function probeEvidence(_input: {
  skpd: string;
  probe: ProbeId;
  month: string;
  timezone: string;
}): Promise<ProbeEvidence> {
  throw new Error('not implemented');
}
