export interface AssessInput {
  /** Half-open period in UTC, usually a local month. */
  from: Date;
  to: Date;
  timezone: string;
  now: Date;
}

export interface AssessSummary {
  /** Rows written to maturity_results and maturity_evidence. */
  results: number;
  evidence: number;
  /** Probes that failed, each with a message without data. */
  failures: { probe: string; message: string }[];
  /** Milliseconds per probe. */
  timings: Record<string, number>;
  /** SKPD -> sha256 of its result. */
  hashes: Record<string, string>;
}

/** Runs every probe once for all SKPD and stores what they found. The same data gives the same hashes. */
export async function assessMaturity(_input: AssessInput): Promise<AssessSummary> {
  throw new Error('not implemented');
}
