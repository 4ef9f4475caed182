import type { MetricId } from '../metrics/registry';
import type { Look } from './step';

/** How much an alarm matters: `tinggi` takes the wall, `rendah` waits for the digest. */
export const SEVERITIES = ['tinggi', 'sedang', 'rendah'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whom a rule looks at: the city as a whole, or each of its offices or kecamatan. */
export const SCOPES = ['kota', 'skpd', 'kecamatan'] as const;
export type AlarmScope = (typeof SCOPES)[number];

/** A limit: a value in the unit of the metric, or so many per cent beyond the city's target for it, on the bad side. */
export type Limit = number | { beyondTargetPercent: number };

interface Common {
  id: string;
  /** What is watched for, for people who read the rules. */
  title: { id: string; en: string };
  severity: Severity;
  /** Code of the office that owns its alarms; null: the office that they are about, else the whole city. */
  owner: string | null;
  /** Looks in a row that it takes to raise an alarm, and to end it. */
  hold: number;
}

/** A value that is worse than a limit. */
export interface ThresholdRule extends Common {
  kind: 'ambang';
  metric: MetricId;
  scope: AlarmScope;
  /** The period: today and the days before it, so many in all. */
  days: number;
  /** Which side of the limit is bad. */
  worse: 'di_atas' | 'di_bawah';
  raise: Limit;
  clear: Limit;
}

/** A value that is far from what the same days of the weeks before were (season.ts). */
export interface SeasonRule extends Common {
  kind: 'musim';
  metric: MetricId;
  scope: AlarmScope;
  days: number;
  worse: 'di_atas' | 'di_bawah';
  /** Robust deviations from the usual. */
  raise: number;
  clear: number;
  /** Fewer cases than this in the period, now and usually, are not judged. */
  minimumN: number;
}

/** A burst of complaints of one category in one kecamatan, by the rule of bursts (metrics/families/aduan/bursts.ts). */
export interface BurstRule extends Common {
  kind: 'lonjakan';
}

/** Open cases of an office whose promise ends within so many of its working hours. */
export interface PromiseRule extends Common {
  kind: 'janji';
  of: 'permohonan' | 'aduan';
  workingHours: number;
  /** So many of them raise the alarm, and so few end it. */
  raise: number;
  clear: number;
}

/** The machine behind a source fell silent, or its last run failed. */
interface SourceRule extends Common {
  kind: 'sumber_sunyi' | 'sumber_gagal';
}

export type Rule = ThresholdRule | SeasonRule | BurstRule | PromiseRule | SourceRule;

/** What a rule saw of one subject at one moment. */
export interface Sighting {
  /** Id of the rule. */
  rule: string;
  /** Whom it is about: a code of an office, a kecamatan or a source, or `kota`. */
  subject: string;
  severity: Severity;
  /** Code of the office that owns it; null = the whole city. */
  skpd: string | null;
  look: Look;
  /** Looks in a row that it takes to raise or end the alarm. */
  hold: number;
  value: number | null;
  /** The limit that the value is held against. */
  against: number | null;
  /** One sentence that begins with whom it is about. */
  textId: string;
  textEn: string;
  /** Path of the page that shows what is behind it. */
  link: string;
}

/** An alarm is the n-th of its rule and subject: two workers that raise it at once raise the same. */
export const alarmId = (rule: string, subject: string, generation: number) => `${rule}:${subject}:${generation}`;
