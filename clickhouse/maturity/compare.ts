import type { ProbeReading, SkpdMaturity } from './board';
import type { Outcome, ProbeId } from './types';

/** One probe on two sides: two offices, or two months of one. */
export interface ComparedProbe {
  probe: ProbeId;
  left: ProbeReading;
  right: ProbeReading;
  /** What differs most: the outcome, else the value, else the threshold alone. */
  differs: 'hasil' | 'nilai' | 'ambang' | null;
  /** The side that stands better, where both can be told. */
  better: 'kiri' | 'kanan' | null;
}

/** Order of outcomes from worse to better; the others cannot be put in one. */
const STANDING: Partial<Record<Outcome, number>> = { belum: 0, terpenuhi: 1 };

function betterOf(left: ProbeReading, right: ProbeReading): ComparedProbe['better'] {
  const [l, r] = [STANDING[left.outcome], STANDING[right.outcome]];
  if (l === undefined || r === undefined) return null;
  const gap =
    r - l ||
    (right.value === null || left.value === null ? 0 : (right.value - left.value) * (left.higherIsBetter ? 1 : -1));
  return gap === 0 ? null : gap > 0 ? 'kanan' : 'kiri';
}

/** Probe by probe, in the order of the instrument. Probes that one side does not have are left out. */
export function compareProbes(
  left: Pick<SkpdMaturity, 'probes'>,
  right: Pick<SkpdMaturity, 'probes'>,
): ComparedProbe[] {
  return left.probes.flatMap((l): ComparedProbe[] => {
    const r = right.probes.find(({ probe }) => probe === l.probe);
    if (!r) return [];
    const differs =
      l.outcome !== r.outcome ? 'hasil' : l.value !== r.value ? 'nilai' : l.threshold !== r.threshold ? 'ambang' : null;
    return [{ probe: l.probe, left: l, right: r, differs, better: betterOf(l, r) }];
  });
}
