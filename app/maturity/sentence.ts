import type { SkpdMaturity } from '../../clickhouse/maturity';
import type { Formats } from '../text/format';
import type { MaturityText } from './maturity.text';

/** Keeps a number with its word: `2, 5` at a line's end would read as a decimal. */
export const tied = (sentence: string): string =>
  sentence.replace(/(Tahap|Stage) (?=\d)/g, '$1\u00a0').replace(/(\d) (?=SKPD|offices)/g, '$1\u00a0');

/** The office in one or two sentences: its stage, whether it is confirmed, and what stands between it and the next. */
export function stageSentence(
  maturity: Pick<SkpdMaturity, 'stage' | 'probes' | 'toNext'>,
  t: MaturityText,
  f: Formats,
): string {
  const { stage, toNext, probes } = maturity;
  const name = (tahap: number) =>
    tahap === 0 ? t.stageZero.charAt(0).toLowerCase() + t.stageZero.slice(1) : t.stage(String(tahap));
  const first =
    stage.reached !== stage.confirmed
      ? t.fresh(name(stage.reached), name(stage.confirmed))
      : stage.confirmed > 0
        ? stage.since
          ? t.confirmedSince(name(stage.confirmed), f.month(`${stage.since}-15T00:00:00Z`))
          : t.confirmed(name(stage.confirmed))
        : `${t.stageZero}.`;
  if (!toNext) return `${first} ${t.top}`;
  const steps = probes.filter((probe) => toNext.probes.includes(probe.probe));
  const unmet = steps.filter((probe) => probe.outcome === 'belum').length;
  const unknown = steps.length - unmet;
  const parts = [
    unmet > 0 && t.unmet(f.number(unmet, 0), String(toNext.tahap)),
    unknown > 0 &&
      (unmet > 0 ? t.unknown(f.number(unknown, 0)) : t.unknownOf(f.number(unknown, 0), String(toNext.tahap))),
  ].filter(Boolean);
  return `${first} ${parts.join(t.and)}.`;
}
