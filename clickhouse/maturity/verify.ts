import { type Judgement, judgePeriod } from './assess';
import { rounded } from './canonical';
import { monthBounds } from './period';
import { resultOf } from './score';
import { type EvidenceRow, readEvidence, readInstruments, readResults } from './stored';
import type { Outcome, ProbeId } from './types';

/** What a probe said when the result was stored, or what it says now. */
interface Said {
  outcome: Outcome;
  value: number | null;
  threshold: number;
  n: number;
}

/** A stored result beside what the evidence gives now. */
export interface Checked {
  skpd: string;
  instrument: string;
  stored: string;
  /** Null: nothing is judged now that was then, such as an office that left the profile. */
  again: string | null;
  same: boolean;
  probes: { probe: ProbeId; was: Said; is: Said }[];
  /** Fact tables whose newest evidence is another. */
  watermark: string[];
}

const saidOf = ({ outcome, value, threshold, n }: Said): Said => ({
  outcome,
  value,
  threshold: rounded(threshold)!,
  n,
});
const differ = (a: Said, b: Said) => JSON.stringify(saidOf(a)) !== JSON.stringify(saidOf(b));

function compare(
  stored: { skpd: string; instrument: string; sha256: string; watermark: Record<string, string> },
  evidence: readonly EvidenceRow[],
  now: Judgement | undefined,
): Checked {
  const { skpd, instrument, sha256 } = stored;
  if (!now) return { skpd, instrument, stored: sha256, again: null, same: false, probes: [], watermark: [] };
  const again = resultOf(instrument, { ...now, skpd }).sha256;
  const tables = [...new Set([...Object.keys(stored.watermark), ...Object.keys(now.watermark)])].sort();
  return {
    skpd,
    instrument,
    stored: sha256,
    again,
    same: again === sha256,
    probes: now.probes.flatMap((is) => {
      const was = evidence.find((row) => row.probe === is.probe);
      return was && differ(was, is) ? [{ probe: is.probe, was: saidOf(was), is: saidOf(is) }] : [];
    }),
    watermark: tables.filter((table) => stored.watermark[table] !== now.watermark[table]),
  };
}

/**
 * Judges a month once more at the moment it was judged last, under every version in force, and lays the outcome beside what is
 * stored; stores nothing. `skpd` '' = all. Empty when the month was never judged under these versions.
 */
export async function verifyMonth(input: { month: string; timezone: string; skpd: string }): Promise<Checked[]> {
  const first = `${input.month}-01`;
  const stored = await Promise.all(
    (await readInstruments({ first })).map(async ({ instrument }) => {
      const asked = { instrument, first, skpd: input.skpd };
      const [results, evidence] = await Promise.all([readResults(asked), readEvidence({ ...asked, since: first })]);
      return { instrument, evidence, results: results.filter(({ month }) => month === input.month) };
    }),
  );
  const moments = new Set(stored.flatMap(({ results }) => results.map((row) => row.computed_at.getTime())));
  const checked: Checked[] = [];
  for (const moment of moments) {
    const now = new Date(moment);
    const judged = await judgePeriod({ ...monthBounds(input.month, input.timezone), timezone: input.timezone, now });
    const inForce = new Set(judged.versions.map(({ instrument }) => instrument));
    for (const { instrument, results, evidence } of stored.filter((each) => inForce.has(each.instrument)))
      for (const row of results.filter(({ computed_at }) => computed_at.getTime() === moment))
        checked.push(
          compare(
            { ...row, instrument },
            evidence.filter(({ skpd }) => skpd === row.skpd),
            judged.results.find((r) => r.instrument === instrument && r.params.skpd === row.skpd),
          ),
        );
  }
  return checked;
}
