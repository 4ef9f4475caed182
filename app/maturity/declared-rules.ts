import type { DeclaredEntry } from '../../clickhouse/maturity/declared';
import type { Indicator, Scheme } from '../../clickhouse/maturity/declared-indicators';
import { type LinkProblem, linkProblem } from './link-rules';

export type EntryProblem = LinkProblem | 'badLevel' | 'linkAlone';

/** The fields of the form of one scheme, checked: what is to be stored, or what is wrong with which indicator. */
export function readEntries(
  scheme: Scheme,
  indicators: readonly Indicator[],
  form: { get: (name: string) => FormDataEntryValue | null },
): { entries: DeclaredEntry[]; problems: Record<string, EntryProblem> } {
  const problems: Record<string, EntryProblem> = {};
  const entries = indicators.map(({ code, levels }): DeclaredEntry => {
    const text = (field: string) => String(form.get(`${field}-${code}`) ?? '').trim();
    const [chosen, evidence] = [text('tingkat'), text('bukti')];
    const level = chosen === '' ? null : Number(chosen);
    const isLevel = level === null || (Number.isInteger(level) && level >= 1 && level <= levels.length);
    // Readiness is shown by its evidence: only "there is none" needs no link.
    const needsLink = scheme === 'kesiapan' && level !== null && level > 1;
    const problem = !isLevel
      ? 'badLevel'
      : level === null && evidence !== ''
        ? 'linkAlone'
        : evidence !== '' || needsLink
          ? linkProblem(evidence)
          : undefined;
    if (problem) problems[code] = problem;
    return { indicator: code, level, evidence };
  });
  return { entries, problems };
}
