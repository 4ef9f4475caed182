import { CITY_SHARE, ENOUGH_COVERAGE, PROGRESS_WEIGHT, STAGES } from './thresholds';
import type { Outcome, Reached, StageResult, Tahap } from './types';

/** The part of a probe's result that the stage rules look at. */
export interface StageProbe {
  tahap: Tahap;
  mandatory: boolean;
  outcome: Outcome;
}

const applies = (p: StageProbe) => p.outcome !== 'tidak_berlaku' && p.outcome !== 'dikecualikan';
const isMet = (p: StageProbe) => p.outcome === 'terpenuhi';
const isUnknown = (p: StageProbe) => p.outcome === 'bukti_kurang' || p.outcome === 'galat';

/**
 * The highest stage of which, and below which, every mandatory probe that applies passes. A stage in which nothing
 * applies is passed through but not claimed as the top: an office without services is not "integrated".
 */
function highest(probes: readonly StageProbe[], passes: (p: StageProbe) => boolean): Reached {
  let top: Reached = 0;
  for (const stage of STAGES) {
    const required = probes.filter((p) => p.tahap === stage && p.mandatory && applies(p));
    if (!required.every(passes)) break;
    if (required.length > 0) top = stage;
  }
  return top;
}

/** From the outcomes of the probes of one SKPD to its stage. The order of the probes does not matter. */
export function stageOf(probes: readonly StageProbe[]): StageResult {
  const reached = highest(probes, isMet);
  const possible = highest(probes, (p) => isMet(p) || isUnknown(p));
  const applicable = probes.filter(applies);
  const known = applicable.filter((p) => !isUnknown(p));
  const coverage = applicable.length === 0 ? 0 : known.length / applicable.length;
  const next = applicable.filter((p) => p.tahap === reached + 1);
  const weigh = (some: StageProbe[]) =>
    some.reduce((sum, p) => sum + (p.mandatory ? PROGRESS_WEIGHT.mandatory : PROGRESS_WEIGHT.supporting), 0);
  const nextKnown = weigh(next.filter((p) => !isUnknown(p)));
  return {
    reached,
    possible,
    progress: nextKnown === 0 ? null : weigh(next.filter(isMet)) / nextKnown,
    progressUnknown: next.filter(isUnknown).length,
    coverage,
    provisional: coverage < ENOUGH_COVERAGE,
  };
}

/** One assessed month of one SKPD. */
export interface MonthStage {
  /** YYYY-MM */
  month: string;
  reached: Reached;
}

export interface Confirmation {
  /** What the board shows: the confirmed stage, or a higher one marked `baru`. */
  shown: Reached;
  confirmed: Reached;
  baru: boolean;
  terancam: boolean;
}

/**
 * The stage after the two-months rule, month by month. A stage is confirmed when it was held two months in a row and lost
 * after two months in a row below it; then it falls to what both months held. Months that were not assessed break a row.
 */
export function confirmations<Month extends MonthStage>(history: readonly Month[]): (Month & Confirmation)[] {
  const months = [...history].sort((a, b) => a.month.localeCompare(b.month));
  let confirmed: Reached = 0;
  return months.map((month, i) => {
    const before = months[i - 1];
    if (before && monthAfter(before.month) === month.month) {
      const both = [before.reached, month.reached];
      if (both.every((s) => s > confirmed) || both.every((s) => s < confirmed))
        confirmed = Math.min(...both) as Reached;
    }
    return {
      ...month,
      shown: Math.max(month.reached, confirmed) as Reached,
      confirmed,
      baru: month.reached > confirmed,
      terancam: month.reached < confirmed,
    };
  });
}

/** The last of the confirmations: where the SKPD stands now. */
export function confirm(history: readonly MonthStage[]): Confirmation {
  const last = confirmations(history).at(-1);
  if (!last) return { shown: 0, confirmed: 0, baru: false, terancam: false };
  const { shown, confirmed, baru, terancam } = last;
  return { shown, confirmed, baru, terancam };
}

/** How the shown stage moved against the assessed month before; null when there is none. */
export type Movement = 'naik' | 'turun' | 'tetap';
export function movementOf(before: Confirmation | undefined, now: Confirmation): Movement | null {
  if (!before) return null;
  if (now.shown === before.shown) return 'tetap';
  return now.shown > before.shown ? 'naik' : 'turun';
}

/** 2026-12 -> 2027-01 */
function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** Share of progress, stage and coverage of one SKPD as the city's rules need them. */
export interface CityMember {
  reached: Reached;
  coverage: number;
}

/** The highest stage reached by at least half of the SKPD with enough evidence; null when none has enough. Never an average. */
export function cityStage(members: readonly CityMember[]): Reached | null {
  const enough = members.filter((m) => m.coverage >= ENOUGH_COVERAGE);
  if (enough.length === 0) return null;
  const held = (stage: Tahap) => enough.filter((m) => m.reached >= stage).length >= enough.length * CITY_SHARE;
  return [...STAGES].reverse().find(held) ?? 0;
}

/** The sentence of source text 1: where the city stands, and how many SKPD stand higher. */
export function citySentence(members: readonly CityMember[]): { id: string; en: string } {
  const stage = cityStage(members);
  if (stage === null)
    return {
      id: 'Bukti belum cukup untuk menyebut tahap kota',
      en: 'Not enough evidence to name the stage of the city',
    };
  const enough = members.filter((m) => m.coverage >= ENOUGH_COVERAGE);
  const above = STAGES.filter((s) => s > stage)
    .map((s) => ({ s, n: enough.filter((m) => m.reached === s).length }))
    .filter(({ n }) => n > 0);
  const id = [
    stage === 0 ? 'Kota belum mencapai Tahap 1' : `Kota di Tahap ${stage}`,
    ...above.map(({ s, n }) => `${n} SKPD sudah di Tahap ${s}`),
  ];
  const en = [
    stage === 0 ? 'The city has not reached stage 1' : `The city is at stage ${stage}`,
    ...above.map(({ s, n }) => `${n} ${n === 1 ? 'office is' : 'offices are'} already at stage ${s}`),
  ];
  return { id: id.join(', '), en: en.join(', ') };
}
