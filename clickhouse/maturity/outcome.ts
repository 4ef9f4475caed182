import { STALE_AFTER_DAYS } from './thresholds';
import type { Outcome } from './types';

/** What a probe's query said about one SKPD. */
export interface Measured {
  value: number | null;
  n: number;
  detail: string;
  /** A second condition; absent = met. */
  holds?: boolean;
  /** A threshold that depends on the city; absent = the probe's. */
  limit?: number | null;
  /** The value is the least it can be: more than half of what it measures still runs. Only of probes where less is better. */
  atLeast?: boolean;
}

export interface Judgement {
  outcome: Outcome;
  value: number | null;
  threshold: number;
  n: number;
  detail: string;
}

/** A judgement with what else is needed to judge it again by another rule. */
export interface StoredJudgement extends Judgement {
  /** False = the second condition failed, whatever the threshold. */
  holds: boolean;
  atLeast: boolean;
}

interface Rule {
  threshold: number;
  minimumN: number;
  higherIsBetter: boolean;
  staleAfterDays?: number;
}

interface Circumstances {
  /** The probe's query failed. */
  failed?: boolean;
  /** The probe has no query in this version. */
  declaredOnly?: boolean;
  /** Reason of the city profile why it cannot apply. */
  notApplicable?: string;
  /** Reason of an accepted appeal. */
  excused?: string;
  /** Newest evidence of the probe's sources and the end of the period; null = the city profile, which does not age. */
  freshness: { newest: Date | null; end: Date } | null;
}

const count = (n: number) => n.toLocaleString('id-ID');

const NOTHING_SEEN = 'Belum ada bukti dari sumber yang tersambung.';
/** What is put in front of a probe's own words when they cannot count. */
const PREFACE = /^(?:Sumber tidak segar \([^)]*\)|Baru [\d.]+ dari minimal [\d.]+ bukti)\. ?/;

/** From what was measured to one of the six outcomes. Too little evidence is unknown, never a fail. */
export function judge(rule: Rule, measured: Measured | null, circumstances: Circumstances): Judgement {
  const threshold = measured?.limit ?? rule.threshold;
  const base = { value: measured?.value ?? null, threshold, n: measured?.n ?? 0 };
  const say = (outcome: Outcome, detail: string): Judgement => ({ outcome, ...base, detail });
  if (circumstances.notApplicable) return say('tidak_berlaku', circumstances.notApplicable);
  if (circumstances.excused) return say('dikecualikan', circumstances.excused);
  if (circumstances.failed) return say('galat', 'Pengukuran gagal; operator diberi tahu.');
  if (circumstances.declaredOnly) return say('bukti_kurang', 'belum diukur pada versi ini');
  if (!measured) return say('bukti_kurang', NOTHING_SEEN);
  const { freshness } = circumstances;
  const staleAfter = rule.staleAfterDays ?? STALE_AFTER_DAYS;
  if (freshness && !isRecent(freshness.newest, freshness.end, staleAfter))
    return say(
      'bukti_kurang',
      `Sumber tidak segar (lebih dari ${staleAfter} hari sebelum akhir periode). ${measured.detail}`.trim(),
    );
  if (measured.n < rule.minimumN)
    return say(
      'bukti_kurang',
      `Baru ${count(measured.n)} dari minimal ${count(rule.minimumN)} bukti. ${measured.detail}`.trim(),
    );
  if (measured.value === null) return say('bukti_kurang', measured.detail);
  const met = rule.higherIsBetter ? measured.value >= threshold : measured.value <= threshold;
  if (met && measured.atLeast) return say('bukti_kurang', measured.detail);
  return say(met && measured.holds !== false ? 'terpenuhi' : 'belum', measured.detail);
}

/**
 * The same evidence judged by another rule: what `judge` would have said of it. What does not apply, was excused or could not
 * be measured stays so. `hasOwnLimit`: the threshold came with the evidence and stays.
 */
export function judgeAgain(
  stored: StoredJudgement,
  rule: Rule,
  freshness: Circumstances['freshness'],
  { hasOwnLimit = false, declaredOnly = false }: { hasOwnLimit?: boolean; declaredOnly?: boolean } = {},
): Judgement {
  const { outcome, detail, value, n, holds, atLeast } = stored;
  const own = detail.replace(PREFACE, '');
  const measured =
    own === NOTHING_SEEN
      ? null
      : { value, n, detail: own, holds, atLeast, limit: hasOwnLimit ? stored.threshold : null };
  return judge(rule, measured, {
    notApplicable: outcome === 'tidak_berlaku' ? detail || '–' : undefined,
    excused: outcome === 'dikecualikan' ? detail || '–' : undefined,
    failed: outcome === 'galat',
    declaredOnly,
    freshness,
  });
}

function isRecent(newest: Date | null, end: Date, days: number): boolean {
  return newest !== null && end.getTime() - newest.getTime() <= days * 86_400_000;
}
