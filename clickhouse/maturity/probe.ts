import type { FactTable } from '../metrics/types';
import { THRESHOLDS } from './thresholds';
import type { ProbeId, ProbeInfo } from './types';

/**
 * One probe. `query` gives one row per SKPD that has evidence: `skpd, value, n, detail` and, where one number does not
 * say it all, `holds` (a second condition) and `limit` (a threshold that depends on the city). `evidence` gives the rows
 * that prove it for {skpd}, newest first, without personal data. Both take from, to, timezone and skpd ('' = all) and run
 * on facts before {to} only. Absent: the probe is declared and not measured by this version.
 */
export interface Probe extends ProbeInfo {
  /** Fact tables it rests on; none = the city profile. */
  tables: FactTable[];
  /** How old the newest evidence may be at the end of the period, in days; absent = two weeks. */
  staleAfterDays?: number;
  query?: string;
  evidence?: { table: string; sql: string };
}

type Declared = Omit<Probe, 'threshold' | 'minimumN'> & { id: ProbeId };

/** Completes a probe with its numbers from the one file of thresholds. */
export const defineProbe = (probe: Declared): Probe => ({ ...probe, ...THRESHOLDS[probe.id] });

export const EVIDENCE_LIMIT = 200;
