import type { ProbeReading } from '../../clickhouse/maturity';
import type { Appeal } from '../../clickhouse/maturity/appeals';
import type { Viewer } from '../access/roles';
import { type LinkProblem, linkProblem } from './link-rules';

export const REASON = { min: 20, max: 2_000 };
export const WORDS = { min: 10, max: 1_000 };
/** An exemption ends: at most so long after the day of the decision. */
const LONGEST_YEARS = 2;

/** What may be appealed against: not met, or not known. */
export const isAppealable = (outcome: ProbeReading['outcome']): boolean =>
  outcome === 'belum' || outcome === 'bukti_kurang' || outcome === 'galat';

/** A reviewer decides; never for an office that is the reviewer's own. */
export const mayDecide = (viewer: Pick<Viewer, 'role' | 'skpd'>, appeal: Pick<Appeal, 'skpd' | 'state'>): boolean =>
  (viewer.role === 'perencana' || viewer.role === 'admin') &&
  viewer.skpd !== appeal.skpd &&
  appeal.state === 'diajukan';

/** The office takes its own appeal back as long as nobody decided. */
export const mayWithdraw = (viewer: Pick<Viewer, 'role' | 'skpd'>, appeal: Pick<Appeal, 'skpd' | 'state'>): boolean =>
  viewer.role === 'skpd' && viewer.skpd === appeal.skpd && appeal.state === 'diajukan';

/** Text of a form as it is stored: lines end alike, nothing around it, no control characters. */
export const plainText = (value: FormDataEntryValue | null): string =>
  (typeof value === 'string' ? value : '')
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
    .replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, ' ')
    .trim();

export interface AskProblems {
  reason?: 'needReason' | 'shortReason' | 'longReason' | undefined;
  link?: LinkProblem | undefined;
}

export function askProblems(given: { reason: string; link: string }): AskProblems {
  const { reason, link } = given;
  return {
    reason:
      reason === ''
        ? 'needReason'
        : reason.length < REASON.min
          ? 'shortReason'
          : reason.length > REASON.max
            ? 'longReason'
            : undefined,
    link: linkProblem(link),
  };
}

export interface Decision {
  verdict: string;
  /** YYYY-MM-DD */
  until: string;
  words: string;
}

export interface DecisionProblems {
  verdict?: 'needVerdict' | undefined;
  until?: 'needUntil' | 'badUntil' | undefined;
  words?: 'needWords' | 'shortWords' | 'longWords' | undefined;
}

/** First and last day on which an exemption may end. */
export function untilRange(month: string, today: string): { first: string; last: string } {
  const [year = 0] = today.split('-').map(Number);
  return { first: `${month}-01`, last: `${year + LONGEST_YEARS}-12-31` };
}

export function decisionProblems(given: Decision, range: { first: string; last: string }): DecisionProblems {
  const { verdict, until, words } = given;
  const length = words.length > WORDS.max ? 'longWords' : undefined;
  if (verdict === 'tolak') {
    const tooShort = words === '' ? 'needWords' : words.length < WORDS.min ? 'shortWords' : undefined;
    return { words: tooShort ?? length };
  }
  if (verdict !== 'terima') return { verdict: 'needVerdict' };
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until)) && until === isoDay(until);
  const isWithin = isDay && until >= range.first && until <= range.last;
  return { until: until === '' ? 'needUntil' : isWithin ? undefined : 'badUntil', words: length };
}

/** 2026-02-31 is read as the third of March by some, and by nobody meant so. */
const isoDay = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10);
