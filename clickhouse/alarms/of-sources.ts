import { isOfSource, SOURCE_RULES, standingAlarms } from './standing';

/** An alarm of a source: sunyi = it fell silent, by the rule of freshness; gagal = its last run failed. */
export interface SourceAlarm {
  source: string;
  kind: 'sunyi' | 'gagal';
  startedAt: Date;
  textId: string;
  textEn: string;
}

/** Alarms of sources that stand, the oldest first. A paused source has none. */
export async function sourceAlarms({ at, source }: { at: Date; source?: string }): Promise<SourceAlarm[]> {
  return (await standingAlarms({ at }))
    .filter(({ rule, subject }) => isOfSource(rule) && (source === undefined || subject === source))
    .map(({ rule, subject, startedAt, textId, textEn }) => ({
      source: subject,
      kind: rule === SOURCE_RULES.silent ? ('sunyi' as const) : ('gagal' as const),
      startedAt,
      textId,
      textEn,
    }))
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.source < b.source ? -1 : 1));
}
